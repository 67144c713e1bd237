"""Log-in: a name and a password, then a code where that is set up. Nothing is a session before all of it was right."""

from dataclasses import dataclass
from typing import Literal

from bot.services import agents, guesses, totp
from bot.services.context import Context
from bot.services.desk.views import AgentUser
from bot.store import people, team
from bot.store.database import Transaction
from bot.store.vault import TOTP


@dataclass(frozen=True, slots=True)
class Attempt:
    """`code`: the password was right, the code is still missing. `gone`: it must begin anew."""

    outcome: Literal["in", "code", "wrong", "throttled", "gone"]
    agent: AgentUser | None = None


def by_password(context: Context, *, username: str, password: str, address: str) -> Attempt:
    """The first step. Unknown names count as known ones do, and take as long."""
    guess = guesses.key(context, kind="password", name=username, address=address)
    if guesses.too_many(context, guess):
        return Attempt("throttled")
    agent = agents.authenticate(context, username, password)
    with context.database.transaction() as connection:
        named = people.agent_by_username(connection, username)
        told = guesses.settle(
            context,
            connection,
            guess=guess,
            right=agent is not None,
            agent_id=named.id if named else None,
        )
        if told != "right":
            return Attempt(told)
        assert agent is not None
        return Attempt("code", agent) if agent.second_step else _enter(context, connection, agent)


def by_code(context: Context, *, agent_id: int, epoch: int, code: str) -> Attempt:
    """The second step, by whoever has passed the first as that agent. A code lets in once."""
    with context.database.transaction() as connection:
        found = people.agent_by_id(connection, agent_id)
        if found is None or found.epoch != epoch or found.totp_enc is None:
            return Attempt("gone")
        key = context.vault.open(found.totp_enc, column=TOTP, row=found.id)
        step = totp.step_of(key, code, now=context.clock())
        told = guesses.settle(
            context,
            connection,
            guess=guesses.key(context, kind="code", name=found.username, address=""),
            right=step is not None and team.use_step(connection, agent_id=found.id, step=step),
            agent_id=found.id,
        )
        if told != "right":
            return Attempt(told)
        return _enter(context, connection, agents.user(found))


def left(context: Context, *, agent_id: int) -> None:
    """Somebody logged out, wherever they were: a cookie that was copied is worth nothing any more."""
    with context.database.transaction() as connection:
        team.change(connection, agent_id=agent_id, ends_sessions=True)
        people.note(connection, at=context.clock(), agent_id=agent_id, action="logout")


def _enter(context: Context, connection: Transaction, agent: AgentUser) -> Attempt:
    people.note(connection, at=context.clock(), agent_id=agent.id, action="login")
    return Attempt("in", agent)
