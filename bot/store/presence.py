"""Who has which conversation open, how far they have read, who is typing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store import desk_tables, tables
from bot.store.tables import table

PRESENCE = table(desk_tables.Presence)
MESSAGE = table(tables.Message)
AGENT = table(tables.Agent)


def looked(
    connection: Connection, *, conversation_id: int, agent_id: int, seen_message_id: int, at: datetime
) -> None:
    """The agent has the conversation open and has read it up to that message."""
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    row = dialect.insert(PRESENCE).values(
        conversation_id=conversation_id, agent_id=agent_id, seen_message_id=seen_message_id, looked_at=at
    )
    connection.execute(
        row.on_conflict_do_update(
            index_elements=["conversation_id", "agent_id"],
            set_={"seen_message_id": seen_message_id, "looked_at": at},
        )
    )


def is_stale(connection: Connection, *, conversation_id: int, agent_id: int, since: datetime) -> bool:
    """Whether the agent was not noted as being there since then."""
    mine = (PRESENCE.c.conversation_id == conversation_id) & (PRESENCE.c.agent_id == agent_id)
    query = select(PRESENCE.c.looked_at).where(mine, PRESENCE.c.looked_at >= since)
    return connection.execute(query).first() is None


def typing(connection: Connection, *, conversation_id: int, agent_id: int, at: datetime) -> None:
    mine = (PRESENCE.c.conversation_id == conversation_id) & (PRESENCE.c.agent_id == agent_id)
    connection.execute(update(PRESENCE).where(mine).values(typing_at=at, looked_at=at))


def others(connection: Connection, *, conversation_id: int, agent_id: int, since: datetime) -> list[Any]:
    """Colleagues who have it open since then: name, typing_at."""
    query = (
        select(AGENT.c.name, PRESENCE.c.typing_at)
        .join_from(PRESENCE, AGENT, AGENT.c.id == PRESENCE.c.agent_id)
        .where(PRESENCE.c.conversation_id == conversation_id, PRESENCE.c.agent_id != agent_id)
        .where(PRESENCE.c.looked_at >= since)
        .order_by(AGENT.c.name)
    )
    return list(connection.execute(query))


def unread(connection: Connection, *, conversation_ids: Sequence[int], agent_id: int) -> dict[int, int]:
    """How many messages of the customer each conversation has that the agent has not seen."""
    mine = (PRESENCE.c.conversation_id == MESSAGE.c.conversation_id) & (PRESENCE.c.agent_id == agent_id)
    query = (
        select(MESSAGE.c.conversation_id, func.count())
        .join_from(MESSAGE, PRESENCE, mine)
        .where(MESSAGE.c.conversation_id.in_(conversation_ids), MESSAGE.c.direction == "in")
        .where(MESSAGE.c.id > PRESENCE.c.seen_message_id)
        .group_by(MESSAGE.c.conversation_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}
