"""Calls that nobody picked up stand among the messages; those that were answered by a text are marked."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from bot.store.messages import CALL, MESSAGE

ANSWERED = "answered"


def note_answer(connection: Connection, *, message_id: int) -> None:
    connection.execute(update(MESSAGE).where(MESSAGE.c.id == message_id).values(tag=ANSWERED))


def answers(connection: Connection, *, conversation_id: int, since: datetime) -> list[datetime]:
    """When calls of one person were answered, whichever of their telephones and channels rang."""
    query = select(MESSAGE.c.at).where(
        MESSAGE.c.conversation_id == conversation_id,
        MESSAGE.c.direction == "in",
        MESSAGE.c.kind == CALL,
        MESSAGE.c.tag == ANSWERED,
        MESSAGE.c.at > since,
    )
    return list(connection.execute(query).scalars())
