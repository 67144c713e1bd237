"""Agents, what they did, and who leads."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, or_, select, update
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
                )
            )
    except IntegrityError as error:
        raise UsernameTaken(username) from error


def agent_by_username(connection: Connection, username: str) -> AgentRow | None:
    return _agent(connection, AGENT.c.username == username)


def agent_by_id(connection: Connection, agent_id: int) -> AgentRow | None:
    return _agent(connection, AGENT.c.id == agent_id)


def signature(connection: Connection) -> str:
    """The agent who signs what the bot sends in a person's name; "" when there is nobody."""
    query = select(AGENT.c.name).where(AGENT.c.active.is_(True)).order_by(AGENT.c.id).limit(1)
    return connection.execute(query).scalar() or ""


def _agent(connection: Connection, condition: Any) -> AgentRow | None:
    row = connection.execute(select(AGENT).where(condition, AGENT.c.active.is_(True))).first()
    return AgentRow(row.id, row.username, row.name, row.role, row.password_hash) if row else None


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


def lead(connection: Connection, *, name: str, holder: str, now: datetime, length: timedelta) -> bool:
    """Become or stay the leader for a while. One leader by a row that runs out by itself."""
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(
        dialect.insert(LEASE)
        .values(name=name, holder=holder, until=now)
        .on_conflict_do_nothing(index_elements=["name"])
    )
    taken = connection.execute(
        update(LEASE)
        .where(LEASE.c.name == name, or_(LEASE.c.holder == holder, LEASE.c.until <= now))
        .values(holder=holder, until=now + length)
    )
    return taken.rowcount == 1
