"""The last look at something that must be in order."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.store import tables
from bot.store.tables import table

CHECKUP = table(tables.Checkup)


def keep(connection: Connection, *, name: str, problems: int, at: datetime) -> None:
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    values = {"at": at, "problems": problems}
    made = dialect.insert(CHECKUP).values(name=name, **values)
    connection.execute(made.on_conflict_do_update(index_elements=["name"], set_=values))


def last(connection: Connection, name: str) -> tuple[datetime, int] | None:
    """When it was and how many problems there were; None when nobody has looked yet."""
    row = connection.execute(select(CHECKUP.c.at, CHECKUP.c.problems).where(CHECKUP.c.name == name)).first()
    return (row.at, int(row.problems)) if row else None
