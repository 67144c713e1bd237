"""Agents: made by an operator, let in by their password (Argon2)."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bot.services.context import Context
from bot.services.desk.views import AgentUser
from bot.store import people
from bot.store.people import AgentRow

ROLES = ("agent", "supervisor", "administrator")
SHORTEST_PASSWORD = 8
_HASHER = PasswordHasher()
# Checked when the name is unknown, so that an answer takes as long as for a wrong password.
_NOBODY = _HASHER.hash("nobody has this password")


class WeakPassword(Exception):
    """Shorter than we accept."""


def add_agent(context: Context, *, username: str, name: str, password: str, role: str = "agent") -> None:
    """Raises WeakPassword, UsernameTaken."""
    if len(password) < SHORTEST_PASSWORD:
        raise WeakPassword(f"the password needs at least {SHORTEST_PASSWORD} characters")
    with context.database.transaction() as connection:
        people.add_agent(
            connection,
            username=username,
            name=name,
            role=role,
            password_hash=_HASHER.hash(password),
            at=context.clock(),
        )


def authenticate(context: Context, username: str, password: str) -> AgentUser | None:
    """The agent with this name and password, or None."""
    with context.database.transaction() as connection:
        found = people.agent_by_username(connection, username)
    try:
        _HASHER.verify(found.password_hash if found else _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return None
    return _user(found) if found else None


def by_id(context: Context, *, agent_id: int) -> AgentUser | None:
    """An agent who is still with us, or None."""
    with context.database.snapshot() as connection:
        found = people.agent_by_id(connection, agent_id)
    return _user(found) if found else None


def every(context: Context) -> list[AgentUser]:
    """Everybody who is with us, by name."""
    with context.database.snapshot() as connection:
        return [_user(row) for row in people.active_agents(connection)]


def _user(row: AgentRow) -> AgentUser:
    return AgentUser(row.id, row.username, row.name, row.role, row.language, row.epoch)
