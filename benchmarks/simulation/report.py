"""What a month came to, in figures and in what should not have been."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from benchmarks.simulation.place import Place
from bot.services.check_books import check_books
from bot.store import messages
from tests.conduct import Gone, Violation, violations
from tests.fakes.twilio_chance import Fated
from tests.watch import REMINDER, Carried, gone, row_of, rows

LONG_AGO = timedelta(days=8)  # what waits for room in the week waits no longer
OPEN = ("queued", "sending")


@dataclass
class Report:
    """Counters are {word: how many}. `violations` is what a month must not have."""

    planned: int = 0
    sent: int = 0
    waiting: int = 0
    people: int = 0
    suppressed: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    fall_backs: Counter[str] = field(default_factory=Counter)
    retried: int = 0
    dead: Counter[str] = field(default_factory=Counter)
    ambiguous: Counter[str] = field(default_factory=Counter)
    twilio: Counter[str] = field(default_factory=Counter)
    fates: Counter[str] = field(default_factory=Counter)
    a_day: int = 0
    a_week: int = 0
    segments: int = 0
    all_segments: int = 0
    webhooks: Counter[int] = field(default_factory=Counter)
    did: Counter[str] = field(default_factory=Counter)
    violations: list[Violation] = field(default_factory=list)

    def lines(self) -> list[str]:
        told = [
            f"reminders planned {self.planned:,}: sent {self.sent:,}, suppressed {self.suppressed.total():,}, "
            f"for people {self.people:,}, still to come {self.waiting:,}",
            f"by kind {_told(self.kinds)}",
            f"suppressed {_told(self.suppressed)}",
            f"as messages {_told(self.states)}; dead {_told(self.dead)}",
            f"instead of a refused or silent one {_told(self.fall_backs)}; retried {self.retried:,}",
            f"nobody knew whether it left {_told(self.ambiguous)}",
            f"Twilio answered {_told(self.twilio)}",
            f"and of what it took {_told(self.fates)}",
            f"to one customer at most {self.a_day} a day, {self.a_week} in seven days",
            f"SMS segments {self.segments:,} for reminders, {self.all_segments:,} for everything",
            f"people {_told(self.did)}; webhooks answered {_told(self.webhooks)}",
            f"violations {len(self.violations)}",
        ]
        return told + [f"  {one}" for one in self.violations]


def report(place: Place, *, numbers: dict[int, set[str]], did: dict[str, int], now: datetime) -> Report:
    """Everything counted and checked once the month is over."""
    carried = [_carried(one) for one in place.twilio.messages]
    made = Report(did=Counter(did), twilio=place.twilio.answered, webhooks=Counter(place.answers))
    made.fates = Counter(message.fate for message in place.twilio.messages)
    with place.context.database.snapshot() as connection:
        ours = rows(connection)
        left = gone(connection, carried, {})
        planned = list(connection.execute(select(REMINDER)))
    _count_reminders(made, planned)
    _count_messages(made, ours)
    made.a_day, made.a_week = _at_most(left)
    found = violations(left, quiet=place.watch.spans, addresses=numbers)
    made.violations = sorted(found, key=lambda one: (one.at, one.customer))
    made.violations += [Violation("a worker stumbled", 0, now, one) for one in place.stumbled]
    made.violations += _unsettled(planned, ours, now) + _doubled(carried, ours)
    made.violations += [
        Violation(f"books: {one.code}", 0, now, one.text) for one in check_books(place.context)
    ]
    made.violations += [
        Violation(f"a webhook answered {status}", 0, now, f"{times} times")
        for status, times in place.answers.items()
        if status >= 400
    ]
    return made


def _count_reminders(made: Report, planned: Sequence[Any]) -> None:
    made.planned = len(planned)
    made.sent = sum(row.state == "sent" for row in planned)
    made.waiting = sum(row.state == "planned" for row in planned)
    made.suppressed = Counter(row.why for row in planned if row.state == "skipped")
    made.people = sum(row.state == "people" for row in planned)
    made.kinds = Counter(row.kind for row in planned if row.state == "sent")


def _count_messages(made: Report, ours: Sequence[Any]) -> None:
    theirs = [row for row in ours if row.tag in messages.COUNTED]
    made.states = Counter(row.state for row in theirs)
    made.fall_backs = _reasons(theirs)
    made.retried = sum(row.attempts > 1 for row in ours)
    made.dead = Counter(row.why or "no reason" for row in theirs if row.state == "dead")
    made.ambiguous = Counter(f"{row.state} ({row.why})" for row in ours if row.why == "may_have_left")
    made.segments = sum(row.segments for row in theirs if row.provider_id)
    made.all_segments = sum(row.segments for row in ours if row.provider_id)


def _reasons(theirs: Sequence[Any]) -> Counter[str]:
    by_id = {row.id: row for row in theirs}
    return Counter(
        f"{by_id[row.fallback_of].why or by_id[row.fallback_of].state} → {row.channel}"
        for row in theirs
        if row.fallback_of in by_id
    )


def _at_most(left: Sequence[Gone]) -> tuple[int, int]:
    """The most that came to one customer: on a day, and in seven days."""
    came: dict[int, list[datetime]] = {}
    for one in left:
        if one.reached and one.instead is None:
            came.setdefault(one.customer, []).append(one.at)
    days = Counter((customer, at.date()) for customer, moments in came.items() for at in moments)
    week = timedelta(days=7)
    weeks = (sum(at - week < other <= at for other in moments) for moments in came.values() for at in moments)
    return max(days.values(), default=0), max(weeks, default=0)


def _unsettled(planned: Sequence[Any], ours: Sequence[Any], now: datetime) -> list[Violation]:
    """Reminders and messages of which nothing says what became of them."""
    states = {row.id: row for row in ours}
    found = []
    for row in planned:
        message = states.get(row.message_id)
        if row.state == "planned" and row.due_at < now - LONG_AGO:
            found.append(Violation("never decided", 0, row.due_at, f"reminder {row.id} {row.kind}"))
        if row.state == "skipped" and not row.why:
            found.append(Violation("suppressed without a reason", 0, row.due_at, f"reminder {row.id}"))
        if row.state == "sent" and message is None:
            found.append(Violation("sent without a message", 0, row.due_at, f"reminder {row.id}"))
    for row in ours:
        if row.state in OPEN and row.at < now - LONG_AGO:
            found.append(
                Violation("never left the outbox", row.customer_id, row.at, f"row {row.id} {row.state}")
            )
        if row.state in ("dead", "suppressed") and not row.why:
            found.append(Violation("dead without a reason", row.customer_id, row.at, f"row {row.id}"))
    return found


def _doubled(carried: Sequence[Carried], ours: Sequence[Any]) -> list[Violation]:
    """Anything at all, reminder or answer, that the carrier took more often than we put it out."""
    taken: Counter[int] = Counter()
    found = []
    rows_of = row_of(carried, list(ours))
    known = {row.provider_id for row in ours}
    for one in carried:
        row = rows_of[one.sid]
        if row is None:
            found.append(Violation("nobody's message", 0, one.at, f"{one.address}: {one.body[:40]!r}"))
        elif one.sid not in known:
            taken[row.id] += 1
            if taken[row.id] > 1 or row.provider_id:
                found.append(
                    Violation("the same twice", row.customer_id, one.at, f"row {row.id}: {one.body[:40]!r}")
                )
    return found


def _carried(one: Fated) -> Carried:
    channel = "whatsapp" if one.to.startswith("whatsapp:") else "sms"
    address = one.to.removeprefix("whatsapp:")
    return Carried(one.sid, one.created, channel, address, one.body, one.reached, tuple(one.told))


def _told(counted: Counter[Any]) -> str:
    return ", ".join(f"{word} {count:,}" for word, count in counted.most_common()) or "none"
