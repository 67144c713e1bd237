"""What a shop's programs arrange about being told: where, of what, with which secret; and how it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from bot.channels.merchant.signing import new_secret
from bot.services.context import Context
from bot.services.order_events import EVENTS, fresh
from bot.store import endpoints, people, webhooks
from bot.store.database import Transaction
from bot.store.endpoints import OLD_SECRET, SECRET, EndpointRow
from bot.store.webhooks import AttemptRow, DeliveryRow

MOST_ENDPOINTS = 10
BOTH_FOR = timedelta(hours=24)  # after a change of the secret the one before signs too
Again = Literal["waiting", "busy", "unknown"]


class TooMany(Exception):
    """A shop has so many endpoints and no more."""


@dataclass(frozen=True, slots=True)
class Delivery:
    row: DeliveryRow
    attempts: tuple[AttemptRow, ...]


def add(
    context: Context, connection: Transaction, *, shop_id: int, url: str, events: Sequence[str]
) -> tuple[EndpointRow, str]:
    """A new endpoint and its secret. `events`: none is all. Raises BadAddress, TooMany."""
    context.postman.check(url)
    if len(endpoints.of_shop(connection, shop_id=shop_id)) >= MOST_ENDPOINTS:
        raise TooMany
    name = fresh("we")
    wanted = [one for one in EVENTS if one in events]
    endpoint_id = endpoints.add(
        connection, name=name, shop_id=shop_id, url=url, events=wanted, at=context.clock()
    )
    secret = new_secret()
    sealed = context.vault.seal(secret, column=SECRET, row=endpoint_id)
    endpoints.change(connection, endpoint_id=endpoint_id, secret_enc=sealed)
    made = endpoints.by_name(connection, shop_id=shop_id, name=name)
    assert made is not None
    return made, secret


def delete(context: Context, connection: Transaction, *, shop_id: int, name: str) -> bool:
    """Nothing goes there any more. False when there is no such endpoint."""
    found = endpoints.by_name(connection, shop_id=shop_id, name=name, lock=True)
    if found is None:
        return False
    gone = {"deleted_at": context.clock(), "secret_enc": None, "old_secret_enc": None}
    endpoints.change(connection, endpoint_id=found.id, **gone)
    return True


def rotate(context: Context, connection: Transaction, *, shop_id: int, name: str) -> str:
    """A new secret, "" when there is no such endpoint; the one before signs beside it for a day."""
    found = endpoints.by_name(connection, shop_id=shop_id, name=name, lock=True)
    if found is None:
        return ""
    before = context.vault.open(found.secret_enc, column=SECRET, row=found.id)
    secret = new_secret()
    endpoints.change(
        connection,
        endpoint_id=found.id,
        secret_enc=context.vault.seal(secret, column=SECRET, row=found.id),
        old_secret_enc=context.vault.seal(before, column=OLD_SECRET, row=found.id),
        old_until=context.clock() + BOTH_FOR,
    )
    return secret


def turn_on(connection: Transaction, *, shop_id: int, name: str) -> EndpointRow | None:
    """An endpoint that was turned off because nothing arrived is tried again."""
    found = endpoints.by_name(connection, shop_id=shop_id, name=name, lock=True)
    if found is None:
        return None
    endpoints.change(connection, endpoint_id=found.id, disabled_at=None, failing_since=None)
    return endpoints.by_name(connection, shop_id=shop_id, name=name)


def log(connection: Transaction, *, endpoint: EndpointRow, before: int, limit: int) -> list[Delivery]:
    """What was sent there, the newest first, with each try."""
    rows = webhooks.deliveries(connection, endpoint_id=endpoint.id, before=before, limit=limit)
    return _with_attempts(connection, rows)


def one(connection: Transaction, *, endpoint: EndpointRow, name: str) -> Delivery | None:
    row = webhooks.delivery(connection, endpoint_id=endpoint.id, name=name)
    return _with_attempts(connection, [row])[0] if row else None


def send_again(context: Context, connection: Transaction, *, endpoint: EndpointRow, name: str) -> Again:
    """As if it had not been tried yet."""
    row = webhooks.delivery(connection, endpoint_id=endpoint.id, name=name)
    if row is None:
        return "unknown"
    return "waiting" if webhooks.again(connection, delivery_id=row.id, at=context.clock()) else "busy"


def turned_off(context: Context) -> list[EndpointRow]:
    """For people: whom nothing reaches."""
    with context.database.snapshot() as connection:
        return endpoints.disabled(connection)


def turn_on_by_person(context: Context, *, endpoint_id: int, agent_id: int) -> bool:
    """After somebody has talked with the shop."""
    with context.database.transaction() as connection:
        found = next((row for row in endpoints.disabled(connection) if row.id == endpoint_id), None)
        if found is None:
            return False
        turn_on(connection, shop_id=found.shop_id, name=found.name)
        told = f"{found.name} {found.shop_code}"
        people.note(connection, at=context.clock(), agent_id=agent_id, action="webhook_on", detail=told)
    return True


def _with_attempts(connection: Transaction, rows: Sequence[DeliveryRow]) -> list[Delivery]:
    found = webhooks.attempts(connection, [row.id for row in rows])
    return [Delivery(row, tuple(one for one in found if one.delivery_id == row.id)) for row in rows]
