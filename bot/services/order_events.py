"""What happened to an order or a payout of a shop, kept to be told to the shop's own programs.

Called in the transaction in which it happened; told after it, by the worker (bot/services/send_webhooks.py).
"""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, get_args

from bot.store import webhooks
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
    note_shop(connection, shop_id=order.shop_id, event=event, at=at, data=told)


def note_shop(
    connection: Transaction, *, shop_id: int, event: Event, at: datetime, data: Mapping[str, Any]
) -> None:
    """The same where no order stands behind it, such as a payout."""
    event_id = webhooks.note(
        connection, name=fresh("evt"), shop_id=shop_id, kind=event, data=dict(data), at=at
    )
    for endpoint in webhooks.of_shop(connection, shop_id=shop_id):
        if not endpoint.events or event in endpoint.events:
            webhooks.put_out(connection, name=fresh("dlv"), event_id=event_id, endpoint_id=endpoint.id, at=at)
