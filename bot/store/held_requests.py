"""Requests that came while the store could not keep up, until they are taken in. One for each key."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store import tables
from bot.store.tables import table

HELD = table(tables.HeldRequest)
MOST_ATTEMPTS = 10


def keep(connection: Connection, *, kind: str, key: str, form_enc: bytes, at: datetime) -> None:
    """One that is known is not kept twice."""
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    made = dialect.insert(HELD).values(kind=kind, key=key, form_enc=form_enc, at=at, attempts=0, next_at=at)
    connection.execute(made.on_conflict_do_nothing(index_elements=["key"]))


def due(connection: Connection, *, now: datetime, limit: int) -> Sequence[Any]:
    """Those whose turn has come, in the order in which they came. What failed too often waits for a person."""
    fresh = HELD.c.next_at == HELD.c.at  # at once, whatever clock it came by
    query = select(HELD).where(or_(HELD.c.next_at <= now, fresh), HELD.c.attempts < MOST_ATTEMPTS)
    return connection.execute(query.order_by(HELD.c.at, HELD.c.id).limit(limit)).all()


def done(connection: Connection, held_id: int) -> None:
    connection.execute(delete(HELD).where(HELD.c.id == held_id))


def again(connection: Connection, *, held_id: int, at: datetime) -> None:
    """It could not be taken in; look at it again then."""
    tried = {"attempts": HELD.c.attempts + 1, "next_at": at}
    connection.execute(update(HELD).where(HELD.c.id == held_id).values(**tried))


def put_off(connection: Connection, *, held_ids: Sequence[int], at: datetime) -> None:
    """They come after one that has to wait, and so wait themselves."""
    connection.execute(update(HELD).where(HELD.c.id.in_(held_ids)).values(next_at=at))


def counts(connection: Connection) -> tuple[int, int]:
    """How many wait, and how many of them were given up."""
    given_up = func.count().filter(HELD.c.attempts >= MOST_ATTEMPTS)
    waiting, stuck = connection.execute(select(func.count(), given_up).select_from(HELD)).one()
    return int(waiting), int(stuck)
