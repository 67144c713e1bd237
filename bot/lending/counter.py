"""What a shop may know at its counter: its own sales, what waits for a code, its money. Amounts in paisa."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from bot.lending.facts import Shop
from bot.lending.hours import PAKISTAN, is_holiday
from bot.lending.rules import Rules

SUNDAY, SATURDAY = 6, 5
CodeIs = Literal["right", "used", "wrong", "locked", "shared"]


@dataclass(frozen=True, slots=True)
class Sale:
    """A plan as the shop sees it: nothing of who the customer is. `returnable`: price of goods not yet given back."""

    number: str
    price: int
    at: datetime
    handed_over_at: datetime | None = None
    returnable: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """What a code that the shop sent is. "shared": of two plans, so the plan's number must stand before it.

    `left`: wrong codes after this one until none is taken any more.
    """

    outcome: CodeIs
    sale: Sale | None = None
    left: int = 0


@dataclass(frozen=True, slots=True)
class Sums:
    """`sold`: today. `shelved`: agreed and not handed over. `due`: handed over and not yet paid to the shop."""

    sales: int
    sold: int
    waiting: int
    shelved: int
    due: int
    paid: int = 0  # what the last day of payment brought
    paid_on: date | None = None


@dataclass(frozen=True, slots=True)
class Counter:
    """Read when asked. `code` and `sale` hold what they find until the turn is over.

    `order_of`: the open order of this shop for a telephone and a price, so that a text sent twice opens one.
    """

    shop: Shop
    code: Callable[[str, str], Read]  # the code, the plan's number or ""
    sale: Callable[[str], Sale | None]
    recent: Callable[[], tuple[Sale, ...]]  # the newest first, of which something could be given back
    sums: Callable[[], Sums]
    may_open: Callable[[], bool]  # not too many orders in this hour
    order_of: Callable[[str, int], str]


# For who was in a shop's conversation when the telephone stopped being the shop's.
CLOSED = Counter(
    shop=Shop("", "", 0),
    code=lambda _code, _plan: Read("locked"),
    sale=lambda _number: None,
    recent=tuple,
    sums=lambda: Sums(sales=0, sold=0, waiting=0, shelved=0, due=0),
    may_open=lambda: False,
    order_of=lambda _address, _price: "",
)


def paid_by(handed_over: datetime, *, rules: Rules) -> date:
    """The day by which the shop has its money: so many days on which banks work."""
    day, left = handed_over.astimezone(PAKISTAN).date(), rules.shop_paid_days
    while left:
        day += timedelta(days=1)
        left -= day.weekday() not in (SATURDAY, SUNDAY) and not is_holiday(day, rules=rules)
    return day
