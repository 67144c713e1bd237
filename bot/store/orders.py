"""Sales that a shop began and a customer may take: shop and price are fixed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.store import tables
from bot.store.loans import SHOP
from bot.store.tables import table

ORDER = table(tables.Order)

Source = Literal["shop", "api"]
State = Literal["open", "taken", "cancelled", "expired"]


@dataclass(frozen=True, slots=True)
class OrderRow:
    """`state` is as stored: one whose time is over may still be called open until the tick has come by."""

    id: int
    number: str
    shop_id: int
    shop_code: str
    shop_name: str
    price: int
    source: Source
    reference: str
    address: str
    state: State
    loan: str | None
    return_url: str
    created_at: datetime
    expires_at: datetime
    settled_at: datetime | None

    def is_open(self, *, at: datetime) -> bool:
        return self.state == "open" and at < self.expires_at


def add(
    connection: Connection,
    *,
    number: str,
    shop_id: int,
    price: int,
    source: Source,
    reference: str,
    address: str,
    return_url: str,
    at: datetime,
    expires_at: datetime,
) -> bool:
    """False when the number is taken: draw another."""
    made = insert(ORDER).values(
        number=number,
        shop_id=shop_id,
        price=price,
        source=source,
        reference=reference,
        address=address,
        state="open",
        return_url=return_url,
        created_at=at,
        expires_at=expires_at,
    )
    try:
        with connection.begin_nested():
            connection.execute(made)
    except IntegrityError:
        return False
    return True


def by_number(connection: Connection, number: str, *, lock: bool = False) -> OrderRow | None:
    query = _query().where(ORDER.c.number == number)
    row = connection.execute(query.with_for_update(of=ORDER) if lock else query).first()
    return _as_order(row) if row else None


def of_loan(connection: Connection, loan: str) -> OrderRow | None:
    """The order that a plan came from; None when the customer named the shop and the price."""
    row = connection.execute(_query().where(ORDER.c.loan == loan)).first()
    return _as_order(row) if row else None


def open_for(connection: Connection, *, shop_id: int, address: str) -> list[str]:
    """Numbers of what a shop began for a telephone and nobody has taken."""
    theirs = (ORDER.c.shop_id == shop_id) & (ORDER.c.address == address) & (ORDER.c.state == "open")
    query = select(ORDER.c.number).where(theirs, ORDER.c.source == "shop").order_by(ORDER.c.id)
    return [str(number) for number in connection.execute(query).scalars()]


def take(connection: Connection, *, number: str, loan: str, at: datetime) -> bool:
    """False when it is no longer to be had."""
    here = (ORDER.c.number == number) & (ORDER.c.state == "open") & (ORDER.c.expires_at > at)
    taken = update(ORDER).where(here).values(state="taken", loan=loan, settled_at=at)
    return connection.execute(taken).rowcount == 1


def cancel(connection: Connection, *, number: str, at: datetime) -> bool:
    """False when it is no longer open."""
    here = (ORDER.c.number == number) & (ORDER.c.state == "open")
    return (
        connection.execute(update(ORDER).where(here).values(state="cancelled", settled_at=at)).rowcount == 1
    )


def over(connection: Connection, *, now: datetime, limit: int) -> list[OrderRow]:
    """Open orders whose time is over, held by this transaction; those that somebody else holds are passed over."""
    query = (
        _query()
        .where(ORDER.c.state == "open", ORDER.c.expires_at <= now)
        .order_by(ORDER.c.expires_at)
        .limit(limit)
        .with_for_update(of=ORDER, skip_locked=True)
    )
    return [_as_order(row) for row in connection.execute(query)]


def expire(connection: Connection, *, ids: list[int], at: datetime) -> None:
    connection.execute(update(ORDER).where(ORDER.c.id.in_(ids)).values(state="expired", settled_at=at))


def _query() -> Any:
    return select(ORDER, SHOP.c.code, SHOP.c.name).join_from(ORDER, SHOP, SHOP.c.id == ORDER.c.shop_id)


def _as_order(row: Any) -> OrderRow:
    return OrderRow(
        id=row.id,
        number=row.number,
        shop_id=row.shop_id,
        shop_code=row.code,
        shop_name=row.name,
        price=row.price,
        source=row.source,
        reference=row.reference,
        address=row.address,
        state=row.state,
        loan=row.loan,
        return_url=row.return_url,
        created_at=row.created_at,
        expires_at=row.expires_at,
        settled_at=row.settled_at,
    )
