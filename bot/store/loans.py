"""Plans as agreed, their statements, promises, and the payments expected and received for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.lending.hours import PAKISTAN
from bot.lending.offer import Offer
from bot.store import tables
from bot.store.database import new_id
from bot.store.tables import table

LOAN = table(tables.Loan)
INSTALLMENT = table(tables.Installment)
STATEMENT = table(tables.Statement)
SHOP = table(tables.Shop)
REQUEST = table(tables.PaymentRequest)
PAYMENT = table(tables.Payment)
PROMISE = table(tables.Promise)


class NoStatement(Exception):
    """A plan cannot be accepted whose key fact statement was never shown."""


@dataclass(frozen=True, slots=True)
class LoanRow:
    id: int
    number: str
    customer_id: int
    shop_code: str
    shop_name: str
    shop_phone: str
    shop_discount_bp: int
    accepted_at: datetime
    offer: Offer
    state: str
    shop_id: int
    handed_over_at: datetime | None
    called_off_at: datetime | None

    @property
    def in_shop(self) -> bool:
        """Whether the goods are still to be handed over."""
        return self.handed_over_at is None and self.called_off_at is None


def show_statement(
    connection: Connection,
    *,
    loan: str,
    customer_id: int,
    at: datetime,
    facts: Mapping[str, Any],
    shown: Mapping[str, str],
    digest: str,
) -> None:
    connection.execute(
        insert(STATEMENT).values(
            loan=loan,
            customer_id=customer_id,
            shown_at=at,
            facts=dict(facts),
            shown=dict(shown),
            digest=digest,
        )
    )


def statement(connection: Connection, loan: str) -> dict[str, Any]:
    """The data of the statement that was shown for a plan."""
    query = select(STATEMENT.c.facts).where(STATEMENT.c.loan == loan)
    facts: dict[str, Any] = connection.execute(query).scalar_one()
    return facts


def accept(
    connection: Connection, *, loan: str, customer_id: int, shop: str, offer: Offer, at: datetime
) -> None:
    """Keep what was agreed, bound to the statement that was shown. Raises NoStatement."""
    statement_id = connection.execute(select(STATEMENT.c.id).where(STATEMENT.c.loan == loan)).scalar()
    if statement_id is None:
        raise NoStatement(loan)
    connection.execute(update(STATEMENT).where(STATEMENT.c.id == statement_id).values(accepted_at=at))
    shop_id = connection.execute(select(SHOP.c.id).where(SHOP.c.code == shop)).scalar_one()
    made = connection.execute(
        insert(LOAN).values(
            number=loan,
            customer_id=customer_id,
            shop_id=shop_id,
            statement_id=statement_id,
            accepted_at=at,
            offer=offer.to_dict(),
            state="open",
        )
    )
    loan_id = new_id(made)
    connection.execute(
        insert(INSTALLMENT),
        [
            {
                "loan_id": loan_id,
                "number": part.number,
                "due": part.due,
                "amount": part.amount,
                "principal": part.principal,
                "markup": part.markup,
            }
            for part in offer.installments
        ],
    )


def set_state(connection: Connection, *, loan: str, state: str, at: datetime) -> None:
    closed_at = at if state == "closed" else None
    connection.execute(update(LOAN).where(LOAN.c.number == loan).values(state=state, closed_at=closed_at))


def of_customer(connection: Connection, customer_id: int) -> list[LoanRow]:
    rows = connection.execute(_query().where(LOAN.c.customer_id == customer_id).order_by(LOAN.c.id))
    return [_as_loan(row) for row in rows]


def by_number(connection: Connection, number: str, *, lock: bool = False) -> LoanRow | None:
    query = _query().where(LOAN.c.number == number)
    row = connection.execute(query.with_for_update(of=LOAN, key_share=True) if lock else query).first()
    return _as_loan(row) if row else None


def _query() -> Any:
    return select(
        LOAN.c.id,
        LOAN.c.number,
        LOAN.c.customer_id,
        LOAN.c.accepted_at,
        LOAN.c.offer,
        LOAN.c.state,
        LOAN.c.shop_id,
        LOAN.c.handed_over_at,
        LOAN.c.called_off_at,
        SHOP.c.code,
        SHOP.c.name,
        SHOP.c.phone,
        SHOP.c.discount_bp,
    ).join_from(LOAN, SHOP, SHOP.c.id == LOAN.c.shop_id)


def _as_loan(row: Any) -> LoanRow:
    return LoanRow(
        id=row.id,
        number=row.number,
        customer_id=row.customer_id,
        shop_code=row.code,
        shop_name=row.name,
        shop_phone=row.phone,
        shop_discount_bp=row.discount_bp,
        accepted_at=row.accepted_at,
        offer=Offer.from_dict(row.offer),
        state=row.state,
        shop_id=row.shop_id,
        handed_over_at=row.handed_over_at,
        called_off_at=row.called_off_at,
    )


# Shops


def shop_by_code(connection: Connection, code: str) -> Any | None:
    """A shop that may sell, by the code on its counter."""
    query = select(SHOP).where(SHOP.c.code == code, SHOP.c.active.is_(True))
    return connection.execute(query).first()


def add_shop(
    connection: Connection, *, code: str, name: str, city: str, phone: str, discount_bp: int
) -> None:
    """Add a shop; one that is there already stays as it is."""
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(
        dialect.insert(SHOP)
        .values(code=code, name=name, city=city, phone=phone, discount_bp=discount_bp, active=True)
        .on_conflict_do_nothing(index_elements=["code"])
    )


# Payments


@dataclass(frozen=True, slots=True)
class RequestRow:
    reference: str
    loan: str
    amount: int
    provider: str


def request_payment(
    connection: Connection, *, reference: str, loan: str, amount: int, provider: str, at: datetime
) -> None:
    connection.execute(
        insert(REQUEST).values(
            reference=reference, loan=loan, amount=amount, provider=provider, created_at=at
        )
    )


def payment_request(connection: Connection, reference: str) -> RequestRow | None:
    row = connection.execute(select(REQUEST).where(REQUEST.c.reference == reference)).first()
    return RequestRow(row.reference, row.loan, row.amount, row.provider) if row else None


def insert_payment(
    connection: Connection,
    *,
    provider: str,
    provider_id: str,
    reference: str,
    amount: int,
    loan: str | None,
    posted_as: str | None,
    at: datetime,
) -> bool:
    """Keep a payment. False when the provider told us of it before."""
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    made = connection.execute(
        dialect.insert(PAYMENT)
        .values(
            provider=provider,
            provider_id=provider_id,
            reference=reference,
            amount=amount,
            loan=loan,
            posted_as=posted_as,
            at=at,
        )
        .on_conflict_do_nothing(index_elements=["provider", "provider_id"])
        .returning(PAYMENT.c.id)
    )
    return made.first() is not None


def payment(connection: Connection, *, provider: str, provider_id: str) -> Any | None:
    """A payment by the provider's own number."""
    query = select(PAYMENT).where(PAYMENT.c.provider == provider, PAYMENT.c.provider_id == provider_id)
    return connection.execute(query).first()


@dataclass(frozen=True, slots=True)
class PaymentRow:
    provider: str
    provider_id: str
    reference: str
    amount: int
    at: datetime
    posted_as: str | None


def unplaced(connection: Connection) -> list[PaymentRow]:
    """Payments of which nobody knows the plan, oldest first."""
    query = select(PAYMENT).where(PAYMENT.c.loan.is_(None)).order_by(PAYMENT.c.id)
    return [
        PaymentRow(row.provider, row.provider_id, row.reference, row.amount, row.at, row.posted_as)
        for row in connection.execute(query)
    ]


def place_payment(connection: Connection, *, payment_id: int, loan: str) -> None:
    connection.execute(update(PAYMENT).where(PAYMENT.c.id == payment_id).values(loan=loan))


def payments_of(connection: Connection, numbers: list[str]) -> list[Any]:
    """Payments of some plans, the newest first."""
    query = select(PAYMENT).where(PAYMENT.c.loan.in_(numbers)).order_by(PAYMENT.c.id.desc())
    return list(connection.execute(query)) if numbers else []


def last_payment(connection: Connection, numbers: list[str]) -> Any | None:
    query = select(PAYMENT).where(PAYMENT.c.loan.in_(numbers)).order_by(PAYMENT.c.id.desc()).limit(1)
    return connection.execute(query).first()


# Promises


@dataclass(frozen=True, slots=True)
class Promise:
    """`broken`: how many days that were chosen before it passed without the money."""

    loan: str
    installment: int
    day: date
    broken: int


def promise(connection: Connection, *, loan: str, installment: int, day: date, at: datetime) -> None:
    """Keep the day the customer named; a newer one replaces it. One that has passed since was broken, and counts."""
    theirs = (PROMISE.c.loan == loan) & (PROMISE.c.installment == installment)
    before = connection.execute(select(PROMISE.c.day, PROMISE.c.broken).where(theirs)).first()
    over = at.astimezone(PAKISTAN).date()
    broken = before.broken + (before.day < over) if before else 0
    connection.execute(delete(PROMISE).where(theirs))
    made = {"loan": loan, "installment": installment, "day": day, "made_at": at}
    connection.execute(insert(PROMISE).values(**made, broken=broken))


def promises(connection: Connection, numbers: list[str]) -> list[Promise]:
    """The day that stands for each instalment of some plans."""
    rows = connection.execute(select(PROMISE).where(PROMISE.c.loan.in_(numbers)))
    return [Promise(row.loan, row.installment, row.day, row.broken) for row in rows]
