"""Orders as a web shop's programs see them: its own, with what became of the plan, and what the shop was paid."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import Connection, and_, func, insert, or_, select
from sqlalchemy.sql import ColumnElement

from bot.lending.accounts import Account
from bot.store import api_tables
from bot.store.books import ENTRY, POSTING
from bot.store.loans import LOAN, SHOP
from bot.store.orders import ORDER
from bot.store.tables import table

WEB = table(api_tables.WebOrder)
State = Literal["open", "accepted", "handed_over", "returned", "cancelled", "expired"]
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True, slots=True)
class WebOrderRow:
    """`state` as of the moment that was asked about; `refunded`: paisa of the price that the shop took back."""

    id: int
    number: str
    shop_id: int
    shop_name: str
    price: int
    refunded: int
    reference: str
    description: str
    state: State
    loan: str
    address: str
    token: str
    return_url: str
    created_at: datetime
    expires_at: datetime
    settled_at: datetime | None
    handed_over_at: datetime | None


@dataclass(frozen=True, slots=True)
class PaidRow:
    """Money that went to a shop for one sale."""

    id: int
    reference: str
    amount: int
    at: datetime
    order: str | None
    order_reference: str | None


def add(connection: Connection, *, order_id: int, token: str, description: str) -> None:
    connection.execute(insert(WEB).values(order_id=order_id, token=token, description=description))


def by_number(connection: Connection, *, shop_id: int, number: str, now: datetime) -> WebOrderRow | None:
    row = connection.execute(_query().where(ORDER.c.shop_id == shop_id, ORDER.c.number == number)).first()
    return _as_row(row, now) if row else None


def by_token(connection: Connection, token: str, *, now: datetime) -> WebOrderRow | None:
    row = connection.execute(_query().where(WEB.c.token == token)).first()
    return _as_row(row, now) if row else None


def of_shop(
    connection: Connection,
    *,
    shop_id: int,
    now: datetime,
    limit: int,
    before: int = 0,
    state: State | None = None,
    reference: str = "",
) -> list[WebOrderRow]:
    """The newest first; `before`: an id, 0 for the newest."""
    query = _query().where(ORDER.c.shop_id == shop_id)
    if before:
        query = query.where(ORDER.c.id < before)
    if state is not None:
        query = query.where(_is(state, now))
    if reference:
        query = query.where(ORDER.c.reference == reference)
    return [_as_row(row, now) for row in connection.execute(query.order_by(ORDER.c.id.desc()).limit(limit))]


def paid(connection: Connection, *, shop_id: int, limit: int, before: int = 0) -> list[PaidRow]:
    """What left for a shop, the newest first."""
    query = _paid().where(LOAN.c.shop_id == shop_id)
    if before:
        query = query.where(POSTING.c.id < before)
    rows = connection.execute(query.order_by(POSTING.c.id.desc()).limit(limit))
    return [PaidRow(row.id, row.reference, row.amount, row.at, row.number, row.theirs) for row in rows]


def paid_id(connection: Connection, *, shop_id: int, reference: str) -> int | None:
    query = _paid().where(LOAN.c.shop_id == shop_id, POSTING.c.reference == reference)
    row = connection.execute(query).first()
    return row.id if row else None


REFUNDED = (
    select(func.coalesce(func.sum(ENTRY.c.amount), 0))
    .join_from(ENTRY, POSTING, POSTING.c.id == ENTRY.c.posting_id)
    .where(POSTING.c.loan == ORDER.c.loan, POSTING.c.kind == "refund")
    .where(ENTRY.c.account == Account.SHOP_REFUND_RECEIVABLE)
    .correlate(ORDER)
    .scalar_subquery()
)


def _is(state: State, now: datetime) -> ColumnElement[bool]:
    taken, over = ORDER.c.state == "taken", ORDER.c.expires_at <= now
    handed, back = LOAN.c.handed_over_at.is_not(None), ORDER.c.price <= REFUNDED
    match state:
        case "open":
            return and_(ORDER.c.state == "open", ~over)
        case "expired":
            return or_(ORDER.c.state == "expired", and_(ORDER.c.state == "open", over))
        case "cancelled":
            return or_(ORDER.c.state == "cancelled", and_(taken, back, ~handed))
        case "returned":
            return and_(taken, back, handed)
        case "handed_over":
            return and_(taken, ~back, handed)
        case "accepted":
            return and_(taken, ~back, ~handed)


def _query() -> Any:
    plan = (LOAN.c.handed_over_at, REFUNDED.label("refunded"))
    return (
        select(ORDER, SHOP.c.name, WEB.c.token, WEB.c.description, *plan)
        .join_from(ORDER, SHOP, SHOP.c.id == ORDER.c.shop_id)
        .join(WEB, WEB.c.order_id == ORDER.c.id, isouter=True)
        .join(LOAN, LOAN.c.number == ORDER.c.loan, isouter=True)
    )


def _paid() -> Any:
    return (
        select(
            POSTING.c.id,
            POSTING.c.reference,
            POSTING.c.at,
            ENTRY.c.amount,
            ORDER.c.number,
            ORDER.c.reference.label("theirs"),
        )
        .join_from(POSTING, ENTRY, ENTRY.c.posting_id == POSTING.c.id)
        .join(LOAN, LOAN.c.number == POSTING.c.loan)
        .join(ORDER, ORDER.c.loan == LOAN.c.number, isouter=True)
        .where(POSTING.c.kind == "merchant_paid", ENTRY.c.account == Account.MERCHANT_PAYABLE)
    )


def _as_row(row: Any, now: datetime) -> WebOrderRow:
    return WebOrderRow(
        id=row.id,
        number=row.number,
        shop_id=row.shop_id,
        shop_name=row.name,
        price=row.price,
        refunded=int(row.refunded),
        reference=row.reference,
        description=row.description or "",
        state=_state(row, now),
        loan=row.loan or "",
        address=row.address,
        token=row.token or "",
        return_url=row.return_url,
        created_at=row.created_at,
        expires_at=row.expires_at,
        settled_at=row.settled_at,
        handed_over_at=row.handed_over_at,
    )


def _state(row: Any, now: datetime) -> State:
    """What came back as a whole before the customer had it was called off."""
    if row.state == "open":
        return "open" if now < row.expires_at else "expired"
    if row.state != "taken":
        return "cancelled" if row.state == "cancelled" else "expired"
    if row.refunded >= row.price:
        return "returned" if row.handed_over_at is not None else "cancelled"
    return "handed_over" if row.handed_over_at is not None else "accepted"
