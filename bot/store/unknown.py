"""Messages that the bot did not understand: an inbound row tagged "unknown" until somebody says what it means.

The text is the masked one that every inbound row holds. The label stands in `reading`, beside what was understood.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select, update

from bot.store import tables
from bot.store.tables import table

MESSAGE = table(tables.Message)
UNKNOWN, LABELLED = "unknown", "labelled"


def keep(connection: Connection, *, message_id: int) -> None:
    """Tag a message that has just come in as not understood."""
    connection.execute(update(MESSAGE).where(MESSAGE.c.id == message_id).values(tag=UNKNOWN))


def rows(connection: Connection, *, tag: str, limit: int) -> Sequence[Any]:
    """The messages with this tag, newest first."""
    query = select(MESSAGE.c.id, MESSAGE.c.text, MESSAGE.c.at, MESSAGE.c.reading)
    query = query.where(MESSAGE.c.direction == "in", MESSAGE.c.tag == tag)
    return connection.execute(query.order_by(MESSAGE.c.id.desc()).limit(limit)).all()


def label(connection: Connection, *, message_id: int, intent: str, agent_id: int) -> bool:
    """Say what a message means, or say it anew; False when it is none of ours."""
    ours = MESSAGE.c.id == message_id, MESSAGE.c.tag.in_((UNKNOWN, LABELLED))
    row = connection.execute(select(MESSAGE.c.reading).where(*ours).with_for_update()).first()
    if row is None:
        return False
    reading = {**(row.reading or {}), "label": intent, "labelled_by": agent_id}
    connection.execute(update(MESSAGE).where(*ours).values(tag=LABELLED, reading=reading))
    return True
