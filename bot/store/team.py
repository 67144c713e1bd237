"""Those who work at the desk, as they are changed: their role, their going, what lets them in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from bot.store import tables
from bot.store.people import AGENT, AUDIT, AgentRow, as_agent
from bot.store.tables import table

CONVERSATION = table(tables.Conversation)


@dataclass(frozen=True, slots=True)
class MemberRow:
    """`holds`: conversations in their hands now."""

    agent: AgentRow
    created_at: datetime
    last_login: datetime | None
    holds: int


def everybody(connection: Connection) -> list[MemberRow]:
    """Who is with us by name, then who has left."""
    last = (
        select(AUDIT.c.agent_id, func.max(AUDIT.c.at).label("at"))
        .where(AUDIT.c.action == "login")
        .group_by(AUDIT.c.agent_id)
        .subquery()
    )
    held = (
        select(CONVERSATION.c.agent_id, func.count().label("many"))
        .where(CONVERSATION.c.held_by == "agent")
        .group_by(CONVERSATION.c.agent_id)
        .subquery()
    )
    query = (
        select(AGENT, last.c.at.label("last_login"), func.coalesce(held.c.many, 0).label("holds"))
        .join_from(AGENT, last, last.c.agent_id == AGENT.c.id, isouter=True)
        .join(held, held.c.agent_id == AGENT.c.id, isouter=True)
        .order_by(AGENT.c.active.desc(), AGENT.c.name, AGENT.c.id)
    )
    return [
        MemberRow(as_agent(row), row.created_at, row.last_login, row.holds)
        for row in connection.execute(query)
    ]


def find(connection: Connection, *, username: str) -> int | None:
    """Whoever has that user name, gone or not."""
    return connection.execute(select(AGENT.c.id).where(AGENT.c.username == username)).scalar()


def lock(connection: Connection, *, agent_id: int) -> AgentRow | None:
    """One agent, gone or not; whoever else wants to change them waits until the transaction ends."""
    query = select(AGENT).where(AGENT.c.id == agent_id).with_for_update(key_share=True)
    row = connection.execute(query).first()
    return as_agent(row) if row else None


def administrators(connection: Connection) -> list[int]:
    """Those who are with us, locked: of two who remove each other at once, the second sees what the first did."""
    query = (
        select(AGENT.c.id)
        .where(AGENT.c.role == "administrator", AGENT.c.active.is_(True))
        .order_by(AGENT.c.id)
        .with_for_update(key_share=True)
    )
    return list(connection.execute(query).scalars())


def change(connection: Connection, *, agent_id: int, ends_sessions: bool = False, **values: Any) -> None:
    if ends_sessions:
        values["epoch"] = AGENT.c.epoch + 1
    connection.execute(update(AGENT).where(AGENT.c.id == agent_id).values(**values))


def use_step(connection: Connection, *, agent_id: int, step: int) -> bool:
    """Use up a time step, and all before it. False when it was used already: the row count tells."""
    used = connection.execute(
        update(AGENT).where(AGENT.c.id == agent_id, AGENT.c.totp_step < step).values(totp_step=step)
    )
    return used.rowcount == 1


def held_by(connection: Connection, *, agent_id: int) -> list[int]:
    """The conversations in somebody's hands, in the order in which all lock them."""
    query = (
        select(CONVERSATION.c.id)
        .where(CONVERSATION.c.held_by == "agent", CONVERSATION.c.agent_id == agent_id)
        .order_by(CONVERSATION.c.id)
    )
    return list(connection.execute(query).scalars())
