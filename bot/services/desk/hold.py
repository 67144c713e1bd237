"""Who has a conversation: take it, pass it on, let it sleep, let it go. One holder at a time."""

from datetime import datetime
from typing import Literal

from bot.services.context import Context
from bot.services.desk import episodes
from bot.services.desk.views import ClaimResult
from bot.store import handoffs, people, views
from bot.store.database import Transaction

Passed = Literal["passed", "not_yours", "nobody"]
Left = Literal["left", "not_yours"]
Slept = Literal["snoozed", "woken", "not_yours", "past"]
TAKEN_FROM_BOT = "taken"


def take(context: Context, *, conversation_id: int, agent_id: int) -> ClaimResult:
    """First come, first served: the second is told who was first. From the bot, too, for somebody may see a need."""
    with context.database.transaction() as connection:
        return take_in(context, connection, conversation_id=conversation_id, agent_id=agent_id)


def take_in(context: Context, connection: Transaction, *, conversation_id: int, agent_id: int) -> ClaimResult:
    """The same inside a transaction."""
    if views.thread(connection, conversation_id) is None:
        return ClaimResult("gone")
    now = context.clock()
    episodes.call_people(context, connection, conversation_id=conversation_id, reason=TAKEN_FROM_BOT, at=now)
    taken = handoffs.take(connection, conversation_id=conversation_id, agent_id=agent_id, at=now)
    thread = views.thread(connection, conversation_id)
    assert thread is not None  # it was there a moment ago, and conversations are never deleted
    if taken:
        _note(context, connection, agent_id, "take", conversation_id)
    mine = thread.agent_id == agent_id
    return ClaimResult("taken" if mine else "held", thread.agent_name, thread.held_since)


def pass_on(context: Context, *, conversation_id: int, agent_id: int, to: str) -> Passed:
    """To the colleague with that user name, who finds it under their own."""
    with context.database.transaction() as connection:
        colleague = people.agent_by_username(connection, to)
        if colleague is None:
            return "nobody"
        passed = handoffs.pass_on(
            connection,
            conversation_id=conversation_id,
            holder_id=agent_id,
            agent_id=colleague.id,
            at=context.clock(),
        )
        if passed:
            _note(context, connection, agent_id, "pass_on", conversation_id, colleague.name)
        return "passed" if passed else "not_yours"


def assign(context: Context, *, conversation_id: int, supervisor_id: int, to: str) -> Passed:
    """A supervisor gives a conversation to somebody, whoever has it."""
    with context.database.transaction() as connection:
        colleague = people.agent_by_username(connection, to)
        thread = views.thread(connection, conversation_id)
        if colleague is None or thread is None:
            return "nobody"
        now = context.clock()
        if thread.held_by == "agent" and thread.agent_id is not None:
            given = handoffs.pass_on(
                connection,
                conversation_id=conversation_id,
                holder_id=thread.agent_id,
                agent_id=colleague.id,
                at=now,
            )
        else:
            episodes.call_people(
                context, connection, conversation_id=conversation_id, reason=TAKEN_FROM_BOT, at=now
            )
            given = handoffs.take(connection, conversation_id=conversation_id, agent_id=colleague.id, at=now)
        if given:
            _note(context, connection, supervisor_id, "pass_on", conversation_id, colleague.name)
        return "passed" if given else "not_yours"


def to_queue(context: Context, *, conversation_id: int, agent_id: int) -> Left:
    """Somebody else answers; the customer waits again."""
    with context.database.transaction() as connection:
        left = episodes.back_to_queue(
            context, connection, conversation_id=conversation_id, holder_id=agent_id, at=context.clock()
        )
        if left:
            _note(context, connection, agent_id, "back_to_queue", conversation_id)
        return "left" if left else "not_yours"


def snooze(context: Context, *, conversation_id: int, agent_id: int, until: datetime | None) -> Slept:
    """Out of sight until then, or until the customer writes; None wakes it."""
    now = context.clock()
    if until is not None and until <= now:
        return "past"
    with context.database.transaction() as connection:
        thread = views.thread(connection, conversation_id)
        if thread is None or thread.held_by != "agent" or thread.agent_id != agent_id:
            return "not_yours"
        handoffs.snooze(connection, conversation_id=conversation_id, until=until)
        handoffs.touched(connection, conversation_id=conversation_id, at=until or now)
        told = until.isoformat() if until else ""
        _note(context, connection, agent_id, "snooze", conversation_id, told)
        return "snoozed" if until else "woken"


def _note(
    context: Context,
    connection: Transaction,
    agent_id: int,
    action: str,
    conversation_id: int,
    detail: str = "",
) -> None:
    people.note(
        connection,
        at=context.clock(),
        agent_id=agent_id,
        action=action,
        conversation_id=conversation_id,
        detail=detail,
    )
