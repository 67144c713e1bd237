"""The yearly rate of a plan, by the actuarial method.

What we state as "yearly rate" and hold against the cap is `annual_percentage_rate`: the rate of one unit
period times the unit periods of a year, as United States Regulation Z (12 CFR 1026), Appendix J defines it.
The caps of rules.md were worked out the same way (5.96 % for days 0/30/60 at 74 % a year).
`effective_annual_rate` is the European one (Directive 2008/48/EC, Annex I), compounding over 365 days; it is
higher, and given for comparison. Both are in per cent with two decimals.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

import pyxirr
from dateutil.relativedelta import relativedelta

Flow = tuple[date, int]  # (day, paisa above 0)
Timed = tuple[int, float, int]  # (whole unit periods, fraction of one, paisa; advances below 0)
DAYS_A_YEAR = 365
DAYS_A_MONTH = 30  # for the odd days of a unit period of one month: Appendix J (b)(5)(ii)
CENT = Decimal("0.01")
HIGHEST_RATE = 1_000.0  # of one unit period; far above anything a plan may cost
STEPS = 200


@dataclass(frozen=True, slots=True)
class UnitPeriod:
    """The period a rate is worked out for: a calendar month (`days` None) or a number of days.

    `a_year`: how many of them make a year. Appendix J counts 12 months, 52 weeks or 365 days.
    """

    days: int | None
    a_year: float

    def between(self, start: date, end: date) -> tuple[int, float]:
        """Whole unit periods counted back from `end`, and the odd days before them as a fraction of one."""
        if self.days is not None:
            whole, odd = divmod((end - start).days, self.days)
            return whole, odd / self.days
        months = 12 * (end.year - start.year) + end.month - start.month
        if end - relativedelta(months=months) < start:
            months -= 1
        return months, (end - relativedelta(months=months) - start).days / DAYS_A_MONTH


MONTH = UnitPeriod(None, 12.0)


def every(days: int) -> UnitPeriod:
    """The unit period of payments so many days apart; whole weeks are counted 52 to the year."""
    weeks, odd = divmod(days, 7)
    return UnitPeriod(days, DAYS_A_YEAR / days if odd else 52 / weeks)


def once(days: int) -> UnitPeriod:
    """The unit period of a single payment after so many days: the term, at most a year."""
    return UnitPeriod(min(days, DAYS_A_YEAR), DAYS_A_YEAR / min(days, DAYS_A_YEAR))


def annual_percentage_rate(
    *, advances: Sequence[Flow], payments: Sequence[Flow], unit: UnitPeriod | None = None
) -> Decimal:
    """The nominal yearly rate in per cent (Appendix J). `unit` is found from the dates when not given.

    Raises ValueError when nothing is advanced, or less is paid back than was advanced.
    """
    return rounded(nominal_rate(advances=advances, payments=payments, unit=unit))


def nominal_rate(
    *, advances: Sequence[Flow], payments: Sequence[Flow], unit: UnitPeriod | None = None
) -> Decimal:
    """The same before it is rounded: what is held against a cap. Raises ValueError as above."""
    rate, period = _unit_rate(advances, payments, unit)
    return _percent(rate * period.a_year)


def rounded(rate: Decimal) -> Decimal:
    """A rate as it is stated: two decimals, half a hundredth up."""
    return rate.quantize(CENT, ROUND_HALF_UP)


def effective_annual_rate(*, advances: Sequence[Flow], payments: Sequence[Flow]) -> Decimal:
    """The effective yearly rate in per cent (European), years of 365 days. Raises ValueError as above."""
    _require(advances, payments)
    flows = [(day, -paisa) for day, paisa in advances] + list(payments)
    if sum(paisa for _, paisa in flows) == 0:
        return Decimal("0.00")
    rate = pyxirr.xirr([day for day, _ in flows], [float(paisa) for _, paisa in flows])
    if rate is None:
        raise ValueError("these flows have no yearly rate")
    return rounded(_percent(rate))


def unit_period(*, start: date, dates: Sequence[date]) -> UnitPeriod:
    """The days between payments after `start`; a calendar month when they are not equal.

    One payment after `start`: the whole term, at most a year.
    """
    later = sorted({day for day in dates if day > start})
    gaps = {(after - before).days for before, after in pairwise(later)}
    if len(gaps) > 1:
        return MONTH
    if gaps:
        return every(gaps.pop())
    return once((later[0] - start).days if later else DAYS_A_YEAR)


def _unit_rate(
    advances: Sequence[Flow], payments: Sequence[Flow], unit: UnitPeriod | None
) -> tuple[float, UnitPeriod]:
    _require(advances, payments)
    start = min(day for day, _ in advances)
    period = unit or unit_period(start=start, dates=[day for day, _ in payments])
    flows: list[Timed] = [(*period.between(start, day), -paisa) for day, paisa in advances]
    flows += [(*period.between(start, day), paisa) for day, paisa in payments]
    return _solve(flows), period


def _solve(flows: Sequence[Timed]) -> float:
    """The rate at which the flows are worth nothing, by halving: worth falls as the rate rises."""
    low, high = 0.0, 1.0
    if _worth(flows, low) <= 0:
        return low
    while _worth(flows, high) > 0 and high < HIGHEST_RATE:
        high *= 2
    for _ in range(STEPS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if _worth(flows, middle) > 0 else (low, middle)
    return low


def _worth(flows: Sequence[Timed], rate: float) -> float:
    return sum(paisa / ((1 + odd * rate) * (1 + rate) ** whole) for whole, odd, paisa in flows)


def _require(advances: Sequence[Flow], payments: Sequence[Flow]) -> None:
    lent = sum(paisa for _, paisa in advances)
    if lent <= 0 or sum(paisa for _, paisa in payments) < lent:
        raise ValueError("a yearly rate needs an advance and at least as much paid back")


def _percent(fraction: float) -> Decimal:
    return Decimal(repr(fraction * 100))
