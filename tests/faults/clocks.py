"""The clock jumps by an hour, forward and back, while people buy: everybody sees what they would have seen.

`python -m tests.faults.clocks [sqlite|postgresql] [people] [seed]` (sqlite, 30, 7). Between any two messages, and
between a message and its sending, the clock that is passed in may jump, and what is in the outbox may be carried by a
worker whose clock is an hour off. Who is asked for their PIN again, as after any hour of silence, gives it. The short
form, and the rest that depends on the clock, is test_clocks.py.
"""

import random
import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import uuid4

from bot.channels.ports import Inbound
from bot.services import deliver
from bot.services.receive import receive
from tests.faults.kills import folded, purchase
from tests.faults.site import world_on
from tests.world import World

HOUR = timedelta(hours=1)
JUMPS = (timedelta(0), timedelta(0), HOUR, -HOUR)
ODDS = 0.5  # of a jump, before a message and before it is sent
PIN = "4826"


@dataclass
class Report:
    jumps: Counter[str] = field(default_factory=Counter)
    people: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        jumps = ", ".join(f"{times} {which}" for which, times in sorted(self.jumps.items()))
        return "\n".join(
            (f"jumps: {jumps}", f"{self.people} people", *(self.wrong or ["all see what they should"]))
        )


@dataclass
class Clock:
    """What is right, and by how much the clock is off: for every other person an hour early, or an hour late."""

    world: World
    chance: random.Random
    report: Report
    side: timedelta = HOUR
    off: timedelta = timedelta(0)

    def jumps(self) -> None:
        if self.chance.random() < ODDS:
            by = -self.off or self.side
            self.off += by
            self.world.now += by
            self.report.jumps["forward" if by > timedelta(0) else "back"] += 1

    def turns(self) -> None:
        """Right again, and from now on off to the other side."""
        self.world.now -= self.off
        self.off, self.side = timedelta(0), -self.side

    def carry(self) -> None:
        """By a worker whose clock is off, and then by one whose clock is as everybody's."""
        by = self.chance.choice(JUMPS)
        context = self.world.context
        deliver.drain(replace(context, clock=lambda: self.world.now + by))
        deliver.drain(context)
        self.report.jumps["other worker"] += bool(by)


class Person:
    """Buys by SMS. `heard`: what they were told, but for the PIN."""

    def __init__(self, world: World, place: int) -> None:
        self.world, self.place = world, place
        self.number = f"+92304{place:07}"
        self.phone = world.phone("sms", self.number)

    def buys(self, clock: Clock | None) -> list[str]:
        """What was wrong."""
        wrong = []
        for words in purchase(self.place):
            outcomes = [self._says(words, clock)]
            while self.phone.state.startswith("unlock."):
                outcomes += [self._says(PIN, clock), self._says(words, clock)]
            if set(outcomes) != {"answered"}:
                wrong.append(f"{self.number}: {words!r} was {outcomes}")
        return wrong

    def _says(self, words: str, clock: Clock | None) -> str:
        if clock:
            clock.jumps()
        outcome = receive(
            self.world.context, inbound=Inbound("SM" + uuid4().hex, "sms", self.number, words, self.world.now)
        )
        if clock:
            clock.jumps()
            clock.carry()
        deliver.drain(self.world.context)
        self.world.reads()
        return outcome

    @property
    def heard(self) -> list[str]:
        """Once each: what stood before the PIN is asked again after it."""
        said = [one for one in self.phone.messages() if one.direction == "out" and one.state == "delivered"]
        return sorted({folded(one.text) for one in said if "PIN" not in one.text})


def run(world: World, *, people: int, seed: int) -> Report:
    report = Report(people=people)
    clock, model = Clock(world, random.Random(seed), report), Person(world, 0)
    report.wrong += model.buys(None)
    for place in range(1, people + 1):
        clock.turns()
        person = Person(world, place)
        report.wrong += person.buys(clock)
        if person.heard != model.heard:
            more, less = set(person.heard) - set(model.heard), set(model.heard) - set(person.heard)
            report.wrong.append(f"{person.number}: too much {more}, missing {less}")
        open_now = [
            one.text for one in person.phone.messages() if one.direction == "out" and one.state != "delivered"
        ]
        report.wrong += [f"{person.number}: not sent: {text}" for text in open_now]
    report.wrong += world.problems()
    return report


def main(kind: str = "sqlite", people: str = "30", seed: str = "7") -> None:
    with world_on(kind) as world:
        report = run(world, people=int(people), seed=int(seed))
    print(f"{kind}\n{report}")
    sys.exit(1 if report.wrong else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
