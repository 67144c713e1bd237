"""Money that customers asked back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from bot.store import tables
from bot.store.tables import table

PAYOUT = table(tables.Payout)


@dataclass(frozen=True, slots=True)
class PayoutRow:
    reference: str
    loan: str
    amount: int
    asked_at: datetime
    paid_as: str | None


def ask(connection: Connection, *, reference: str, loan: str, amount: int, at: datetime) -> None:
    connection.execute(insert(PAYOUT).values(reference=reference, loan=loan, amount=amount, asked_at=at))


def waiting(connection: Connection) -> list[PayoutRow]:
    """What has not left yet, oldest first."""
    query = select(PAYOUT).where(PAYOUT.c.paid_at.is_(None)).order_by(PAYOUT.c.id)
    return [_row(row) for row in connection.execute(query)]


def by_reference(connection: Connection, reference: str) -> PayoutRow | None:
    row = connection.execute(select(PAYOUT).where(PAYOUT.c.reference == reference).with_for_update()).first()
    return _row(row) if row else None


def paid(connection: Connection, *, reference: str, paid_as: str, at: datetime) -> None:
    connection.execute(
        update(PAYOUT).where(PAYOUT.c.reference == reference).values(paid_as=paid_as, paid_at=at)
    )


def _row(row: Any) -> PayoutRow:
    return PayoutRow(row.reference, row.loan, row.amount, row.asked_at, row.paid_as)
