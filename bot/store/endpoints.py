"""Where shops want to be told: their webhook endpoints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from bot.store import api_tables
from bot.store.database import new_id
from bot.store.loans import SHOP
from bot.store.tables import table

ENDPOINT = table(api_tables.WebhookEndpoint)
SECRET, OLD_SECRET = "webhook_endpoint.secret_enc", "webhook_endpoint.old_secret_enc"
THERE = ENDPOINT.c.deleted_at.is_(None)


@dataclass(frozen=True, slots=True)
class EndpointRow:
    id: int
    name: str
    shop_id: int
    shop_code: str
    url: str
    events: tuple[str, ...]
    secret_enc: bytes
    old_secret_enc: bytes | None
    old_until: datetime | None
    at: datetime
    failing_since: datetime | None
    disabled_at: datetime | None


def add(
    connection: Connection, *, name: str, shop_id: int, url: str, events: Sequence[str], at: datetime
) -> int:
    """An endpoint without its secret, which is sealed for its row."""
    values = {"name": name, "shop_id": shop_id, "url": url, "events": " ".join(events), "at": at}
    return new_id(connection.execute(insert(ENDPOINT).values(**values)))


def change(connection: Connection, *, endpoint_id: int, **values: Any) -> None:
    connection.execute(update(ENDPOINT).where(ENDPOINT.c.id == endpoint_id).values(**values))


def of_shop(connection: Connection, *, shop_id: int) -> list[EndpointRow]:
    wanted = query().where(ENDPOINT.c.shop_id == shop_id, THERE).order_by(ENDPOINT.c.id)
    return [as_endpoint(row) for row in connection.execute(wanted)]


def by_name(connection: Connection, *, shop_id: int, name: str, lock: bool = False) -> EndpointRow | None:
    wanted = query().where(ENDPOINT.c.shop_id == shop_id, ENDPOINT.c.name == name, THERE)
    row = connection.execute(wanted.with_for_update(of=ENDPOINT) if lock else wanted).first()
    return as_endpoint(row) if row else None


def disabled(connection: Connection) -> list[EndpointRow]:
    """Those that nothing is sent to any more because nothing arrived for days."""
    wanted = query().where(ENDPOINT.c.disabled_at.is_not(None), THERE).order_by(ENDPOINT.c.disabled_at)
    return [as_endpoint(row) for row in connection.execute(wanted)]


def failing(connection: Connection, *, endpoint_id: int, since: datetime) -> datetime:
    """Nothing arrives; since when."""
    mine = ENDPOINT.c.id == endpoint_id
    connection.execute(
        update(ENDPOINT).where(mine).values(failing_since=func.coalesce(ENDPOINT.c.failing_since, since))
    )
    found: datetime = connection.execute(select(ENDPOINT.c.failing_since).where(mine)).scalar_one()
    return found


def query() -> Any:
    return select(ENDPOINT, SHOP.c.code).join_from(ENDPOINT, SHOP, SHOP.c.id == ENDPOINT.c.shop_id)


def as_endpoint(row: Any) -> EndpointRow:
    return EndpointRow(
        id=row.id,
        name=row.name,
        shop_id=row.shop_id,
        shop_code=row.code,
        url=row.url,
        events=tuple(row.events.split()),
        secret_enc=bytes(row.secret_enc or b""),
        old_secret_enc=bytes(row.old_secret_enc) if row.old_secret_enc else None,
        old_until=row.old_until,
        at=row.at,
        failing_since=row.failing_since,
        disabled_at=row.disabled_at,
    )
