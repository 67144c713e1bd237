"""Pages as they were shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from bot.store import tables
from bot.store.database import new_id
from bot.store.tables import table

DOCUMENT = table(tables.Document)


@dataclass(frozen=True, slots=True)
class Paper:
    """A page to be set in type."""

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
    row = connection.execute(select(DOCUMENT).where(DOCUMENT.c.id == document_id)).first()
    return Paper(row.kind, row.template, row.page, row.digest) if row else None
