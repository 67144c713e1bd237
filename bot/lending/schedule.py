"""Due dates: equal intervals, the day after payday, month ends and leap days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from dateutil.relativedelta import relativedelta

from bot.lending.rules import DEFAULT, Rules

Every = Literal["15_days", "month"]
ONE_DAY = timedelta(days=1)
DAYS: dict[Every, int] = {"15_days": 15, "month": 30}
WEEKLY_DAYS: dict[Every, int] = {"15_days": 14, "month": 28}  # whole weeks, for people paid by the week


@dataclass(frozen=True, slots=True)
class Payday:
    """When somebody gets paid. `day`: weekly 0 (Monday) to 6; monthly 1 to 31; daily None."""

    kind: Literal["daily", "weekly", "monthly"]
    day: int | None = None

    def __post_init__(self) -> None:
        allowed = {"daily": (None,), "weekly": tuple(range(7)), "monthly": tuple(range(1, 32))}
        if self.day not in allowed[self.kind]:
            raise ValueError(f"no {self.kind} payday falls on {self.day}")


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last of a month too short for it (31 Jan + 1: 28 or 29 Feb)."""
    return day + relativedelta(months=months)


def due_dates(
    *, start: date, count: int, every: Every, payday: Payday, rules: Rules = DEFAULT
) -> tuple[date, ...]:
    """`count` due dates after `start`, at equal intervals.

    Paid by the month and due by the month: the day after payday (payday 31: the day after the month ends),
    the first at least `rules.first_due_after_days` away. Paid by the week: the weekday after payday, whole
    weeks apart. Otherwise, or when paydays would outlast `rules.max_tenor_days`: counted from `start`.
    """
    if count == 0:
        return ()
    if payday.kind == "weekly" and payday.day is not None:
        return _weekly(start, count, WEEKLY_DAYS[every], payday.day)
    if every == "15_days":
        return _every_days(start, count, DAYS[every])
    return _monthly(start, count, payday, rules)


def equal_intervals(dates: Sequence[date]) -> bool:
    """Whether dates stand the same number of days apart, or a month apart by one calendar rule.

    A calendar rule is a day of the month, or the day after it, where short months use their last day.
    """
    gaps = {later - earlier for earlier, later in pairwise(dates)}
    return len(gaps) <= 1 or _month_by_month(dates) or _month_by_month([day - ONE_DAY for day in dates])


def _every_days(start: date, count: int, gap: int) -> tuple[date, ...]:
    return tuple(start + timedelta(days=gap * number) for number in range(1, count + 1))


def _weekly(start: date, count: int, gap: int, payday: int) -> tuple[date, ...]:
    latest = start + timedelta(days=gap)
    first = latest - timedelta(days=(latest.weekday() - (payday + 1)) % 7)
    return tuple(first + timedelta(days=gap * number) for number in range(count))


def _monthly(start: date, count: int, payday: Payday, rules: Rules) -> tuple[date, ...]:
    if payday.kind == "monthly" and payday.day is not None:
        dates = _after_paydays(start, count, payday.day, rules.first_due_after_days)
    else:
        dates = tuple(add_months(start, number) for number in range(1, count + 1))
    fits = (dates[-1] - start).days <= rules.max_tenor_days
    return dates if fits else _every_days(start, count, DAYS["month"])


def _after_paydays(start: date, count: int, payday: int, first_after_days: int) -> tuple[date, ...]:
    month = start.replace(day=1) - relativedelta(months=1)
    due = [month + relativedelta(months=number, day=payday) + ONE_DAY for number in range(count + 3)]
    soonest = start + timedelta(days=first_after_days)
    return tuple(day for day in due if day >= soonest)[:count]


def _month_by_month(dates: Sequence[date]) -> bool:
    anchor = relativedelta(day=max(day.day for day in dates))
    first = dates[0].replace(day=1)
    return all(day == first + relativedelta(months=number) + anchor for number, day in enumerate(dates))
