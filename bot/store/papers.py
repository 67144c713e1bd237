"""Pages as they were shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select

from bot.store import tables
from bot.store.database import new_id
from bot.store.tables import table

DOCUMENT = table(tables.Document)


@dataclass(frozen=True, slots=True)
class Paper:
    """A page to be set in type."""

    customer_id: int
    kind: str
    template: str
    page: Mapping[str, Any]
    digest: str


def keep(
    connection: Connection,
    *,
    customer_id: int,
    kind: str,
    loan: str,
    template: str,
    page: Mapping[str, Any],
    digest: str,
    at: datetime,
) -> int:
    """Keep a page; its id."""
    made = connection.execute(
        insert(DOCUMENT).values(
            customer_id=customer_id,
            kind=kind,
            loan=loan,
            template=template,
            page=dict(page),
            digest=digest,
            at=at,
        )
    )
    return new_id(made)


def paper(connection: Connection, document_id: int) -> Paper | None:
    return _first(connection, DOCUMENT.c.id == document_id)


def first_of(connection: Connection, *, customer_id: int, kind: str) -> Paper | None:
    """The oldest paper of a kind that a customer has."""
    return _first(connection, (DOCUMENT.c.customer_id == customer_id) & (DOCUMENT.c.kind == kind))


def has(connection: Connection, *, customer_id: int, kind: str) -> bool:
    return first_of(connection, customer_id=customer_id, kind=kind) is not None


def _first(connection: Connection, condition: ColumnElement[bool]) -> Paper | None:
    row = connection.execute(select(DOCUMENT).where(condition).order_by(DOCUMENT.c.id).limit(1)).first()
    return Paper(row.customer_id, row.kind, row.template, row.page, row.digest) if row else None
