"""What may reach a customer unasked, said once more and apart from the product: what left is held against it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from itertools import pairwise

from astral import Observer
from astral.sun import sunset
from holidays import country_holidays

PAKISTAN = timezone(timedelta(hours=5), "PKT")
KARACHI = Observer(24.8607, 67.0011)
RAMADAN = ((date(2026, 2, 18), date(2026, 3, 20)), (date(2027, 2, 8), date(2027, 3, 10)))
HOLIDAYS = country_holidays("PK", years=(2026, 2027))
A_DAY, A_WEEK = 1, 3
SILENCE = timedelta(
    minutes=50
)  # an hour since it was put out; the tries until it left may take ten minutes of it
REFUSED, ARRIVED = ("failed", "undelivered"), ("delivered", "read")
LATE_CHARGE = "late_charge"
HELD = ("held by queue", "held by agent")
ALWAYS = ("STOP", *HELD)  # holds for whatever we begin, the question about the help we gave, too
About = tuple[str, int, str, date]  # loan, instalment, kind, the day it speaks of


@dataclass(frozen=True)
class Gone:
    """A message that we began, at the carrier. `row` is ours, `instead` the row it took the place of.

    `decided`: when it was put into the outbox; `reached`: whether it came to the telephone, as only the carrier knows;
    `told`: what was reported of it, and when.
    """

    at: datetime
    customer: int
    channel: str
    address: str
    about: About | None
    row: int
    instead: int | None
    decided: datetime
    reached: bool
    told: tuple[tuple[datetime, str], ...] = ()
    due: date | None = None
    tag: str = ""


@dataclass
class Quiet:
    """A span in which we do not write first to a customer: at all, of one plan or instalment, on one channel."""

    customer: int
    why: str
    since: datetime
    until: datetime | None = None
    loan: str = ""
    installment: int = 0
    channel: str = ""
    day: date | None = None  # that was promised

    def covers(self, gone: Gone, at: datetime) -> bool:
        loan, installment, kind, day = gone.about or ("", 0, "", date.min)
        if kind == "promised" and day == self.day:
            return False  # the one reminder of the day that was chosen
        return (
            self.customer == gone.customer
            and self._concerns(gone)
            and self.since < at
            and (self.until is None or at < self.until)
            and self.loan in ("", loan)
            and self.installment in (0, installment)
            and self.channel in ("", gone.channel)
        )

    def _concerns(self, gone: Gone) -> bool:
        """Reminders by all of it; a late charge is told after STOP, too, but not to somebody in trouble."""
        if gone.about is not None:
            return True
        if gone.tag == LATE_CHARGE:
            return self.why in (*HELD, "hardship", "dispute")
        return self.why in ALWAYS


@dataclass(frozen=True)
class Violation:
    what: str
    customer: int
    at: datetime
    detail: str = ""

    def __str__(self) -> str:
        moment = f"{self.at.astimezone(PAKISTAN):%a %d %b %Y %H:%M:%S}"
        return f"{moment} customer {self.customer}: {self.what} {self.detail}"


def violations(
    gone: Sequence[Gone],
    *,
    quiet: Iterable[Quiet],
    addresses: Mapping[int, set[str]],
) -> Iterator[Violation]:
    """Everything that should not have left."""
    spans: dict[int, list[Quiet]] = defaultdict(list)
    for one in quiet:
        spans[one.customer].append(one)
    for one in gone:
        yield from _alone(one, spans[one.customer], addresses)
    for customer, theirs in _by(gone, "customer").items():
        yield from _too_often(customer, theirs)
    for about, same in _by(gone, "about").items():
        if about is not None:
            yield from _twice(same)


def closed(at: datetime) -> str:
    """Why we may not write first at this moment, "" when we may."""
    local = at.astimezone(PAKISTAN)
    if not time(9) <= local.time() < time(19):
        return "night"
    if local.weekday() == 4 and time(12, 30) <= local.time() < time(14, 30):
        return "friday"
    if local.date() in HOLIDAYS:
        return "holiday"
    if any(first <= local.date() <= last for first, last in RAMADAN):
        down = _sunset(local.date())
        if down - timedelta(minutes=30) <= local < down + timedelta(hours=2):
            return "iftar"
    return ""


@cache
def _sunset(day: date) -> datetime:
    return sunset(KARACHI, date=day, tzinfo=PAKISTAN)


def _alone(one: Gone, spans: list[Quiet], addresses: Mapping[int, set[str]]) -> Iterator[Violation]:
    if why := closed(one.at):
        yield Violation(f"outside hours ({why})", one.customer, one.at, _named(one))
    if one.address not in addresses[one.customer]:
        yield Violation("a stranger's number", one.customer, one.at, f"{one.address} {_named(one)}")
    today = one.at.astimezone(PAKISTAN).date()
    if one.channel == "whatsapp" and one.due is not None and today > one.due:
        yield Violation("late, on WhatsApp", one.customer, one.at, f"due {one.due} {_named(one)}")
    for span in spans:
        if span.covers(one, one.at):
            before = "" if span.covers(one, one.decided) else f", decided {_time(one.decided)}"
            detail = f"since {_time(span.since)}{before}, {_named(one)}"
            yield Violation(f"in spite of {span.why}", one.customer, one.at, detail)


def _too_often(customer: int, theirs: list[Gone]) -> Iterator[Violation]:
    """One message in two forms counts once, and only if it came."""
    first = {one.row: one for one in theirs}
    heads: dict[int, Gone] = {}
    for one in sorted(theirs, key=lambda one: one.at):
        if one.reached:
            heads.setdefault(_head(one, first), one)
    came = sorted(heads.values(), key=lambda one: one.at)
    for place, one in enumerate(came):
        before = came[:place]
        day = one.at.astimezone(PAKISTAN).date()
        if sum(other.at.astimezone(PAKISTAN).date() == day for other in before) >= A_DAY:
            yield Violation("more than one a day", customer, one.at, _named(one))
        if sum(one.at - other.at < timedelta(days=7) for other in before) >= A_WEEK:
            yield Violation("more than three a week", customer, one.at, _named(one))


def _head(one: Gone, rows: Mapping[int, Gone]) -> int:
    while one.instead is not None and one.instead in rows:
        one = rows[one.instead]
    return one.instead if one.instead is not None else one.row


def _twice(same: list[Gone]) -> Iterator[Violation]:
    """A second time only in the place of a first that was refused for certain, or of which nobody told anything."""
    told = sorted(same, key=lambda one: one.at)
    for before, one in pairwise(told):
        heard = [state for at, state in before.told if at <= one.at]
        silent = before.channel == "whatsapp" and one.at - before.at >= SILENCE
        certain = any(state in REFUSED for state in heard) or silent
        if one.instead != before.row or not certain or any(state in ARRIVED for state in heard):
            yield Violation("twice", one.customer, one.at, f"first {_time(before.at)}, {_named(one)}")
    for one in told[3:]:
        yield Violation("in four forms", one.customer, one.at, _named(one))


def _by(gone: Iterable[Gone], name: str) -> dict[object, list[Gone]]:
    found: dict[object, list[Gone]] = defaultdict(list)
    for one in gone:
        found[getattr(one, name)].append(one)
    return found


def _named(one: Gone) -> str:
    loan, installment, kind, _ = one.about or ("", 0, f"{one.tag}, but no reminder", None)
    return f"{kind} of {loan}/{installment} by {one.channel} to {one.address} (row {one.row})"


def _time(at: datetime) -> str:
    return f"{at.astimezone(PAKISTAN):%d %b %H:%M:%S}"
