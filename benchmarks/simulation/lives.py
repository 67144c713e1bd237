"""What people do in a month: pay or not, promise, fall ill, complain, say STOP, ask for a person, answer days later."""

import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from sqlalchemy import select

from benchmarks.simulation import desk
from benchmarks.simulation.people import PIN, WRONG_PIN, Person, ask_for, buy, enrol
from benchmarks.simulation.place import Place
from bot.conversation.position import Position
from bot.lending.hours import PAKISTAN
from bot.lending.offer import Offer
from bot.store import conversations, pay_requests, tables
from bot.understanding import Language

Habit = Literal["early", "on the day", "late", "partly", "never", "everything at once"]
HABITS: tuple[tuple[Habit, float], ...] = (
    ("early", 0.2), ("on the day", 0.27), ("late", 0.28), ("partly", 0.08),
    ("everything at once", 0.05), ("never", 0.12),
)  # fmt: skip
SAYS: dict[str, dict[Language, str]] = {
    "promise": {"en": "I will pay on friday", "ur": "جمعے کو دوں گا", "ur-Latn": "jummay ko de dunga"},
    "ill": {"en": "I am ill and cannot pay", "ur": "میں بیمار ہوں", "ur-Latn": "main beemar hun"},
    "complain": {"en": "I have a complaint", "ur": "شکایت ہے", "ur-Latn": "shikayat hai"},
    "person": {"en": "agent", "ur": "نمائندہ", "ur-Latn": "numainda"},
    "balance": {"en": "balance", "ur": "کتنا باقی ہے", "ur-Latn": "kitna baqi hai"},
    "friday": {"en": "friday", "ur": "جمعہ", "ur-Latn": "jumma"},
}
MOODS = (
    ("promise", 0.12), ("ill", 0.03), ("complain", 0.02), ("person", 0.04), ("locks", 0.015), ("stops", 0.05),
    ("writes", 0.15), ("second plan", 0.06), ("other channel", 0.04),
)  # fmt: skip
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Lives:
    """`after` plans an act; `run` lets everything happen up to a moment, in its order."""

    place: Place
    people: list[Person]
    start: datetime
    days: int
    did: dict[str, int] = field(default_factory=dict)
    _acts: list[tuple[datetime, int, Callable[[], Any]]] = field(default_factory=list)
    _numbers: "itertools.count[int]" = field(default_factory=itertools.count)
    _loans: "itertools.count[int]" = field(default_factory=lambda: itertools.count(20_000_001))
    _seen: int = 0

    def __post_init__(self) -> None:
        self._agents = desk.names(self.place)
        for place, person in enumerate(self.people):
            self.at(self._when_bought(person), lambda one=person, number=place: self._begins(one, number))
        for day in range(self.days):
            for hour in (11, 16):
                self.at(self.start + day * DAY + hour * HOUR, self._desk)

    def at(self, moment: datetime, act: Callable[[], Any]) -> None:
        heapq.heappush(self._acts, (moment, next(self._numbers), act))

    def run(self, until: datetime) -> None:
        """Acts and reports in the order of time."""
        clock, twilio = self.place.clock, self.place.twilio
        while True:
            moments = [one for one in (self._acts[0][0] if self._acts else None, twilio.next_due()) if one]
            if not moments or min(moments) > until:
                break
            clock.now = max(clock.now, min(moments))
            if self._acts and self._acts[0][0] <= clock.now:
                heapq.heappop(self._acts)[2]()
            else:
                self.place.reported()
                self.place.carry()
        clock.now = until

    # A life

    def _when_bought(self, person: Person) -> datetime:
        ago = person.chance.randrange(1, 34) * DAY
        return self.start - ago + timedelta(hours=10, minutes=person.chance.randrange(480))

    def _begins(self, person: Person, number: int) -> None:
        enrol(self.place.context, person, place=number)
        self._buys(person)
        for mood, chance in MOODS:
            if person.chance.random() < chance:
                moment = self._some_time(person)
                self.at(moment, lambda what=mood: self._feels(person, what))

    def _buys(self, person: Person) -> Offer:
        loan = str(next(self._loans))
        self.place.twilio.heard[person.address] = self.place.clock.now
        offer = buy(self.place.context, person, loan=loan)
        habit = _drawn(HABITS, person.chance.random())
        for part in offer.installments:
            if part.number == 1 and offer.terms.advance:
                self._pays(person, loan, part.amount)
            else:
                self._will_pay(person, loan, part.due, part.amount, habit)
            if habit == "everything at once" and part.number == 1:
                self.at(self._some_time(person), lambda: self._pays(person, loan, offer.total))
        self._look(person)
        return offer

    def _will_pay(self, person: Person, loan: str, due: date, paisa: int, habit: Habit) -> None:
        """When and how much, by habit."""
        chance = person.chance
        noon = datetime.combine(due, time(8), PAKISTAN) + timedelta(minutes=chance.randrange(14 * 60))
        if habit == "early":
            self.at(noon - chance.randrange(1, 8) * DAY, lambda: self._pays(person, loan, paisa))
        elif habit == "on the day":
            self.at(noon, lambda: self._pays(person, loan, paisa))
        elif habit == "late":
            self.at(noon + chance.randrange(1, 10) * DAY, lambda: self._pays(person, loan, paisa + 10_000))
        elif habit == "partly":
            self.at(noon, lambda: self._pays(person, loan, paisa // 2))
            self.at(noon + chance.randrange(1, 9) * DAY, lambda: self._pays(person, loan, paisa // 2 + 1))

    def _some_time(self, person: Person) -> datetime:
        return self.start + timedelta(minutes=person.chance.randrange(self.days * 24 * 60))

    def _pays(self, person: Person, loan: str, paisa: int) -> None:
        self._note("paid")
        self.place.paid(ask_for(self.place.context, person, loan=loan, paisa=paisa), paisa)
        self._look(person, money=True)

    def _feels(self, person: Person, what: str) -> None:
        self._note(what)
        if what == "locks":
            self._talks(person, [SAYS["balance"][person.language], WRONG_PIN, WRONG_PIN, WRONG_PIN])
        elif what == "stops":
            self._says(person, "STOP")
            if person.chance.random() < 0.5:
                again = self.place.clock.now + person.chance.randrange(2 * 24, 9 * 24) * HOUR
                self.at(again, lambda: self._says(person, "START"))
        elif what == "writes":
            self._says(person, SAYS["balance"][person.language])
        elif what == "second plan":
            self._buys(person)
        elif what == "other channel":
            person.channel = "sms" if person.channel == "whatsapp" else "whatsapp"
            self._says(person, "salam")
        else:
            self._says(person, SAYS[what][person.language])

    # Talk

    def _says(self, person: Person, words: str) -> None:
        self.place.hears(person.address, words)
        self._look(person)

    def _talks(self, person: Person, words: list[str]) -> None:
        """One message after the other, a quarter of a minute apart."""
        self._says(person, words[0])
        if words[1:]:
            self.at(self.place.clock.now + timedelta(seconds=15), lambda: self._talks(person, words[1:]))

    def reads(self) -> None:
        """Whoever got a reminder since the last look may answer it, now or days later."""
        new = self.place.twilio.messages[self._seen :]
        self._seen += len(new)
        by_address = {person.address: person for person in self.people} if new else {}
        for message in new:
            person = by_address.get(message.to)
            if person is None or not message.reached or person.chance.random() > 0.3:
                continue
            delay = timedelta(minutes=person.chance.choice((2, 10, 45, 240, 24 * 60, 3 * 24 * 60)))
            self.at(self.place.clock.now + delay, lambda who=person: self._answers(who))

    def _answers(self, person: Person) -> None:
        """To a reminder that is still the question: how to pay, another day, trouble, a person."""
        if self._asked(person) != "reminder":
            return
        choice = person.chance.choice(("1", "1", "2", "2", "3", "0"))
        self._note(f"answered {choice}")
        if choice == "1":
            self._talks(person, ["1", PIN, "1"])
            self.at(self.place.clock.now + timedelta(minutes=5), lambda: self._pays_newest(person))
        else:
            self._talks(person, ["2", SAYS["friday"][person.language]] if choice == "2" else [choice])

    def _asked(self, person: Person) -> str:
        """The flow whose question is open."""
        with self.place.context.database.transaction() as connection:
            line = conversations.find_line(connection, channel=person.channel, address=person.number)
        frames = Position.from_dict(line.position).frames if line else ()
        return frames[-1].flow if frames else ""

    def _pays_newest(self, person: Person) -> None:
        asked, paid = pay_requests.REQUEST, tables.table(tables.Payment)
        query = select(asked).where(asked.c.loan.in_(list(person.plans))).order_by(asked.c.id.desc()).limit(1)
        with self.place.context.database.snapshot() as connection:
            newest = connection.execute(query).first()
            known = (
                newest
                and connection.execute(select(paid).where(paid.c.reference == newest.reference)).first()
            )
        if newest and not known:
            self._note("paid by the link")
            self.place.paid(newest.reference, newest.amount)
            self._look(person, money=True)

    # People at the desk

    def _desk(self) -> None:
        taken = desk.visit(
            self.place, agents_there=self._agents, chance=self.place.chance, later=self.at, look=self._look_at
        )
        self.did["taken by an agent"] = self.did.get("taken by an agent", 0) + taken

    def _look_at(self, customer_id: int) -> None:
        self.place.watch.look(self.place.clock.now, customers=[customer_id], money=False)

    def _look(self, person: Person, *, money: bool = False) -> None:
        self.place.watch.look(self.place.clock.now, customers=[person.customer_id], money=money)

    def _note(self, what: str) -> None:
        self.did[what] = self.did.get(what, 0) + 1


def _drawn(odds: tuple[tuple[Habit, float], ...], left: float) -> Habit:
    for habit, chance in odds:
        left -= chance
        if left < 0:
            return habit
    return odds[-1][0]
