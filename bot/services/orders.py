"""Orders: opened by a shop or a web shop, taken by a customer who accepts a plan for them, cancelled, or over.

What happens to one is told in one function for each event, so that whoever must hear of it hooks in there.
"""

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from bot import metrics
from bot.lending.plans import price_problem
from bot.services import order_events
from bot.services.context import Context
from bot.store import loans, orders
from bot.store.database import Transaction
from bot.store.orders import OrderRow, Source

LOG = logging.getLogger(__name__)
Cancelled = Literal["cancelled", "known", "taken", "unknown"]
NUMBER_DIGITS = 8
DRAWS = 20
# What the shop's own programs hear of; who opened an order knows.
TOLD: dict[str, order_events.Event] = {
    "accepted": "order.accepted",
    "cancelled": "order.cancelled",
    "expired": "order.expired",
    "handed_over": "order.handed_over",
    "returned": "order.returned",
    "paid_out": "payout.paid",
}
AT_ONCE = 200


class UnknownShop(Exception):
    """No shop that may sell has this code."""


class PriceNotTaken(Exception):
    """No plan can be had for this price; `code` says why: loan_too_small, loan_too_large."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class OrderGone(Exception):
    """The order was no longer to be had in the moment of the acceptance."""


def open_order(
    context: Context,
    connection: Transaction,
    *,
    shop: str,
    price: int,
    source: Source,
    reference: str = "",
    address: str = "",
    return_url: str = "",
    expires_at: datetime | None = None,
    number: str = "",
) -> OrderRow:
    """A new order at the shop with this code. `price` in paisa; with an `address` only that telephone may take it.

    `number`: one that was found to be free; otherwise one is drawn. Raises UnknownShop, PriceNotTaken.
    """
    found = loans.shop_by_code(connection, shop)
    if found is None:
        raise UnknownShop(shop)
    if problem := price_problem(price=price, rules=context.rules):
        raise PriceNotTaken(problem.code)
    now = context.clock()
    kept = _add(
        context,
        connection,
        number=number,
        shop_id=found.id,
        price=price,
        source=source,
        reference=reference,
        address=address,
        return_url=return_url,
        at=now,
        expires_at=expires_at or now + timedelta(hours=context.rules.order_hours),
    )
    made = orders.by_number(connection, kept)
    assert made is not None
    opened(connection, order=made)
    return made


def _add(context: Context, connection: Transaction, *, number: str, **values: object) -> str:
    for _ in range(DRAWS):
        drawn = number or context.fresh()[:NUMBER_DIGITS]
        if orders.add(connection, number=drawn, **values):  # type: ignore[arg-type]
            return drawn
    raise RuntimeError("no free number for an order")


def cancel(context: Context, connection: Transaction, *, number: str) -> Cancelled:
    """Nobody can take it any more. "known": it was over before."""
    found = orders.by_number(connection, number, lock=True)
    if found is None:
        return "unknown"
    now = context.clock()
    if not orders.cancel(connection, number=number, at=now):
        return "taken" if found.state == "taken" else "known"
    cancelled(connection, order=replace(found, state="cancelled", settled_at=now), at=now)
    return "cancelled"


def take(connection: Transaction, *, number: str, loan: str, at: datetime) -> OrderRow:
    """In the transaction of the acceptance. Raises OrderGone."""
    if not orders.take(connection, number=number, loan=loan, at=at):
        raise OrderGone(number)
    taken = orders.by_number(connection, number)
    assert taken is not None
    accepted(connection, order=taken, at=at)
    return taken


def expire(context: Context, *, now: datetime) -> int:
    """Put away what nobody took in time; how many."""
    done = 0
    while found := _expire_some(context, now):
        done += found
    return done


def _expire_some(context: Context, now: datetime) -> int:
    with context.database.transaction() as connection:
        found = orders.over(connection, now=now, limit=AT_ONCE)
        if found:
            orders.expire(connection, ids=[one.id for one in found], at=now)
        for one in found:
            expired(connection, order=replace(one, state="expired", settled_at=now), at=now)
    return len(found)


# What happens to an order, each told in the transaction in which it happens


def opened(connection: Transaction, *, order: OrderRow) -> None:
    _tell(connection, order, "opened", at=order.created_at)


def accepted(connection: Transaction, *, order: OrderRow, at: datetime) -> None:
    _tell(connection, order, "accepted", at=at)


def cancelled(connection: Transaction, *, order: OrderRow, at: datetime) -> None:
    _tell(connection, order, "cancelled", at=at)


def expired(connection: Transaction, *, order: OrderRow, at: datetime) -> None:
    _tell(connection, order, "expired", at=at)


def handed_over(connection: Transaction, *, order: OrderRow, at: datetime) -> None:
    _tell(connection, order, "handed_over", at=at)


def returned(connection: Transaction, *, order: OrderRow, amount: int, at: datetime) -> None:
    """`amount`: so many paisa of the price were taken back."""
    _tell(connection, order, "returned", at=at, amount=amount)


def paid_out(connection: Transaction, *, order: OrderRow, amount: int, at: datetime) -> None:
    """`amount`: so many paisa left for the shop's account."""
    _tell(connection, order, "paid_out", at=at, amount=amount)


def _tell(connection: Transaction, order: OrderRow, event: str, *, at: datetime, **data: int) -> None:
    metrics.order(source=order.source, event=event)
    LOG.info("order", extra={"number": order.number, "what": event, "since": at.isoformat(), **data})
    if told := TOLD.get(event):
        order_events.note(connection, order=order, event=told, at=at, data=data)
