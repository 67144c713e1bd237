"""What happened that shops are told of, and how telling them goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, exists, func, insert, or_, select, text, update

from bot.store import api_tables, endpoints
from bot.store.database import new_id
from bot.store.endpoints import ENDPOINT, THERE, EndpointRow
from bot.store.tables import table

EVENT = table(api_tables.OrderEvent)
DELIVERY = table(api_tables.WebhookDelivery)
ATTEMPT = table(api_tables.WebhookAttempt)
LEASE = timedelta(seconds=60)
IS_OPEN = text("webhook_delivery.state IN ('waiting', 'sending')")  # as its index spells it


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that is ours to send until its lease runs out."""

    id: int
    attempts: int
    event_name: str
    kind: str
    data: Mapping[str, Any]
    happened_at: datetime
    endpoint: EndpointRow


@dataclass(frozen=True, slots=True)
class AttemptRow:
    delivery_id: int
    at: datetime
    status: int | None
    milliseconds: int
    error: str
    answer: str


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    id: int
    name: str
    event_name: str
    kind: str
    state: str
    attempts: int
    next_at: datetime
    at: datetime


# Events


def note(connection: Connection, *, name: str, shop_id: int, kind: str, data: Any, at: datetime) -> int:
    values = {"name": name, "shop_id": shop_id, "kind": kind, "data": data, "at": at}
    return new_id(connection.execute(insert(EVENT).values(**values)))


def put_out(connection: Connection, *, name: str, event_id: int, endpoint_id: int, at: datetime) -> None:
    values = {"name": name, "event_id": event_id, "endpoint_id": endpoint_id, "at": at, "next_at": at}
    connection.execute(insert(DELIVERY).values(**values, state="waiting", attempts=0))


# Deliveries


def claim(connection: Connection, *, now: datetime, limit: int) -> list[Claimed]:
    """Take what is due, oldest first, for a while. One statement: no two workers take the same."""
    due = or_(DELIVERY.c.state == "waiting", DELIVERY.c.leased_until < now)
    on = exists().where(ENDPOINT.c.id == DELIVERY.c.endpoint_id, THERE, ENDPOINT.c.disabled_at.is_(None))
    ready = (
        select(DELIVERY.c.id)
        .where(IS_OPEN, DELIVERY.c.next_at <= now, due, on)
        .order_by(DELIVERY.c.next_at, DELIVERY.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    taken = connection.execute(
        update(DELIVERY)
        .where(DELIVERY.c.id.in_(ready))
        .values(state="sending", leased_until=now + LEASE, attempts=DELIVERY.c.attempts + 1)
        .returning(DELIVERY.c.id)
    )
    return _claimed(connection, list(taken.scalars()))


def renew(connection: Connection, *, one: Claimed, now: datetime) -> bool:
    """It is about to be sent; False when another has claimed it since."""
    return (
        connection.execute(update(DELIVERY).where(_mine(one)).values(leased_until=now + LEASE)).rowcount == 1
    )


def release(connection: Connection, *, claimed: Sequence[Claimed]) -> None:
    """Give back what was not begun."""
    for one in claimed:
        back = {"state": "waiting", "leased_until": None, "attempts": one.attempts - 1}
        connection.execute(update(DELIVERY).where(_mine(one)).values(**back))


def tried(
    connection: Connection,
    *,
    one: Claimed,
    at: datetime,
    status: int | None,
    milliseconds: int,
    error: str,
    answer: str,
) -> None:
    tried = {"delivery_id": one.id, "at": at, "status": status, "milliseconds": milliseconds}
    connection.execute(insert(ATTEMPT).values(**tried, error=error, answer=answer))


def settle(connection: Connection, *, one: Claimed, state: str, next_at: datetime) -> bool:
    """False when another has claimed it since."""
    values = {"state": state, "next_at": next_at, "leased_until": None}
    return connection.execute(update(DELIVERY).where(_mine(one)).values(**values)).rowcount == 1


def deliveries(connection: Connection, *, endpoint_id: int, before: int, limit: int) -> list[DeliveryRow]:
    """The newest first; `before`: an id, 0 for the newest."""
    query = _deliveries().where(DELIVERY.c.endpoint_id == endpoint_id)
    if before:
        query = query.where(DELIVERY.c.id < before)
    rows = connection.execute(query.order_by(DELIVERY.c.id.desc()).limit(limit))
    return [_as_delivery(row) for row in rows]


def delivery(connection: Connection, *, endpoint_id: int, name: str) -> DeliveryRow | None:
    mine = (DELIVERY.c.endpoint_id == endpoint_id) & (DELIVERY.c.name == name)
    row = connection.execute(_deliveries().where(mine)).first()
    return _as_delivery(row) if row else None


def attempts(connection: Connection, delivery_ids: Sequence[int]) -> list[AttemptRow]:
    """Of some deliveries, oldest first."""
    query = select(ATTEMPT).where(ATTEMPT.c.delivery_id.in_(delivery_ids)).order_by(ATTEMPT.c.id)
    return [
        AttemptRow(row.delivery_id, row.at, row.status, row.milliseconds, row.error, row.answer)
        for row in connection.execute(query)
    ]


def again(connection: Connection, *, delivery_id: int, at: datetime) -> bool:
    """Send it (again) now, with all tries before it; False while somebody is sending it."""
    free = (DELIVERY.c.id == delivery_id) & (DELIVERY.c.state != "sending")
    values = {"state": "waiting", "next_at": at, "attempts": 0, "leased_until": None}
    return connection.execute(update(DELIVERY).where(free).values(**values)).rowcount == 1


def waiting(connection: Connection) -> int:
    query = select(func.count()).select_from(DELIVERY).where(IS_OPEN)
    return int(connection.execute(query).scalar_one())


def _mine(one: Claimed) -> Any:
    return and_(DELIVERY.c.id == one.id, DELIVERY.c.state == "sending", DELIVERY.c.attempts == one.attempts)


def _claimed(connection: Connection, ids: list[int]) -> list[Claimed]:
    if not ids:
        return []
    event = (EVENT.c.name.label("event_name"), EVENT.c.kind, EVENT.c.data, EVENT.c.at.label("happened_at"))
    query = (
        select(DELIVERY.c.id, DELIVERY.c.attempts, DELIVERY.c.endpoint_id, *event)
        .join_from(DELIVERY, EVENT, EVENT.c.id == DELIVERY.c.event_id)
        .where(DELIVERY.c.id.in_(ids))
        .order_by(DELIVERY.c.id)
    )
    rows = connection.execute(query).all()
    wanted = endpoints.query().where(ENDPOINT.c.id.in_({row.endpoint_id for row in rows}))
    to = {row.id: endpoints.as_endpoint(row) for row in connection.execute(wanted)}
    return [
        Claimed(
            row.id,
            row.attempts,
            row.event_name,
            row.kind,
            row.data,
            row.happened_at,
            to[row.endpoint_id],
        )
        for row in rows
    ]


def _deliveries() -> Any:
    return select(DELIVERY, EVENT.c.name.label("event_name"), EVENT.c.kind).join_from(
        DELIVERY, EVENT, EVENT.c.id == DELIVERY.c.event_id
    )


def _as_delivery(row: Any) -> DeliveryRow:
    return DeliveryRow(
        row.id, row.name, row.event_name, row.kind, row.state, row.attempts, row.next_at, row.at
    )
