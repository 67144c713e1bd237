"""Those who work at the desk: made by an operator, known by their user name and password."""

import re

from bot.services import passwords
from bot.services.context import Context
from bot.services.desk.views import AgentUser
from bot.store import people
from bot.store.people import AgentRow

ROLES = ("agent", "supervisor", "administrator")
USERNAME = re.compile(r"[a-z][a-z0-9._-]{1,29}")


class BadUsername(Exception):
    """Not 2 to 30 small letters, digits, dots and dashes."""


def add_agent(
    context: Context,
    *,
    username: str,
    name: str,
    password: str,
    role: str = "agent",
    added_by: int | None = None,
) -> None:
    """Raises BadUsername, WeakPassword, UsernameTaken."""
    if not USERNAME.fullmatch(username):
        raise BadUsername("a user name is 2 to 30 small letters, digits, dots and dashes")
    now, password_hash = context.clock(), passwords.hashed(password, username=username)
    with context.database.transaction() as connection:
        people.add_agent(
            connection, username=username, name=name, role=role, password_hash=password_hash, at=now
        )
        people.note(connection, at=now, agent_id=added_by, action="add_agent", detail=f"{username} {role}")


def authenticate(context: Context, username: str, password: str) -> AgentUser | None:
    """The agent with this name and password, or None; both take as long."""
    with context.database.snapshot() as connection:
        found = people.agent_by_username(connection, username)
    right = passwords.matches(found.password_hash if found else None, password)
    return user(found) if found and right else None


def by_id(context: Context, *, agent_id: int) -> AgentUser | None:
    """An agent who is still with us, or None."""
    with context.database.snapshot() as connection:
        found = people.agent_by_id(connection, agent_id)
    return user(found) if found else None


def by_username(context: Context, *, username: str) -> AgentUser | None:
    with context.database.snapshot() as connection:
        found = people.agent_by_username(connection, username)
    return user(found) if found else None


def every(context: Context) -> list[AgentUser]:
    """Everybody who is with us, by name."""
    with context.database.snapshot() as connection:
        return [user(row) for row in people.active_agents(connection)]


def user(row: AgentRow) -> AgentUser:
    """What the pages may know of an agent."""
    second_step = row.totp_enc is not None
    return AgentUser(row.id, row.username, row.name, row.role, row.language, row.epoch, second_step)
