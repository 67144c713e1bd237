"""The record of who saw and did what, read back: counted, searched, page by page."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from bot.store.people import AGENT, AUDIT


@dataclass(frozen=True, slots=True)
class Search:
    """What narrows the record; 0, "" and None narrow nothing. From `since` on, before `until`."""

    agent_id: int = 0
    action: str = ""
    since: datetime | None = None
    until: datetime | None = None
    conversation_id: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """`name` is "" when it was nobody of the team: the clock, an operator, a log-in under an unknown name."""

    id: int
    at: datetime
    username: str
    name: str
    action: str
    conversation_id: int | None
    detail: str


def page(connection: Connection, *, search: Search, before: int, limit: int) -> list[Entry]:
    """The newest entries older than `before` (an id; 0: from the newest on), newest first."""
    query = (
        select(AUDIT, AGENT.c.username, AGENT.c.name)
        .join_from(AUDIT, AGENT, AGENT.c.id == AUDIT.c.agent_id, isouter=True)
        .order_by(AUDIT.c.id.desc())
        .limit(limit)
    )
    for column, wanted in (
        (AUDIT.c.agent_id, search.agent_id),
        (AUDIT.c.action, search.action),
        (AUDIT.c.conversation_id, search.conversation_id),
    ):
        if wanted:
            query = query.where(column == wanted)
    if search.since is not None:
        query = query.where(AUDIT.c.at >= search.since)
    if search.until is not None:
        query = query.where(AUDIT.c.at < search.until)
    if before:
        query = query.where(AUDIT.c.id < before)
    return [
        Entry(row.id, row.at, row.username or "", row.name or "", row.action, row.conversation_id, row.detail)
        for row in connection.execute(query)
    ]


def count(
    connection: Connection,
    *,
    action: str,
    since: datetime,
    until: datetime | None = None,
    detail: str = "",
    ending: str = "",
    agent_id: int = 0,
) -> int:
    """How often something was done between two moments, by an agent, with a detail or with the ending of one."""
    query = select(func.count()).where(AUDIT.c.action == action, AUDIT.c.at > since)
    if until is not None:
        query = query.where(AUDIT.c.at <= until)
    if detail:
        query = query.where(AUDIT.c.detail == detail)
    if ending:
        query = query.where(AUDIT.c.detail.endswith(ending, autoescape=True))
    if agent_id:
        query = query.where(AUDIT.c.agent_id == agent_id)
    return connection.execute(query).scalar_one()
