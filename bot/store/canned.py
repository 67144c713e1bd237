"""Canned responses: written once, in three written forms."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.store import desk_tables
from bot.store.tables import table

CANNED = table(desk_tables.Canned)


def every(connection: Connection) -> Sequence[Any]:
    """By shortcut."""
    return connection.execute(select(CANNED).order_by(CANNED.c.shortcut)).all()


def put(
    connection: Connection, *, shortcut: str, title: str, en: str, ur: str, roman: str, agent_id: int | None,
    at: datetime,
) -> None:  # fmt: skip
    """Write a response, or write it anew."""
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    words = {"title": title, "en": en, "ur": ur, "roman": roman, "agent_id": agent_id, "updated_at": at}
    row = dialect.insert(CANNED).values(shortcut=shortcut, **words)
    connection.execute(row.on_conflict_do_update(index_elements=["shortcut"], set_=words))


def remove(connection: Connection, *, shortcut: str) -> bool:
    """False when there is none of that name."""
    return connection.execute(delete(CANNED).where(CANNED.c.shortcut == shortcut)).rowcount == 1
