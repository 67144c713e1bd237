"""What was handed in to WhatsApp, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store import tables
from bot.store.tables import table

TEMPLATE = table(tables.Template)


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """`key`: the template's name in the catalogue. `digest`: of the text that was handed in."""

    key: str
    language: str
    digest: str
    sid: str
    status: str
    reason: str
    checked_at: datetime | None


def found(connection: Connection, *, key: str, language: str, digest: str) -> TemplateRow | None:
    row = connection.execute(select(TEMPLATE).where(_is(key, language, digest))).first()
    return _row(row) if row else None


def keep(connection: Connection, *, key: str, language: str, digest: str, sid: str) -> None:
    """Write down where a text lies at the provider; one that is known already stays as it is."""
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(
        dialect.insert(TEMPLATE)
        .values(key=key, language=language, digest=digest, sid=sid, status="unsubmitted", reason="")
        .on_conflict_do_nothing(index_elements=["key", "language", "digest"])
    )


def judge(connection: Connection, *, sid: str, status: str, reason: str, at: datetime) -> None:
    connection.execute(
        update(TEMPLATE).where(TEMPLATE.c.sid == sid).values(status=status, reason=reason, checked_at=at)
    )


def in_question(connection: Connection, *, statuses: Sequence[str], before: datetime) -> list[TemplateRow]:
    """Those in one of the statuses that nobody has asked about since `before`."""
    old = or_(TEMPLATE.c.checked_at.is_(None), TEMPLATE.c.checked_at <= before)
    query = select(TEMPLATE).where(TEMPLATE.c.status.in_(statuses), old).order_by(TEMPLATE.c.id)
    return [_row(row) for row in connection.execute(query)]


def _is(key: str, language: str, digest: str) -> Any:
    return (TEMPLATE.c.key == key) & (TEMPLATE.c.language == language) & (TEMPLATE.c.digest == digest)


def _row(row: Any) -> TemplateRow:
    return TemplateRow(row.key, row.language, row.digest, row.sid, row.status, row.reason, row.checked_at)
