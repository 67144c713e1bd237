"""Twilio fails in every way, and then altogether for ten minutes, while people go on talking.

`python -m tests.faults.outages [sqlite|postgresql] [people] [seed]` (sqlite, 20, 7). The real SDK over HTTP against a
fake Twilio; the minutes are those of the clock that is passed in. Nothing may be lost, nothing may arrive twice, and
nothing in another order than it was said; what happened is counted. The short form is test_outages.py.
"""

import random
import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from bot.channels.ports import ChannelName, Inbound
from bot.channels.twilio.carrier import connect
from bot.services import deliver
from bot.services.receive import receive
from bot.store import tables
from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN, FakeTwilio
from tests.faults.kills import purchase
from tests.faults.site import SHORT_CODE, world_on
from tests.world import World

ONE_BY_ONE = (
    "429", "500", "503", "garbage", "garbage_502", "timeout", "reset", "accept_then_timeout", "accept_then_500",
    "accept_then_reset",
)  # fmt: skip
DOWN = (
    "503",
    "reset",
    "429",
    "timeout",
    "garbage_502",
    "500",
)  # nobody is there: it cannot be asked what arrived, either
HALF = 0.5  # of the requests fail in a minute of one kind of failure
MINUTE, ROUND, OUTAGE = timedelta(minutes=1), timedelta(seconds=20), timedelta(minutes=10)
LONGEST_CATCHING_UP = timedelta(minutes=15)
TIMEOUT = 0.1  # seconds of the real clock that the SDK waits
TALK = ("kitni qist baqi hai", "9", "help", "#")


class FailingTwilio(FakeTwilio):
    """`how`: the ways in which it fails now, each as likely; `odds`: of so many requests; `whole`: of every kind."""

    def __init__(self, world: World, *, seed: int) -> None:
        super().__init__()
        self.world, self.chance = world, random.Random(seed)
        self.how: tuple[str, ...] = ()
        self.odds, self.whole = 0.0, False
        self.failed: Counter[str] = Counter()

    def next_failure(self, on: str, *, to: str = "") -> tuple[str, int | None]:
        with self._changed:
            if not self.how or (on != "messages" and not self.whole) or self.chance.random() >= self.odds:
                return "", None
            mode = self.chance.choice(self.how)
            self.failed[mode] += 1
        return mode, None

    def create_message(self, params: dict[str, str]) -> dict[str, Any]:
        self.outcome()  # nobody would take its reports here
        made = super().create_message(params)
        self.messages[-1].created = self.world.now
        return {**made, **self.messages[-1].resource()}


@dataclass
class Report:
    """`twice`: what Twilio has that no message of ours is; `lost`: what was said and did not leave."""

    failed: Counter[str] = field(default_factory=Counter)
    said: int = 0
    sent: int = 0
    caught_up: timedelta = timedelta(0)
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    swapped: list[str] = field(default_factory=list)
    books: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.twice or self.swapped or self.books)

    def __str__(self) -> str:
        failed = ", ".join(f"{times} {how}" for how, times in sorted(self.failed.items()))
        accepted = sum(times for how, times in self.failed.items() if how.startswith("accept"))
        return "\n".join(
            (
                f"failures: {failed}",
                f"taken by Twilio without saying so: {accepted}; of them sent twice: {len(self.twice)}",
                f"{self.said} messages to us, {self.sent} of ours at Twilio",
                f"caught up {self.caught_up} after the outage",
                f"lost: {self.lost or 0}; in another order: {self.swapped or 0}; books: {self.books or 'clean'}",
            )
        )


class People:
    """Each with a telephone, every other on WhatsApp; they buy, and then they talk."""

    def __init__(self, world: World, twilio: FailingTwilio, *, many: int) -> None:
        carrier = connect(
            account_sid=ACCOUNT_SID,
            auth_token=AUTH_TOKEN,
            public_url="https://qist.example.pk",
            api_url=twilio.url,
            timeout=TIMEOUT,
            whatsapp_from="+923000000900",
            sms_from=SHORT_CODE,
        )
        self.world, self.many, self.rounds, self.said = world, many, 0, 0
        self.context = replace(world.context, carriers={"sms": carrier, "whatsapp": carrier})

    def talk(self, length: timedelta) -> None:
        """For so long, by the clock that is passed in."""
        end = self.world.now + length
        while self.world.now < end:
            for place in range(self.many):
                self._say(place)
            self.carry(ROUND)
            self.rounds += 1

    def _say(self, place: int) -> None:
        script = purchase(place)
        text = script[self.rounds] if self.rounds < len(script) else TALK[self.rounds % len(TALK)]
        channel: ChannelName = "whatsapp" if place % 2 else "sms"
        number = f"+92302{place:07}"
        receive(self.context, inbound=Inbound("SM" + uuid4().hex, channel, number, text, self.world.now))
        self.said += 1

    def carry(self, length: timedelta) -> None:
        """The courier, which looks every few seconds."""
        end = self.world.now + length
        while self.world.now < end:
            deliver.drain(self.context)
            self.world.later(seconds=5)


def run(world: World, *, people: int, seed: int, each: timedelta = MINUTE) -> Report:
    """`each`: for how long Twilio fails in one way, before it fails altogether."""
    report = Report()
    with FailingTwilio(world, seed=seed) as twilio:
        them = People(world, twilio, many=people)
        for how in ONE_BY_ONE:
            twilio.how, twilio.odds = (how,), HALF
            them.talk(each)
        twilio.how, twilio.odds, twilio.whole = DOWN, 1.0, True
        them.talk(OUTAGE)
        twilio.how = ()
        back = world.now
        while _open(world) and world.now < back + LONGEST_CATCHING_UP:
            them.carry(ROUND)
        report.caught_up = world.now - back
        report.failed, report.said, report.sent = twilio.failed, them.said, len(twilio.messages)
        _compare(world, twilio, report)
    report.books = world.problems()
    return report


def _ours(world: World) -> list[Any]:
    message = tables.table(tables.Message).c
    query = select(
        message.id, message.address, message.channel, message.state, message.why, message.provider_id
    )
    with world.context.database.snapshot() as connection:
        sent = query.where(message.direction == "out").order_by(message.id)
        return list(connection.execute(sent))


def _open(world: World) -> bool:
    return any(row.state in ("queued", "sending") for row in _ours(world))


def _compare(world: World, twilio: FailingTwilio, report: Report) -> None:
    rows, place = _ours(world), {one.sid: number for number, one in enumerate(twilio.messages)}
    kept = {row.provider_id for row in rows}
    report.lost = [f"{row.id} {row.state} {row.why}" for row in rows if row.provider_id not in place]
    report.twice = [f"{one.to} {one.body[:60]!r}" for one in twilio.messages if one.sid not in kept]
    for address in sorted({row.address for row in rows}):
        came = [place[row.provider_id] for row in rows if row.address == address and row.provider_id in place]
        if came != sorted(came):
            report.swapped.append(address)


def main(kind: str = "sqlite", people: str = "20", seed: str = "7") -> None:
    with world_on(kind) as world:
        report = run(world, people=int(people), seed=int(seed))
    print(f"{kind}\n{report}")
    sys.exit(0 if report.is_clean else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
