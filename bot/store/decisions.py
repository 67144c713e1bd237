"""Eligibility decisions with their inputs, and who is to be looked at again."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from bot.lending.applicant import Reason
from bot.store.customers import CUSTOMER, DECISION

ROWS = 1_000


def every(connection: Connection) -> Iterator[Any]:
    """All of them, oldest first, streamed."""
    yield from connection.execute(
        select(DECISION).order_by(DECISION.c.id), execution_options={"yield_per": ROWS}
    )


def last(connection: Connection, customer_id: int) -> Mapping[str, Any] | None:
    """The newest decision about a customer, as `Decision.to_dict` wrote it."""
    newest = select(DECISION.c.data).where(DECISION.c.customer_id == customer_id)
    found: Mapping[str, Any] | None = connection.execute(
        newest.order_by(DECISION.c.id.desc()).limit(1)
    ).scalar()
    return found


def weighed(connection: Connection, customer_id: int) -> tuple[Reason, ...]:
    """What weighed in the newest decision."""
    found = last(connection, customer_id)
    return tuple(Reason(one["code"], one["figures"]) for one in found["reasons"]) if found else ()


def keep(connection: Connection, *, customer_id: int, decision: Mapping[str, Any], at: datetime) -> None:
    """Another decision beside those before it."""
    connection.execute(
        insert(DECISION).values(
            customer_id=customer_id,
            at=at,
            approved=bool(decision["approved"]),
            credit_limit=decision["limit"],
            data=dict(decision),
        )
    )


def to_review(connection: Connection, *, now: datetime) -> list[int]:
    """Customers whose limit is to be looked at again, who has waited longest first."""
    due = select(CUSTOMER.c.id).where(CUSTOMER.c.review_at <= now)
    return list(connection.execute(due.order_by(CUSTOMER.c.review_at).limit(ROWS)).scalars())


def review(connection: Connection, *, customer_id: int, at: datetime | None) -> None:
    """When the limit is to be looked at again; None: there is no reason to."""
    connection.execute(update(CUSTOMER).where(CUSTOMER.c.id == customer_id).values(review_at=at))


def set_limit(connection: Connection, *, customer_id: int, limit: int) -> None:
    """The limit in paisa from now on, what is owed to us counted in."""
    connection.execute(update(CUSTOMER).where(CUSTOMER.c.id == customer_id).values(credit_limit=limit))
