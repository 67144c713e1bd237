"""The team, as an administrator looks after it. There is always an administrator; nobody changes themselves here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.services import agents, passwords
from bot.services.context import Context
from bot.services.desk import episodes
from bot.services.desk.views import AgentUser
from bot.store import people, team
from bot.store.database import Transaction
from bot.store.people import AgentRow

Done = Literal["done", "own", "last", "unknown", "nothing"]


@dataclass(frozen=True, slots=True)
class Member:
    """`holds`: conversations in their hands now."""

    agent: AgentUser
    active: bool
    since: datetime
    last_login: datetime | None
    holds: int


def everybody(context: Context) -> list[Member]:
    """Who is with us by name, then who has left."""
    with context.database.snapshot() as connection:
        return [
            Member(agents.user(row.agent), row.agent.active, row.created_at, row.last_login, row.holds)
            for row in team.everybody(connection)
        ]


def find(context: Context, *, username: str) -> int | None:
    """Whoever has that user name, gone or not."""
    with context.database.snapshot() as connection:
        return team.find(connection, username=username)


def change_role(context: Context, *, by: int, agent_id: int, role: str) -> Done:
    """Their sessions are over: what they may see has changed."""
    if role not in agents.ROLES:
        return "unknown"
    with context.database.transaction() as connection:
        found = _other(connection, by, agent_id)
        if isinstance(found, str):
            return found
        if found.role == role:
            return "nothing"
        if _is_last(connection, found):
            return "last"
        team.change(connection, agent_id=agent_id, role=role, ends_sessions=True)
        _note(context, connection, by, "change_role", f"{found.username} {role}")
        return "done"


def deactivate(context: Context, *, by: int | None, agent_id: int) -> Done:
    """Out at once. What they held goes back to the queue, never to the bot: somebody was promised a person."""
    with context.database.transaction() as connection:
        found = _other(connection, by, agent_id)
        if isinstance(found, str):
            return found
        if not found.active:
            return "nothing"
        if _is_last(connection, found):
            return "last"
        team.change(connection, agent_id=agent_id, active=False, ends_sessions=True)
        _note(context, connection, by, "deactivate", found.username)
        for conversation_id in team.held_by(connection, agent_id=agent_id):
            _give_back(context, connection, conversation_id, agent_id, by)
        return "done"


def reactivate(context: Context, *, by: int, agent_id: int) -> Done:
    with context.database.transaction() as connection:
        found = _other(connection, by, agent_id)
        if isinstance(found, str):
            return found
        if found.active:
            return "nothing"
        team.change(connection, agent_id=agent_id, active=True)
        _note(context, connection, by, "reactivate", found.username)
        return "done"


def reset_second_step(context: Context, *, by: int, agent_id: int) -> Done:
    """For who has lost the phone: the password alone lets in, until they set it up again."""
    with context.database.transaction() as connection:
        found = _other(connection, by, agent_id)
        if isinstance(found, str):
            return found
        if found.totp_enc is None:
            return "nothing"
        team.change(connection, agent_id=agent_id, totp_enc=None)
        _note(context, connection, by, "reset_totp", found.username)
        return "done"


def reset_password(context: Context, *, by: int, agent_id: int) -> tuple[Done, str]:
    """A new first password, told once; every session of theirs is over."""
    password = passwords.made_up()
    with context.database.transaction() as connection:
        found = _other(connection, by, agent_id)
        if isinstance(found, str):
            return found, ""
        password_hash = passwords.hashed(password, username=found.username)
        team.change(connection, agent_id=agent_id, password_hash=password_hash, ends_sessions=True)
        _note(context, connection, by, "reset_password", found.username)
    return "done", password


def _other(connection: Transaction, by: int | None, agent_id: int) -> AgentRow | Literal["own", "unknown"]:
    """Whom it is about, locked. Administrators are locked first, for all in one order."""
    if by == agent_id:
        return "own"
    team.administrators(connection)
    return team.lock(connection, agent_id=agent_id) or "unknown"


def _is_last(connection: Transaction, found: AgentRow) -> bool:
    return team.administrators(connection) == [found.id]


def _give_back(
    context: Context, connection: Transaction, conversation_id: int, holder_id: int, by: int | None
) -> None:
    now = context.clock()
    back = episodes.back_to_queue(
        context, connection, conversation_id=conversation_id, holder_id=holder_id, at=now
    )
    if back:
        people.note(
            connection,
            at=now,
            agent_id=holder_id if by is None else by,
            action="back_to_queue",
            conversation_id=conversation_id,
        )


def _note(context: Context, connection: Transaction, by: int | None, action: str, detail: str) -> None:
    people.note(connection, at=context.clock(), agent_id=by, action=action, detail=detail)
