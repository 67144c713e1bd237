"""Which reminders an instalment gets, when, and what keeps one from going out (our own conduct rules)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from bot.lending.hours import KARACHI, PAKISTAN, City, is_open, is_ramadan, next_open_minute, sunset_on
from bot.lending.rules import DEFAULT, Rules

__all__ = ["PAKISTAN", "City", "Pause", "is_open", "is_overdue", "is_ramadan", "may_send", "next_open_minute"]
__all__ += ["next_allowed", "planned", "sunset_on", "suppressed"]

ONE_DAY = timedelta(days=1)
ONE_WEEK = timedelta(days=7)
Pause = Literal[
    "paid",
    "prepaid",
    "opted_out",
    "hardship",
    "disputed",
    "return_open",
    "promised",
    "held_by_agent",
    "locked",
    "stale",
]


def planned(due: date, *, rules: Rules = DEFAULT) -> tuple[tuple[str, datetime], ...]:
    """Every reminder of an instalment due on a day: (kind, moment in Pakistan time), earliest first."""
    return tuple(
        (kind, datetime.combine(due + days * ONE_DAY, rules.remind_at, PAKISTAN))
        for kind, days in rules.cadence
    )


def is_overdue(kind: str, *, rules: Rules = DEFAULT) -> bool:
    """Whether a kind of reminder speaks of an overdue instalment; those go by SMS only. Raises KeyError."""
    return dict(rules.cadence)[kind] > 0


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
    moments = list(sent)
    moment = next_open_minute(at, rules=rules, city=city)
    for _ in range(2 * ONE_WEEK.days):
        if may_send(moments, moment, rules=rules):
            return moment
        tomorrow = datetime.combine(moment.date() + ONE_DAY, rules.contact_opens, PAKISTAN)
        moment = next_open_minute(tomorrow, rules=rules, city=city)
    raise ValueError("these limits never allow a message")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known about an instalment and its customer when a reminder is about to go out.

    `outstanding` in paisa; `promised`: the day of an open promise to pay; `prepaid`: paid before it was due.
    """

    outstanding: int
    prepaid: bool = False
    promised: date | None = None
    disputed: bool = False
    hardship: bool = False
    return_open: bool = False
    opted_out: bool = False
    held_by_agent: bool = False
    locked: bool = False


def suppressed(
    standing: Standing, *, kind: str, planned_at: datetime, at: datetime, rules: Rules = DEFAULT
) -> Pause | None:
    """Why a reminder planned for one moment must not go out at another; None when it may. Raises KeyError.

    A promise silences up to and including its day. A reminder that comes too late is stale, and one that speaks
    of a day to come is stale when that day is over: the next one of the cadence speaks instead.
    """
    today = at.astimezone(PAKISTAN).date()
    due = planned_at.astimezone(PAKISTAN).date() - dict(rules.cadence)[kind] * ONE_DAY
    late = at - planned_at > timedelta(hours=rules.reminder_stale_hours)
    reasons: tuple[tuple[Pause, bool], ...] = (
        ("prepaid", standing.prepaid),
        ("paid", standing.outstanding <= 0),
        ("opted_out", standing.opted_out),
        ("hardship", standing.hardship),
        ("disputed", standing.disputed),
        ("return_open", standing.return_open),
        ("promised", standing.promised is not None and today <= standing.promised),
        ("held_by_agent", standing.held_by_agent),
        ("locked", standing.locked),
        ("stale", late or (today > due and not is_overdue(kind, rules=rules))),
    )
    return next((reason for reason, holds in reasons if holds), None)
