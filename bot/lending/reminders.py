"""Which reminders an instalment gets, when, and what keeps one from going out (our own conduct rules)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from bot.lending.hours import (
    KARACHI,
    PAKISTAN,
    City,
    is_holiday,
    is_open,
    is_ramadan,
    next_open_minute,
    sunset_on,
)
from bot.lending.rules import DEFAULT, Rules

__all__ = [
    "PAKISTAN",
    "City",
    "Pause",
    "is_open",
    "is_ramadan",
    "may_send",
    "next_allowed",
    "next_open_minute",
]
__all__ += ["due_days", "planned", "promise_kinds", "sunset_on", "suppressed"]

ONE_DAY = timedelta(days=1)
ONE_WEEK = timedelta(days=7)
LONGEST_HOLIDAYS = 8  # days that a reminder may move because of holidays, but for those that are added
PROMISED, BROKEN = "promised", "broken"  # on the day a customer chose, and on the day after it
PEOPLE = "people"  # no message: the cadence is over, and whoever still owes comes on the list of our people
Pause = Literal[
    "paid",
    "prepaid",
    "opted_out",
    "hardship",
    "disputed",
    "return_open",
    "promised",
    "claimed",
    "held_by_agent",
    "locked",
    "date_moved",
    "stale",
]
SETTLED: tuple[Pause, ...] = ("prepaid", "paid", "date_moved")  # then there is nothing to talk about


def planned(due: date, *, rules: Rules = DEFAULT) -> tuple[tuple[str, datetime], ...]:
    """Every reminder of an instalment due on a day: (kind, moment in Pakistan time), earliest first; last, people.

    One that falls on a public holiday comes before it, and when it speaks of what is late, after it.
    """
    return tuple((kind, _moment(due, days, rules)) for kind, days in _kinds(rules))


def due_days(
    start: datetime, end: datetime, *, rules: Rules = DEFAULT
) -> Iterator[tuple[str, date, datetime]]:
    """(kind, due date, moment) of every reminder whose moment is after `start` and not after `end`."""
    first, last = start.astimezone(PAKISTAN).date(), end.astimezone(PAKISTAN).date()
    most = LONGEST_HOLIDAYS + len(rules.holidays_added)
    for kind, days in _kinds(rules):
        for away in range(-most, (last - first).days + most + 1):
            due = first + (away - days) * ONE_DAY
            moment = _moment(due, days, rules)
            if start < moment <= end:
                yield kind, due, moment


def promise_kinds(day: date, *, rules: Rules = DEFAULT) -> tuple[tuple[str, datetime], ...]:
    """The reminders of a day that the customer chose to pay on: that day, and the next when nothing came."""
    on_the_day = datetime.combine(day, rules.remind_at, PAKISTAN)
    return (PROMISED, on_the_day), (BROKEN, _moment(day, 1, rules))


def _kinds(rules: Rules) -> tuple[tuple[str, int], ...]:
    return (*rules.cadence, (PEOPLE, rules.people_after_days))


def _moment(due: date, days: int, rules: Rules) -> datetime:
    day, away = due + days * ONE_DAY, ONE_DAY if days > 0 else -ONE_DAY
    while is_holiday(day, rules=rules):
        day += away
    return datetime.combine(day, rules.remind_at, PAKISTAN)


def may_send(sent: Iterable[datetime], at: datetime, *, rules: Rules = DEFAULT) -> bool:
    """Whether one more message of our own accord stays within a day's and a week's limits.

    `sent`: when we last wrote first to this customer, all plans together. A day is a calendar day in
    Pakistan, a week any seven days up to `at`.
    """
    moments = list(sent)
    today = at.astimezone(PAKISTAN).date()
    on_the_day = sum(moment.astimezone(PAKISTAN).date() == today for moment in moments)
    in_the_week = sum(at - ONE_WEEK < moment <= at for moment in moments)
    return on_the_day < rules.proactive_per_day and in_the_week < rules.proactive_per_week


def next_allowed(
    sent: Iterable[datetime], at: datetime, *, rules: Rules = DEFAULT, city: City = KARACHI
) -> datetime:
    """The first moment from `at` on that hours and limits allow, in Pakistan time. Raises ValueError."""
    moments = sorted(sent)
    moment = next_open_minute(at, rules=rules, city=city)
    for _ in range(2 * len(moments) + 2):
        if may_send(moments, moment, rules=rules):
            return moment
        moment = next_open_minute(_room(moments, moment, rules), rules=rules, city=city)
    raise ValueError("these limits never allow a message")


def _room(moments: list[datetime], at: datetime, rules: Rules) -> datetime:
    """When the limit that is reached next lets one more pass: a week after the oldest, or tomorrow."""
    week = [moment for moment in moments if at - ONE_WEEK < moment <= at]
    tomorrow = datetime.combine(at.astimezone(PAKISTAN).date() + ONE_DAY, rules.contact_opens, PAKISTAN)
    return (
        week[-rules.proactive_per_week] + ONE_WEEK if len(week) >= rules.proactive_per_week > 0 else tomorrow
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known about an instalment and its customer when a reminder is about to go out.

    `outstanding` in paisa; `promised`: the day of an open promise to pay; `claimed`: they say
    it is paid, and we look for the money; `prepaid`: paid before it was due; `moved`:
    the due date that the reminder speaks of is not its due date any more.
    """

    outstanding: int
    prepaid: bool = False
    moved: bool = False
    promised: date | None = None
    claimed: bool = False
    disputed: bool = False
    hardship: bool = False
    return_open: bool = False
    opted_out: bool = False
    held_by_agent: bool = False
    locked: bool = False


def suppressed(
    standing: Standing,
    *,
    kind: str,
    day: date,
    planned_at: datetime,
    at: datetime,
    rules: Rules = DEFAULT,
) -> Pause | None:
    """Why a reminder planned for one moment must not go out at another; None when it may. Raises KeyError.

    `day`: the due date it speaks of, or the one that was promised. A promise silences up to and including its day,
    but for the one reminder of that day. A reminder that comes too late is stale, and one that speaks of a day to come
    is stale when that day is over: the next one of the cadence speaks instead. What keeps a message back keeps nobody
    off the list of our people, which leaves out by itself whoever is at rest.
    """
    today = at.astimezone(PAKISTAN).date()
    late = at - planned_at > timedelta(hours=rules.reminder_stale_hours)
    reasons: tuple[tuple[Pause, bool], ...] = (
        ("prepaid", standing.prepaid),
        ("paid", standing.outstanding <= 0),
        ("date_moved", standing.moved),
        ("opted_out", standing.opted_out),
        ("hardship", standing.hardship),
        ("disputed", standing.disputed),
        ("return_open", standing.return_open),
        ("promised", _rests(standing.promised, kind, today)),
        ("claimed", standing.claimed),
        ("held_by_agent", standing.held_by_agent),
        ("locked", standing.locked),
        ("stale", late or (today > day and not _after(kind, rules))),
    )
    return next(
        (reason for reason, holds in reasons if holds and (kind != PEOPLE or reason in SETTLED)), None
    )


def _rests(promised: date | None, kind: str, today: date) -> bool:
    """Whether a promise asks for silence today."""
    if promised is None:
        return False
    return today < promised or (today == promised and kind != PROMISED)


def _after(kind: str, rules: Rules) -> bool:
    """Whether a kind speaks of a day that is over."""
    return kind == BROKEN or (kind != PROMISED and dict(_kinds(rules))[kind] > 0)
