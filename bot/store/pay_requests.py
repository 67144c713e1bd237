"""What customers were asked to pay, under references of our own, and each time they opened a provider's page for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from bot.store import pay_tables, tables
from bot.store.tables import table

REQUEST = table(tables.PaymentRequest)
ATTEMPT = table(pay_tables.PaymentAttempt)


@dataclass(frozen=True, slots=True)
class RequestRow:
    """`expires_at` is None for what was asked before requests ended."""

    reference: str
    loan: str
    amount: int
    created_at: datetime
    expires_at: datetime | None
    paid_at: datetime | None

    def is_over(self, now: datetime) -> bool:
        return self.expires_at is not None and self.expires_at < now


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """`number` is ours at the provider; `asked`: how often the provider was asked what became of it."""

    id: int
    provider: str
    number: str
    reference: str
    amount: int
    at: datetime
    expires_at: datetime
    asked: int


def ask(
    connection: Connection,
    *,
    reference: str,
    loan: str,
    amount: int,
    providers: str,
    at: datetime,
    expires_at: datetime,
) -> None:
    connection.execute(
        insert(REQUEST).values(
            reference=reference,
            loan=loan,
            amount=amount,
            provider=providers,
            created_at=at,
            expires_at=expires_at,
        )
    )


def by_reference(connection: Connection, reference: str) -> RequestRow | None:
    return _request(connection, REQUEST.c.reference == reference)


def open_of(connection: Connection, loan: str, *, now: datetime) -> RequestRow | None:
    """What the customer was asked last for a plan and has not paid."""
    mine = (REQUEST.c.loan == loan) & REQUEST.c.paid_at.is_(None) & (REQUEST.c.expires_at > now)
    return _request(connection, mine)


def paid(connection: Connection, *, reference: str, at: datetime) -> None:
    """Money came for it; later money changes nothing."""
    here = (REQUEST.c.reference == reference) & REQUEST.c.paid_at.is_(None)
    connection.execute(update(REQUEST).where(here).values(paid_at=at))


def _request(connection: Connection, condition: Any) -> RequestRow | None:
    row = connection.execute(select(REQUEST).where(condition).order_by(REQUEST.c.id.desc()).limit(1)).first()
    if row is None:
        return None
    return RequestRow(row.reference, row.loan, row.amount, row.created_at, row.expires_at, row.paid_at)


# Attempts


def begin(
    connection: Connection,
    *,
    provider: str,
    number: str,
    reference: str,
    amount: int,
    at: datetime,
    expires_at: datetime,
    next_at: datetime,
) -> None:
    connection.execute(
        insert(ATTEMPT).values(
            provider=provider,
            provider_ref=number,
            reference=reference,
            amount=amount,
            created_at=at,
            expires_at=expires_at,
            state="open",
            asked=0,
            next_at=next_at,
        )
    )


def count_attempts(connection: Connection, reference: str) -> int:
    query = select(func.count()).select_from(ATTEMPT).where(ATTEMPT.c.reference == reference)
    return int(connection.execute(query).scalar_one())


def due_attempts(
    connection: Connection, *, providers: Sequence[str], now: datetime, limit: int
) -> Sequence[AttemptRow]:
    """Open ones whose turn to be asked about has come, the longest overdue first."""
    query = select(ATTEMPT).where(
        ATTEMPT.c.state == "open", ATTEMPT.c.next_at <= now, ATTEMPT.c.provider.in_(providers)
    )
    return [_attempt(row) for row in connection.execute(query.order_by(ATTEMPT.c.next_at).limit(limit))]


def claim(connection: Connection, row: AttemptRow, *, next_at: datetime) -> bool:
    """Count one inquiry and put off the next; False when another process was first."""
    here = (ATTEMPT.c.id == row.id) & (ATTEMPT.c.asked == row.asked) & (ATTEMPT.c.state == "open")
    taken = update(ATTEMPT).where(here).values(asked=row.asked + 1, next_at=next_at)
    return connection.execute(taken).rowcount == 1


def settle(connection: Connection, *, provider: str, number: str, state: str) -> None:
    """Its end is known. What was paid stays paid, whatever is told of it later."""
    mine = (ATTEMPT.c.provider == provider) & (ATTEMPT.c.provider_ref == number)
    connection.execute(update(ATTEMPT).where(mine, ATTEMPT.c.state != "paid").values(state=state))


def _attempt(row: Any) -> AttemptRow:
    return AttemptRow(
        row.id, row.provider, row.provider_ref, row.reference, row.amount, row.created_at, row.expires_at, row.asked
    )  # fmt: skip
