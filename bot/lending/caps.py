"""The caps of rules.py as invariants: what breaks one raises RuleBroken, so it can never be offered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from bot.lending.apr import Flow, nominal_rate, rounded
from bot.lending.money import PAISA_PER_RUPEE
from bot.lending.rules import Rules
from bot.lending.schedule import equal_intervals
from bot.lending.terms import Installment

PER_CENT = 100


class RuleBroken(ValueError):
    """A rule of lending would be broken. `code` is stable, `text` is English for logs and agents."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(f"{code}: {text}")
        self.code = code
        self.text = text


@dataclass(frozen=True, slots=True)
class Shape:
    """What the caps look at: a plan without its names."""

    principal: int
    markup: int
    total: int
    installments: Sequence[Installment]
    agreed_on: date


def require_caps(shape: Shape, rules: Rules) -> None:
    """Raise RuleBroken for the first rule that the plan breaks."""
    for check in CHECKS:
        check(shape, rules)


def require_size(principal: int, rules: Rules) -> None:
    """A loan between the smallest and the largest (SECP). Codes: loan_too_small, loan_too_large."""
    if principal > rules.max_loan:
        raise RuleBroken("loan_too_large", f"{principal} paisa is above {rules.max_loan}")
    if principal < rules.min_loan:
        raise RuleBroken("loan_too_small", f"{principal} paisa is below {rules.min_loan}")


def require_cost(*, principal: int, charges: int, rules: Rules) -> None:
    """Mark-up, fees and penalties together at most the principal (SECP). Code: cost_too_high."""
    if charges > principal * rules.max_cost_share:
        raise RuleBroken("cost_too_high", f"{charges} paisa of charges on a principal of {principal}")


def require_tenor(*, agreed_on: date, last_due: date, rules: Rules) -> None:
    """At most so many days from the agreement to the last due date (SECP). Code: tenor_too_long."""
    days = (last_due - agreed_on).days
    if days > rules.max_tenor_days:
        raise RuleBroken("tenor_too_long", f"{days} days is above {rules.max_tenor_days}")


def yearly_rate(*, principal: int, installments: Sequence[Installment], agreed_on: date) -> Decimal:
    """The stated yearly rate of a plan in per cent (see apr.py): the whole principal is lent on day 0."""
    return rounded(_rate(principal, tuple((part.due, part.amount) for part in installments), agreed_on))


@lru_cache(maxsize=256)
def _rate(principal: int, payments: tuple[Flow, ...], agreed_on: date) -> Decimal:
    """Worked out once, for a plan is checked when drawn up, when constructed and when read back."""
    return nominal_rate(advances=[(agreed_on, principal)], payments=payments)


def _size(shape: Shape, rules: Rules) -> None:
    require_size(shape.principal, rules)


def _sums(shape: Shape, _: Rules) -> None:
    parts = shape.installments
    whole = (shape.principal, shape.markup, shape.total)
    summed = tuple(sum(getattr(part, name) for part in parts) for name in ("principal", "markup", "amount"))
    if whole != summed or shape.total != shape.principal + shape.markup:
        raise RuleBroken("sums_differ", f"the plan says {whole}, its instalments {summed}")


def _parts(shape: Shape, _: Rules) -> None:
    for number, part in enumerate(shape.installments, start=1):
        if part.number != number or part.amount != part.principal + part.markup:
            raise RuleBroken("bad_installment", f"instalment {number} does not add up")
        if any(type(paisa) is not int for paisa in (part.amount, part.principal, part.markup)):
            raise RuleBroken("bad_installment", f"instalment {number} is not in whole paisa")
        if part.principal < 0 or part.markup < 0 or part.amount <= 0:
            raise RuleBroken("bad_installment", f"instalment {number} has an amount below what it may be")


def _rounding(shape: Shape, _: Rules) -> None:
    if any(part.amount % PAISA_PER_RUPEE for part in shape.installments[:-1]):
        raise RuleBroken("not_whole_rupees", "every instalment but the last is a whole number of rupees")


def _dates(shape: Shape, _: Rules) -> None:
    dates = [part.due for part in shape.installments]
    if not dates or dates[0] < shape.agreed_on or any(later <= earlier for earlier, later in pairwise(dates)):
        raise RuleBroken("bad_dates", "due dates must follow one another, none before the agreement")
    if not equal_intervals([day for day in dates if day > shape.agreed_on]):
        raise RuleBroken("unequal_intervals", f"{', '.join(map(str, dates))} are not equally far apart")


def _tenor(shape: Shape, rules: Rules) -> None:
    require_tenor(agreed_on=shape.agreed_on, last_due=shape.installments[-1].due, rules=rules)


def _cost(shape: Shape, rules: Rules) -> None:
    require_cost(principal=shape.principal, charges=shape.markup, rules=rules)


def _daily_rate(shape: Shape, rules: Rules) -> None:
    """Mark-up against simple interest on what is still owed each day: the strictest reading of the rule."""
    paisa_days = sum(part.principal * (part.due - shape.agreed_on).days for part in shape.installments)
    if shape.markup > paisa_days * rules.max_daily_rate:
        raise RuleBroken("daily_rate_too_high", f"{shape.markup} paisa on {paisa_days} paisa-days")


def _annual_rate(shape: Shape, rules: Rules) -> None:
    payments = tuple((part.due, part.amount) for part in shape.installments)
    rate = _rate(shape.principal, payments, shape.agreed_on)
    if rate > rules.max_annual_rate * PER_CENT:
        raise RuleBroken("annual_rate_too_high", f"{rate} % is above {rules.max_annual_rate * PER_CENT} %")


CHECKS: tuple[Callable[[Shape, Rules], None], ...] = (
    _size,
    _parts,
    _sums,
    _rounding,
    _dates,
    _tenor,
    _cost,
    _daily_rate,
    _annual_rate,
)
