"""Agents, what they did, and who leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from bot.store import tables
from bot.store.tables import table

AGENT = table(tables.Agent)
AUDIT = table(tables.Audit)
LEASE = table(tables.Lease)


class UsernameTaken(Exception):
    """An agent with this user name exists."""


@dataclass(frozen=True, slots=True)
class AgentRow:
    id: int
    username: str
    name: str
    role: str
    password_hash: str
    language: str
    epoch: int
    totp_enc: bytes | None
    active: bool


def add_agent(
    connection: Connection, *, username: str, name: str, role: str, password_hash: str, at: datetime
) -> None:
    """Raises UsernameTaken."""
    try:
        with connection.begin_nested():
            connection.execute(
                insert(AGENT).values(
                    username=username,
                    name=name,
                    role=role,
                    password_hash=password_hash,
                    created_at=at,
                    active=True,
                    language="en",
                    epoch=0,
                    totp_step=0,
                )
            )
    except IntegrityError as error:
        raise UsernameTaken(username) from error


def agent_by_username(connection: Connection, username: str) -> AgentRow | None:
    return _agent(connection, AGENT.c.username == username)


def agent_by_id(connection: Connection, agent_id: int) -> AgentRow | None:
    return _agent(connection, AGENT.c.id == agent_id)


def active_agents(connection: Connection) -> list[AgentRow]:
    """By name."""
    rows = connection.execute(
        select(AGENT).where(AGENT.c.active.is_(True)).order_by(AGENT.c.name, AGENT.c.id)
    )
    return [as_agent(row) for row in rows]


def signature(connection: Connection) -> str:
    """The agent who signs what the bot sends in a person's name; "" when there is nobody."""
    query = select(AGENT.c.name).where(AGENT.c.active.is_(True)).order_by(AGENT.c.id).limit(1)
    return connection.execute(query).scalar() or ""


def _agent(connection: Connection, condition: Any) -> AgentRow | None:
    row = connection.execute(select(AGENT).where(condition, AGENT.c.active.is_(True))).first()
    return as_agent(row) if row else None


def as_agent(row: Any) -> AgentRow:
    return AgentRow(
        row.id,
        row.username,
        row.name,
        row.role,
        row.password_hash,
        row.language,
        row.epoch,
        row.totp_enc,
        row.active,
    )


def note(
    connection: Connection,
    *,
    at: datetime,
    agent_id: int | None,
    action: str,
    conversation_id: int | None = None,
    detail: str = "",
) -> None:
    """Write into the audit trail."""
    connection.execute(
        insert(AUDIT).values(
            at=at, agent_id=agent_id, action=action, conversation_id=conversation_id, detail=detail
        )
    )


def events(
    connection: Connection,
    *,
    conversation_id: int,
    actions: Sequence[str],
    after: datetime | None,
    before: datetime | None,
) -> list[Any]:
    """What people did with a conversation in a stretch of time, oldest first; None: no bound."""
    query = (
        select(AUDIT.c.id, AUDIT.c.action, AUDIT.c.at, AUDIT.c.detail, AGENT.c.name.label("agent_name"))
        .join_from(AUDIT, AGENT, AGENT.c.id == AUDIT.c.agent_id, isouter=True)
        .where(AUDIT.c.conversation_id == conversation_id, AUDIT.c.action.in_(actions))
    )
    if after is not None:
        query = query.where(AUDIT.c.at >= after)
    if before is not None:
        query = query.where(AUDIT.c.at < before)
    return list(connection.execute(query.order_by(AUDIT.c.id)))


def lead(connection: Connection, *, name: str, holder: str, now: datetime, length: timedelta) -> bool:
    """Become or stay the leader for a while. One leader by a row that runs out by itself.

    A row that runs for longer than anybody may hold it was taken by a clock that was wrong.
    """
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(
        dialect.insert(LEASE)
        .values(name=name, holder=holder, until=now)
        .on_conflict_do_nothing(index_elements=["name"])
    )
    taken = connection.execute(
        update(LEASE)
        .where(
            LEASE.c.name == name,
            or_(LEASE.c.holder == holder, LEASE.c.until <= now, LEASE.c.until > now + 2 * length),
        )
        .values(holder=holder, until=now + length)
    )
    return taken.rowcount == 1


def let_go(connection: Connection, *, name: str, holder: str) -> None:
    """Lead no more, so that another need not wait for the end of the lease."""
    connection.execute(delete(LEASE).where(LEASE.c.name == name, LEASE.c.holder == holder))
