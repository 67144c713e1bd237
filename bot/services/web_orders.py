"""What a web shop's programs do with orders: make, look up, cancel, take goods back."""

import secrets
from datetime import datetime
from typing import Literal

from bot.lending.accounts import Account
from bot.services import orders
from bot.services.context import Context
from bot.services.plan_books import PlanBooks, hold
from bot.services.return_goods import give_back, named
from bot.store import web_orders
from bot.store.database import Transaction
from bot.store.web_orders import WebOrderRow

TOKEN_BYTES = 18
Refunded = Literal["returned", "known", "other_amount", "unknown", "not_accepted"]


def open_order(
    context: Context,
    connection: Transaction,
    *,
    shop: str,
    price: int,
    reference: str,
    description: str,
    address: str,
    return_url: str,
    expires_at: datetime | None,
) -> WebOrderRow:
    """An order with a page of its own for the customer. Raises UnknownShop, PriceNotTaken."""
    made = orders.open_order(
        context,
        connection,
        shop=shop,
        price=price,
        source="api",
        reference=reference,
        address=address,
        return_url=return_url,
        expires_at=expires_at,
    )
    token = secrets.token_urlsafe(TOKEN_BYTES)
    web_orders.add(connection, order_id=made.id, token=token, description=description)
    found = web_orders.by_number(connection, shop_id=made.shop_id, number=made.number, now=context.clock())
    assert found is not None
    return found


def refund(
    context: Context, connection: Transaction, *, shop_id: int, number: str, amount: int, reference: str
) -> Refunded:
    """So many paisa of the goods came back, once for each `reference`. Raises RuleBroken."""
    found = web_orders.by_number(connection, shop_id=shop_id, number=number, now=context.clock())
    if found is None:
        return "unknown"
    if not found.loan:
        return "not_accepted"
    held = hold(connection, found.loan)
    assert held is not None  # an order that was taken has its plan
    outcome = give_back(context, held, amount=amount, reference=reference)
    return outcome if _taken_back(held, reference) == amount else "other_amount"


def _taken_back(held: PlanBooks, reference: str) -> int:
    """What was taken back under that reference, now or before."""
    posted = next(one for one in held.postings if one.reference == named(held.plan.number, reference))
    return sum(entry.amount for entry in posted.entries if entry.account == Account.SHOP_REFUND_RECEIVABLE)


def by_token(context: Context, token: str) -> WebOrderRow | None:
    """The order whose page this is."""
    with context.database.snapshot() as connection:
        return web_orders.by_token(connection, token, now=context.clock())
