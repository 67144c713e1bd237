"""What people change of their own account: language, password, the second step, an end to all their sessions."""

import base64
from typing import Literal

from bot.services import agents, guesses, passwords, totp
from bot.services.context import Context
from bot.services.desk.views import AgentUser
from bot.store import people, team
from bot.store.vault import OFFER, TOTP

LANGUAGES = ("en", "ur")
Changed = Literal["changed", "wrong", "throttled", "short", "long", "name"]


def speak(context: Context, *, agent_id: int, language: str) -> bool:
    """The console in another language; False when there is none such."""
    if language not in LANGUAGES:
        return False
    with context.database.transaction() as connection:
        team.change(connection, agent_id=agent_id, language=language)
    return True


def new_password(context: Context, *, agent: AgentUser, old: str, new: str, address: str) -> Changed:
    """Every session begun before is over."""
    try:
        password_hash = passwords.hashed(new, username=agent.username)
    except passwords.WeakPassword as weak:
        return weak.code
    return _with_password(
        context, agent, old, address, "new_password", ends_sessions=True, password_hash=password_hash
    )


def log_out_everywhere(context: Context, *, agent_id: int) -> None:
    with context.database.transaction() as connection:
        team.change(connection, agent_id=agent_id, ends_sessions=True)
        people.note(connection, at=context.clock(), agent_id=agent_id, action="log_out_everywhere")


def offer_key(context: Context, *, agent_id: int) -> str:
    """A new key for the second step, sealed: it is kept in the browser until a code proves that the app has it."""
    sealed = context.vault.seal(totp.new_key(), column=OFFER, row=agent_id)
    return base64.urlsafe_b64encode(sealed).decode()


def offered(context: Context, *, agent_id: int, offer: str) -> str:
    """The key inside an offer."""
    return context.vault.open(base64.urlsafe_b64decode(offer), column=OFFER, row=agent_id)


def keep_key(context: Context, *, agent_id: int, offer: str, code: str) -> bool:
    """From now on a code is asked for at log-in. False for a wrong code. The code that proved it lets nobody in."""
    key = offered(context, agent_id=agent_id, offer=offer)
    step = totp.step_of(key, code, now=context.clock())
    if step is None:
        return False
    with context.database.transaction() as connection:
        sealed = context.vault.seal(key, column=TOTP, row=agent_id)
        team.change(connection, agent_id=agent_id, totp_enc=sealed, totp_step=step)
        people.note(connection, at=context.clock(), agent_id=agent_id, action="totp_on")
    return True


def drop_key(context: Context, *, agent: AgentUser, password: str, address: str) -> Changed:
    """No code is asked for any more."""
    return _with_password(context, agent, password, address, "totp_off", totp_enc=None)


def _with_password(
    context: Context,
    agent: AgentUser,
    password: str,
    address: str,
    action: str,
    *,
    ends_sessions: bool = False,
    **values: object,
) -> Changed:
    """Change something for which the password is asked once more; wrong ones count as at the log-in."""
    guess = guesses.key(context, kind="password", name=agent.username, address=address)
    if guesses.too_many(context, guess):
        return "throttled"
    right = agents.authenticate(context, agent.username, password) is not None
    with context.database.transaction() as connection:
        told = guesses.settle(context, connection, guess=guess, right=right, agent_id=agent.id)
        if told != "right":
            return told
        team.change(connection, agent_id=agent.id, ends_sessions=ends_sessions, **values)
        people.note(connection, at=context.clock(), agent_id=agent.id, action=action)
        return "changed"
