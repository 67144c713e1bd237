"""The message that was refused and the one that goes in its place: at most one for each."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from bot.store import tables
from bot.store.claimed import Claimed, as_claimed
from bot.store.conversations import Line
from bot.store.messages import MESSAGE, PROACTIVE, UNHEARD


def contact_of(connection: Connection, provider_id: str) -> int | None:
    """Whom a message of ours went to; None when no message has this id (yet)."""
    query = select(MESSAGE.c.contact_id).where(
        MESSAGE.c.direction == "out", MESSAGE.c.provider_id == provider_id
    )
    return connection.execute(query).scalar()


def message_of(connection: Connection, provider_id: str) -> int | None:
    query = select(MESSAGE.c.id).where(MESSAGE.c.direction == "out", MESSAGE.c.provider_id == provider_id)
    return connection.execute(query).scalar()


def held(connection: Connection, message_id: int) -> Claimed:
    """A message as it stands now; nobody else changes it until the transaction is over."""
    row = connection.execute(select(MESSAGE).where(MESSAGE.c.id == message_id).with_for_update()).one()
    return as_claimed(row)


def goes_as(connection: Connection, *, message_id: int, content_sid: str) -> None:
    """Written before it is sent: whatever becomes of the attempt, it is known what was attempted."""
    mine = MESSAGE.c.id == message_id
    connection.execute(update(MESSAGE).where(mine).values(content_sid=content_sid))


def state_of(connection: Connection, message_id: int) -> str:
    return str(connection.execute(select(MESSAGE.c.state).where(MESSAGE.c.id == message_id)).scalar_one())


def is_replaced(connection: Connection, message_id: int) -> bool:
    """Whether another message already goes in the place of this one."""
    query = select(MESSAGE.c.id).where(MESSAGE.c.fallback_of == message_id)
    return connection.execute(query).first() is not None


def is_slow(connection: Connection, *, line: Line, times: int) -> bool:
    """Whether the newest messages of our own accord on this line, so many, had not arrived in time.

    What the customer writes there ends it: then their telephone is on.
    """
    mine = (MESSAGE.c.contact_id == line.contact_id) & (MESSAGE.c.conversation_id == line.conversation_id)
    query = select(MESSAGE.c.why, MESSAGE.c.state, MESSAGE.c.at).where(mine, _of_our_own_accord())
    newest = connection.execute(query.order_by(MESSAGE.c.id.desc()).limit(times)).all()
    since = line.last_inbound_at
    slow = [row for row in newest if row.why == UNHEARD and (since is None or row.at > since)]
    return len(slow) == times


def unheard(connection: Connection, *, after: datetime, before: datetime) -> list[tuple[int, int]]:
    """(message, contact) of what we wrote of our own accord on WhatsApp, has been handed over, and was not heard of."""
    query = select(MESSAGE.c.id, MESSAGE.c.contact_id).where(
        tables.UNHEARD,
        MESSAGE.c.at > after,
        MESSAGE.c.at <= before,
        MESSAGE.c.why == "",
        _of_our_own_accord(),
    )
    return [(row.id, row.contact_id) for row in connection.execute(query.order_by(MESSAGE.c.id))]


def _of_our_own_accord() -> Any:
    """Nobody waits at the telephone for these: a reminder, and whatever may go as a template."""
    return (MESSAGE.c.tag == PROACTIVE) | MESSAGE.c.template.is_not(None)


def note_why(connection: Connection, *, message_id: int, why: str) -> None:
    """In a word, why nothing goes in the place of a message."""
    connection.execute(update(MESSAGE).where(MESSAGE.c.id == message_id).values(why=why))


def said_since(connection: Connection, *, conversation_id: int, tag: str, since: datetime | None) -> bool:
    """Whether something tagged so is on its way or has gone out since a moment (None: ever)."""
    mine = (MESSAGE.c.conversation_id == conversation_id) & (MESSAGE.c.direction == "out")
    query = select(MESSAGE.c.id).where(mine, MESSAGE.c.tag == tag)
    if since is not None:
        query = query.where(MESSAGE.c.at > since)
    return connection.execute(query.limit(1)).first() is not None
