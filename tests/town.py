"""Two customers with plans, a fickle carrier, two workers and a clock: what can happen to them, one thing at a time."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import zip_longest
from pathlib import Path
from threading import Event
from typing import Any
from uuid import uuid4

import lender
from sqlalchemy import insert, make_url, select
from world import World, put_seeded

from bot.channels.ports import ChannelName, Inbound
from bot.in_memory import numbers
from bot.lending.caps import RuleBroken
from bot.lending.commands import AgreeToTerms, RequestPayment, SetPin, TryPin
from bot.lending.terms import PAY2, PAY3
from bot.services import deliver
from bot.services.context import Context
from bot.services.deliver import record_status
from bot.services.desk import hand_back, hold
from bot.services.hardship import extend_plan
from bot.services.receive import receive
from bot.services.return_goods import return_goods
from bot.services.tick import tick
from bot.store import conversations, tables
from bot.store.database import Database
from tests.conduct import PAKISTAN, Gone, violations
from tests.fakes.fickle import FickleCarrier, Killed
from tests.watch import LOAN, REMINDER, Known, Watch, gone, rows

NUMBERS = (
    "+923011000001",
    "+923011000002",
    "+923011000003",
)  # the first has one or two, the second the third
SAYS = {
    "promise": "5 din baad de dunga", "stop": "STOP", "start": "START", "ill": "main beemar hun",
    "complain": "shikayat hai", "person": "numainda", "menu": "9", "1": "1", "2": "2", "3": "3", "0": "0",
    "tomorrow": "kal", "wrong pin": "9917", "pin": "4826", "salam": "salam", "send back": "saman wapas karna hai",
}  # fmt: skip
MOVES_MONEY = ("pay", "return", "say", "buy")


@dataclass
class Town:
    """Two customers, a carrier, two workers, a clock."""

    world: World
    carrier: FickleCarrier
    other: Context  # another worker's
    watch: Watch
    two_numbers: bool
    customers: list[int] = field(default_factory=list)
    known: Known = field(default_factory=dict)
    bought: int = 0
    agent: int = 0
    checked: int = 0  # so many messages at the carrier have been looked at

    @property
    def now(self) -> datetime:
        return self.world.now

    def happens(self, name: str, how: Any) -> None:
        try:
            getattr(self, "_" + name)(how)
        except Killed:  # whatever it had begun is taken over as soon as its lease is over
            self.world.now += timedelta(minutes=2)
            with suppress(Killed):
                deliver.drain(self.other)
        self.watch.look(self.now, money=name in MOVES_MONEY)

    def left(self) -> list[Gone]:
        with self.world.context.database.snapshot() as connection:
            return gone(connection, [one.carried for one in self.carrier.taken], self.known)

    def wrong(self) -> list[str]:
        if len(self.carrier.taken) == self.checked:
            return []
        self.checked = len(self.carrier.taken)
        theirs = {self.customers[0]: {*NUMBERS[: 1 + self.two_numbers]}, self.customers[1]: {NUMBERS[2]}}
        found = violations(self.left(), quiet=self.watch.spans, addresses=theirs)
        return [str(one) for one in found]

    def ends(self) -> None:
        """Ticks for some days: everything comes to its end."""
        for _ in range(5):
            self.happens("day", (1, 10 * 60 + 30, "once"))
            self.happens("report", 1)
        late = self.now - timedelta(days=8)  # what waits for room in the week waits no longer
        with self.world.context.database.snapshot() as connection:
            for row in connection.execute(select(REMINDER).where(REMINDER.c.due_at < late)):
                assert row.state != "planned" and (row.why or row.message_id), row
            for row in rows(connection):
                assert row.state not in ("queued", "sending") or row.at > late, row
                assert row.state not in ("dead", "suppressed") or row.why, row

    # What can happen

    def _wait(self, minutes: int) -> None:
        self.world.now += timedelta(minutes=minutes)

    def _day(self, how: tuple[int, int, str]) -> None:
        """A later day begins, and at that minute the worker wakes."""
        days, minute, kind = how
        today = self.now.astimezone(PAKISTAN).replace(hour=0, minute=0, second=0, microsecond=0)
        self.world.now = today + timedelta(days=days, minutes=minute)
        self._tick(kind)

    def _tick(self, how: str) -> None:
        context = self.world.context
        if how == "at once":
            self.carrier.meanwhile = lambda: deliver.drain(self.other)
            for _ in zip_longest(tick(context, now=self.now), tick(self.other, now=self.now)):
                pass
            return
        self.carrier.busy = how == "carrier busy"
        for one in {"twice": (context, context), "another worker": (self.other,)}.get(how, (context,)):
            list(tick(one, now=self.now))
        self.carrier.busy = False
        self.world.reads()

    def _carry(self, _: None) -> None:
        deliver.drain(self.world.context)

    def _report(self, index: int) -> None:
        told = self.carrier.tells(index)
        if told is not None:
            record_status(self.world.context, told)
            deliver.drain(self.world.context)

    def _pay(self, how: tuple[int, str]) -> None:
        """By the newest open plan's reference."""
        person, much = how
        owing = [loan for loan in self._loans(person) if lender.stands(self.world, loan).outstanding]
        if not owing:
            return
        stands = lender.stands(self.world, owing[-1])
        part = next(part for part in stands.installments if not part.settled)
        amounts = {"all": stands.outstanding, "half": part.outstanding // 2, "little": 10_000}
        amount = amounts.get(much, part.outstanding)
        amount = max(1, min(amount, stands.outstanding))
        reference = self.world.context.fresh()
        lender.do(self.world, RequestPayment(reference, owing[-1], amount), number=self._number(person))
        self.world.pay(reference, amount)

    def _say(self, how: tuple[int, ChannelName, str]) -> None:
        person, channel, words = how
        number = NUMBERS[1] if self.two_numbers and person == 0 and words == "salam" else self._number(person)
        said = Inbound(
            provider_id=uuid4().hex, channel=channel, address=number, text=SAYS[words], at=self.now
        )
        receive(self.world.context, inbound=said)
        deliver.drain(self.world.context)
        self.watch.look(self.now)
        self.world.reads()

    def _agent(self, how: tuple[int, str]) -> None:
        person, what = how
        which = self._conversation(person)
        if what == "take":
            hold.take(self.world.context, conversation_id=which, agent_id=self.agent)
        elif what == "unlock":
            self.world.desk.act("unlock_pin", which, self.agent, reason="they called")
        else:
            hand_back.hand_back(self.world.context, conversation_id=which, agent_id=self.agent)
            deliver.drain(self.world.context)

    def _locks(self, person: int) -> None:
        for _ in range(3):
            lender.do(self.world, TryPin(correct=False), number=self._number(person))

    def _extend(self, person: int) -> None:
        with suppress(RuleBroken), self.world.context.database.transaction() as connection:
            loan = self._loans(person)[0]
            extend_plan(self.world.context, connection, loan=loan, by_days=15)

    def _return(self, person: int) -> None:
        loan = self._loans(person)[-1]
        return_goods(self.world.context, loan=loan, amount=200_000, reference=uuid4().hex)

    def _buy(self, person: int) -> None:
        self.bought += 1
        self._agrees(person, f"1000010{self.bought}")

    # Who they are

    def _agrees(self, person: int, loan: str) -> None:
        if len(self._loans(person)) < 3:
            terms, price = ((PAY2, 600_000), (PAY3, 900_000))[person]
            lender.agree(self.world, loan=loan, price=price, terms=terms, number=self._number(person))

    def _number(self, person: int) -> str:
        return NUMBERS[0] if person == 0 else NUMBERS[2]

    def _conversation(self, person: int) -> int:
        with self.world.context.database.snapshot() as connection:
            return conversations.of_customer(connection, self.customers[person])

    def _loans(self, person: int) -> list[str]:
        query = select(LOAN.c.number).where(LOAN.c.customer_id.in_(self.customers[person : person + 1]))
        with self.world.context.database.snapshot() as connection:
            return list(connection.execute(query.order_by(LOAN.c.id)).scalars())


@contextmanager
def lived(begins: datetime, luck: list[Any], *, whatsapp: bool, two_numbers: bool) -> Iterator[Town]:
    """Both have bought 27 days ago, so that something is due in three days; the first may write on WhatsApp."""
    world, other = _stores()
    for database in (world.context.database, other):
        database.close()
    path = Path(str(make_url(other.url).database))
    for journal in ("-wal", "-shm"):
        path.with_name(path.name + journal).unlink(missing_ok=True)
    put_seeded(path)
    carrier = FickleCarrier(iter(luck), clock=lambda: world.now)
    carriers = {"sms": carrier, "whatsapp": carrier}
    world.context = replace(world.context, carriers=carriers, fresh=numbers(), outgoing=Event())
    world.desk.context = world.context
    town = Town(world, carrier, replace(world.context, database=other), Watch(world.context), two_numbers)
    _move_in(town, begins, whatsapp=whatsapp)
    yield town
    for database in (world.context.database, other):
        database.close()


@cache
def _stores() -> tuple[World, Database]:
    """One world for all lives, and the store as another worker has it: engines that have compiled every statement."""
    folder = Path(tempfile.mkdtemp(prefix="qist-lives-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    world = World(folder)
    return world, Database(world.settings.database_url)


def _move_in(town: Town, begins: datetime, *, whatsapp: bool) -> None:
    world = town.world
    world.now = begins - timedelta(days=27)
    world.approve()
    for person in (0, 1):
        number = town._number(person)
        lender.do(world, AgreeToTerms(), number=number)
        with world.context.database.transaction() as connection:
            line = conversations.line_of(connection, channel="sms", address=number, at=world.now)
        town.customers.append(line.customer_id)
        lender.do(world, SetPin("4826"), number=number)
        town._agrees(person, f"1000000{person + 1}")
        if person == 0 and town.two_numbers:
            _second_number(world, line.conversation_id)
    if whatsapp:
        town.happens("say", (0, "whatsapp", "menu"))
    world.now = begins
    town.agent = 1
    town.watch.look(world.now)


def _second_number(world: World, conversation_id: int) -> None:
    """As if the lost telephone had been found again: both numbers are theirs."""
    row = {
        "conversation_id": conversation_id,
        "channel": "sms",
        "address": NUMBERS[1],
        "created_at": world.now,
    }
    with world.context.database.transaction() as connection:
        connection.execute(insert(tables.table(tables.Contact)).values(row))
