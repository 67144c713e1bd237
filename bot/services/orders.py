"""Orders: opened by a shop or a web shop, taken by a customer who accepts a plan for them, cancelled, or over.

What happens to one is told in one place, `happened`, so that whoever must hear of it hooks in there.
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
Happened = Literal["opened", "accepted", "cancelled", "expired", "handed_over", "returned", "paid_out"]
NUMBER_DIGITS = 8
DRAWS = 20
# What the shop's own programs hear of; who opened an order knows.
TOLD: dict[Happened, order_events.Event] = {
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
    happened(connection, order=made, event="opened", at=made.created_at)
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
    gone = replace(found, state="cancelled", settled_at=now)
    happened(connection, order=gone, event="cancelled", at=now)
    return "cancelled"


def take(connection: Transaction, *, number: str, loan: str, at: datetime) -> OrderRow:
    """In the transaction of the acceptance. Raises OrderGone."""
    if not orders.take(connection, number=number, loan=loan, at=at):
        raise OrderGone(number)
    taken = orders.by_number(connection, number)
    assert taken is not None
    happened(connection, order=taken, event="accepted", at=at)
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
            over = replace(one, state="expired", settled_at=now)
            happened(connection, order=over, event="expired", at=now)
    return len(found)


def happened(
    connection: Transaction, *, order: OrderRow, event: Happened, at: datetime, **amounts: int
) -> None:
    """Told in the transaction in which it happens. `amount`: paisa that came back, or left for the shop's account."""
    metrics.order(source=order.source, event=event)
    LOG.info("order", extra={"number": order.number, "what": event, "since": at.isoformat(), **amounts})
    if told := TOLD.get(event):
        order_events.note(connection, order=order, event=told, at=at, data=amounts)
