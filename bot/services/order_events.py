"""What happened to an order or a payout of a shop, kept to be told to the shop's own programs.

Called in the transaction in which it happened; told after it, by the worker (bot/services/send_webhooks.py).
"""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, get_args

from bot.store import endpoints, webhooks
from bot.store.database import Transaction
from bot.store.orders import OrderRow

Event = Literal[
    "order.accepted",
    "order.handed_over",
    "order.cancelled",
    "order.expired",
    "order.returned",
    "payout.paid",
]
EVENTS: tuple[Event, ...] = get_args(Event)


def fresh(kind: str) -> str:
    """A name that nobody can guess: `evt_...`."""
    return f"{kind}_{secrets.token_urlsafe(18)}"


def note(
    connection: Transaction,
    *,
    order: OrderRow,
    event: Event,
    at: datetime,
    data: Mapping[str, Any] | None = None,
) -> None:
    """An order has come this far. `data`: what there is to say besides; nothing about the customer."""
    told = {"number": order.number, "reference": order.reference, "price": order.price, **(data or {})}
    event_id = webhooks.note(
        connection, name=fresh("evt"), shop_id=order.shop_id, kind=event, data=told, at=at
    )
    for one in endpoints.of_shop(connection, shop_id=order.shop_id):
        if not one.events or event in one.events:
            webhooks.put_out(connection, name=fresh("dlv"), event_id=event_id, endpoint_id=one.id, at=at)
