"""Private notes: what people write for each other about a conversation."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from bot.store import desk_tables, tables
from bot.store.tables import table

NOTE = table(desk_tables.Note)
AGENT = table(tables.Agent)


def add(connection: Connection, *, conversation_id: int, agent_id: int, text: str, at: datetime) -> None:
    connection.execute(
        insert(NOTE).values(conversation_id=conversation_id, agent_id=agent_id, text=text, at=at)
    )


def since(
    connection: Connection, *, conversation_id: int, after: datetime | None, before: datetime | None
) -> list[Any]:
    """The notes of a stretch of a conversation with their writers' names, oldest first; None: no bound."""
    query = (
        select(NOTE.c.id, NOTE.c.text, NOTE.c.at, AGENT.c.name.label("agent_name"))
        .join_from(NOTE, AGENT, AGENT.c.id == NOTE.c.agent_id)
        .where(NOTE.c.conversation_id == conversation_id)
    )
    if after is not None:
        query = query.where(NOTE.c.at >= after)
    if before is not None:
        query = query.where(NOTE.c.at < before)
    return list(connection.execute(query.order_by(NOTE.c.id)))
