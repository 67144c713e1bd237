"""What the supervisor's figures are made of: counted by the store where it can, streamed where every row matters.

Stretches of time are half open, `start <= moment < end`. `agent_id` 0 stands for everybody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, case, func, select

from bot.store import desk_tables, tables
from bot.store.tables import table

AGENT = table(tables.Agent)
AUDIT = table(tables.Audit)
CONVERSATION = table(tables.Conversation)
HANDOFF = table(desk_tables.Handoff)
WAIT = table(desk_tables.Wait)

ROWS = 5_000  # fetched at once, so that memory stays constant


class Waited(NamedTuple):
    """A wait that began in the stretch. `agent_id`: who answered, or who holds the conversation of an open one."""

    kind: str
    since: datetime
    due_at: datetime
    ended_at: datetime | None
    agent_id: int | None


class Came(NamedTuple):
    """An episode with people that was opened in the stretch."""

    reason: str
    at: datetime


class Asked(NamedTuple):
    """An episode whose customer was asked how the help was; `score` 1 to 5 when they answered."""

    agent_id: int | None
    score: int | None


@dataclass(frozen=True, slots=True)
class Overridden:
    """An agent was warned of the tone and sent it all the same."""

    at: datetime
    agent_id: int
    conversation_id: int
    words: str


def waits(connection: Connection, *, start: datetime, end: datetime, agent_id: int = 0) -> Iterator[Waited]:
    """Every wait that began in the stretch."""
    holder = case((WAIT.c.ended_at.is_(None), CONVERSATION.c.agent_id), else_=WAIT.c.agent_id)
    query = (
        select(WAIT.c.kind, WAIT.c.since, WAIT.c.due_at, WAIT.c.ended_at, holder)
        .join_from(WAIT, CONVERSATION, CONVERSATION.c.id == WAIT.c.conversation_id)
        .where(WAIT.c.since >= start, WAIT.c.since < end)
    )
    return _each(connection, query.where(holder == agent_id) if agent_id else query, Waited)


def came(connection: Connection, *, start: datetime, end: datetime, agent_id: int = 0) -> Iterator[Came]:
    """Every episode that was opened in the stretch; of one agent those that they held last."""
    query = select(HANDOFF.c.reason, HANDOFF.c.opened_at).where(
        HANDOFF.c.opened_at >= start, HANDOFF.c.opened_at < end
    )
    return _each(connection, query.where(HANDOFF.c.agent_id == agent_id) if agent_id else query, Came)


def asked(connection: Connection, *, start: datetime, end: datetime, agent_id: int = 0) -> Iterator[Asked]:
    """Every episode whose customer was asked for a score in the stretch, whenever they answered."""
    query = select(HANDOFF.c.agent_id, HANDOFF.c.score).where(
        HANDOFF.c.score_asked_at >= start, HANDOFF.c.score_asked_at < end
    )
    return _each(connection, query.where(HANDOFF.c.agent_id == agent_id) if agent_id else query, Asked)


def acts(
    connection: Connection, *, actions: tuple[str, ...], start: datetime, end: datetime
) -> dict[tuple[int, str], int]:
    """How often each agent did each of these, by (agent, action)."""
    query = (
        select(AUDIT.c.agent_id, AUDIT.c.action, func.count())
        .where(AUDIT.c.action.in_(actions), AUDIT.c.at >= start, AUDIT.c.at < end)
        .where(AUDIT.c.agent_id.is_not(None))
        .group_by(AUDIT.c.agent_id, AUDIT.c.action)
    )
    return {(agent, action): count for agent, action, count in connection.execute(query)}


def overridden(
    connection: Connection, *, start: datetime, end: datetime, agent_id: int = 0, limit: int
) -> list[Overridden]:
    """Replies that were sent against the warning of their tone, the newest first."""
    query = (
        select(AUDIT.c.at, AUDIT.c.agent_id, AUDIT.c.conversation_id, AUDIT.c.detail)
        .where(AUDIT.c.action == "insisted", AUDIT.c.at >= start, AUDIT.c.at < end)
        .order_by(AUDIT.c.at.desc(), AUDIT.c.id.desc())
        .limit(limit)
    )
    query = query.where(AUDIT.c.agent_id == agent_id) if agent_id else query
    return [Overridden(*row) for row in connection.execute(query)]


def names(connection: Connection) -> dict[int, str]:
    """Everybody who ever had a log-in, by name: figures outlast those who leave."""
    query = select(AGENT.c.id, AGENT.c.name).order_by(AGENT.c.name, AGENT.c.id)
    return {row.id: row.name for row in connection.execute(query)}


def open_waits(connection: Connection) -> list[Any]:
    """Who waits at this moment, the longest first: conversation_id, since, due_at, agent_id (None: in the queue)."""
    query = (
        select(WAIT.c.conversation_id, WAIT.c.since, WAIT.c.due_at, CONVERSATION.c.agent_id)
        .join_from(WAIT, CONVERSATION, CONVERSATION.c.id == WAIT.c.conversation_id)
        .where(WAIT.c.ended_at.is_(None))
        .order_by(WAIT.c.since, WAIT.c.id)
    )
    return list(connection.execute(query))


def held(connection: Connection, *, now: datetime) -> dict[int, tuple[int, int]]:
    """(held, of those snoozed) of each agent at this moment."""
    asleep = and_(CONVERSATION.c.snoozed_until.is_not(None), CONVERSATION.c.snoozed_until > now)
    query = (
        select(CONVERSATION.c.agent_id, func.count(), func.count().filter(asleep))
        .where(CONVERSATION.c.held_by == "agent")
        .group_by(CONVERSATION.c.agent_id)
    )
    return {agent: (count, sleeping) for agent, count, sleeping in connection.execute(query)}


def _each(connection: Connection, query: Any, row: type[Any]) -> Iterator[Any]:
    for batch in connection.execute(query, execution_options={"yield_per": ROWS}).partitions():
        yield from map(row._make, batch)
