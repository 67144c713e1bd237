"""A sale that a shop began: its number, written or tapped, fixes shop and price. And the word of it to a customer."""

from typing import Any, Literal

from bot.conversation.grammar import Ask, Choice, Do, End, Flow, Goto, Slots, Task, Written
from bot.lending.commands import CancelOrder
from bot.lending.facts import Facts, Order

# Alone it stands in one piece: "1011 5000" would be a shop's code and a price.
NUMBER, IN_PIECES = r"(?P<order>[1-9]\d{7})", r"(?P<order>[1-9]\d{3}[ -]?\d{4})"
# The word before it, in the three forms and as people mistype it; wa.me links bring "Order 12345678".
WORD = r"(?:orders?|ordar|oder|ardar|آرڈر|آڈر|ارڈر) ?(?:no\b|num\b|number|nambar|nmbr|نمبر)?[ .:#-]*"
DIGITS = 8

Found = Literal["found", "mine", "unknown", "expired", "cancelled", "taken", "foreign", "own_shop"]


def _buys(facts: Facts) -> bool:
    return not facts.sells


SAID = rf"(?:.{{0,40}}\b)?{WORD}{IN_PIECES}\b(?:[^\d].{{0,40}})?"  # "order number 12345678 wala lena hai"
WRITTEN = (Written(SAID, first=True), Written(NUMBER, when=_buys))


def is_number(written: str) -> bool:
    """Whether this is the number of an order and no code of a shop."""
    return written.isdecimal() and len(written) == DIGITS


def find_order(task: Task[Facts]) -> Found:
    """Keep what the order fixes, or say why it cannot be had."""
    number = _digits(str(task.slots["order"]))
    task.drop("order")
    order = task.facts.order(number)
    if order is None:
        return "mine" if task.facts.loan(number) else "unknown"  # the number of a plan looks the same
    if order.state == "taken":
        return "mine" if task.facts.loan(order.loan) else "taken"
    if order.foreign:
        return "foreign"
    if order.state == "cancelled" and order.instead:  # the shop has corrected the price
        task.keep(order=order.instead)
        return find_order(task)
    if order.state == "cancelled":
        return "cancelled"
    if not order.is_open(task.facts.now):
        return "expired"
    if is_own(task.facts, order.shop.code):
        return "own_shop"
    task.keep(order=number, shop=order.shop.code, shop_name=order.shop.name, price=order.price)
    return "found"


def is_there(facts: Facts, written: str) -> bool:
    """Whether the order with this number, or the one that took its place, waits for this customer."""
    order = facts.order(_digits(written))
    if order is not None and order.state == "cancelled" and order.instead:
        order = facts.order(order.instead)
    return _waits(facts, order)


def is_own(facts: Facts, code: str) -> bool:
    """Whether somebody would buy at their own counter: that would be money and no goods."""
    counter = facts.counter()
    return counter is not None and counter.shop.code == code


def still_open(task: Task[Facts]) -> bool:
    """Whether the order that was begun with can still be taken; true without one."""
    number = task.slots.get("order")
    order = task.facts.order(number) if number else None
    return not number or _waits(task.facts, order)


def _waits(facts: Facts, order: Order | None) -> bool:
    return order is not None and order.is_open(facts.now) and not order.foreign


def _digits(written: str) -> str:
    return "".join(character for character in written if character not in " -")


def offered(facts: Facts, slots: Slots) -> dict[str, Any]:
    order = facts.order(slots["order"])
    return {"order": slots["order"], "price": order.price if order else 0}


def decline(task: Task[Facts]) -> Literal["declined"]:
    task.issue(CancelOrder(task.slots["order"]))
    return "declined"


ORDER = Flow(
    "order",
    (
        Ask(
            "answer",
            says="order.answer",
            hears=Choice({"look": Goto("buy", carry=("order",)), "decline": "decline"}),
            params=offered,
        ),
        Do("decline", run=decline, outcomes={"declined": "declined"}),
        End("declined", says="order.declined"),
    ),
    yields=True,
    passing=True,
)
