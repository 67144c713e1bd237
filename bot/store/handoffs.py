"""Episodes with people: opened when a conversation comes into the queue, closed when the bot has it again.

Inside an episode the customer waits: from their words to a person's. One wait is open at most.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from bot.store import desk_tables, tables
from bot.store.database import new_id
from bot.store.tables import table

HANDOFF = table(desk_tables.Handoff)
WAIT = table(desk_tables.Wait)
CONVERSATION = table(tables.Conversation)


@dataclass(frozen=True, slots=True)
class ToScore:
    """An episode whose customer has not been asked yet how the help was."""

    id: int
    conversation_id: int
    customer_id: int


def open_one(
    connection: Connection, *, conversation_id: int, reason: str, at: datetime, due_at: datetime
) -> bool:
    """A conversation that the bot held comes into the queue, and its customer waits. False: people have it already."""
    taken = connection.execute(
        update(CONVERSATION)
        .where(CONVERSATION.c.id == conversation_id, CONVERSATION.c.held_by == "bot")
        .values(held_by="queue", hand_reason=reason, held_since=at, agent_id=None, snoozed_until=None)
    )
    if taken.rowcount != 1:
        return False
    made = connection.execute(
        insert(HANDOFF).values(conversation_id=conversation_id, reason=reason, opened_at=at, closed_how="")
    )
    handoff_id = new_id(made)
    _set(connection, conversation_id, handoff_id=handoff_id)
    _wait(connection, handoff_id, conversation_id, kind="first", at=at, due_at=due_at)
    return True


def reason_of(connection: Connection, conversation_id: int) -> str:
    """Why a conversation came to people; "" when it has not."""
    query = select(CONVERSATION.c.hand_reason).where(CONVERSATION.c.id == conversation_id)
    return str(connection.execute(query).scalar() or "")


def open_wait(connection: Connection, conversation_id: int) -> Any | None:
    """The wait that is open in a conversation: kind, since, due_at."""
    mine = (WAIT.c.conversation_id == conversation_id) & WAIT.c.ended_at.is_(None)
    return connection.execute(select(WAIT.c.kind, WAIT.c.since, WAIT.c.due_at).where(mine)).first()


def wrote(connection: Connection, *, conversation_id: int, at: datetime, due_at: datetime) -> None:
    """The customer wrote while people have the conversation: they wait from the first word on, and nothing sleeps."""
    woken = update(CONVERSATION).where(
        CONVERSATION.c.id == conversation_id, CONVERSATION.c.snoozed_until.is_not(None)
    )
    connection.execute(woken.values(snoozed_until=None, touched_at=at, reminded_at=None))
    waits = select(WAIT.c.id).where(WAIT.c.conversation_id == conversation_id, WAIT.c.ended_at.is_(None))
    if connection.execute(waits).first() is not None:
        return
    held = select(CONVERSATION.c.handoff_id).where(CONVERSATION.c.id == conversation_id)
    handoff_id = connection.execute(held).scalar()
    if handoff_id is not None:
        _wait(connection, handoff_id, conversation_id, kind="next", at=at, due_at=due_at)


def answered(connection: Connection, *, conversation_id: int, agent_id: int | None, at: datetime) -> None:
    """The wait is over: a person answered, or (agent None) nobody has to any more."""
    connection.execute(
        update(WAIT)
        .where(WAIT.c.conversation_id == conversation_id, WAIT.c.ended_at.is_(None))
        .values(ended_at=at, agent_id=agent_id)
    )


def take(connection: Connection, *, conversation_id: int, agent_id: int, at: datetime) -> bool:
    """Give a waiting conversation to an agent; False when somebody was first. The row count tells."""
    taken = connection.execute(
        update(CONVERSATION)
        .where(CONVERSATION.c.id == conversation_id, CONVERSATION.c.held_by == "queue")
        .values(_held(agent_id, at))
    )
    if taken.rowcount == 1:
        _held_by(connection, conversation_id, agent_id, at)
    return taken.rowcount == 1


def pass_on(
    connection: Connection, *, conversation_id: int, holder_id: int, agent_id: int, at: datetime
) -> bool:
    """From one agent to another; False when `holder_id` does not hold it (any more)."""
    passed = connection.execute(
        update(CONVERSATION)
        .where(CONVERSATION.c.id == conversation_id, CONVERSATION.c.held_by == "agent")
        .where(CONVERSATION.c.agent_id == holder_id)
        .values(_held(agent_id, at))
    )
    if passed.rowcount == 1:
        _held_by(connection, conversation_id, agent_id, at)
    return passed.rowcount == 1


def requeue(
    connection: Connection, *, conversation_id: int, holder_id: int, at: datetime, due_at: datetime
) -> bool:
    """From an agent back to the queue: the customer waits again. False when `holder_id` does not hold it."""
    row = connection.execute(
        update(CONVERSATION)
        .where(CONVERSATION.c.id == conversation_id, CONVERSATION.c.held_by == "agent")
        .where(CONVERSATION.c.agent_id == holder_id)
        .values(
            held_by="queue",
            agent_id=None,
            held_since=at,
            touched_at=None,
            reminded_at=None,
            snoozed_until=None,
        )
    )
    if row.rowcount == 1:
        wrote(connection, conversation_id=conversation_id, at=at, due_at=due_at)
    return row.rowcount == 1


def close(connection: Connection, *, conversation_id: int, how: str, at: datetime) -> None:
    """The bot has the conversation again; whoever waited does not any more."""
    answered(connection, conversation_id=conversation_id, agent_id=None, at=at)
    connection.execute(
        update(HANDOFF)
        .where(HANDOFF.c.conversation_id == conversation_id, HANDOFF.c.closed_at.is_(None))
        .values(closed_at=at, closed_how=how)
    )
    _set(
        connection, conversation_id, held_by="bot", agent_id=None, hand_reason="", held_since=at,
        handoff_id=None, snoozed_until=None, touched_at=None, reminded_at=None,
    )  # fmt: skip


def touched(connection: Connection, *, conversation_id: int, at: datetime) -> None:
    """The holder did something here."""
    _set(connection, conversation_id, touched_at=at, reminded_at=None)


def snooze(connection: Connection, *, conversation_id: int, until: datetime | None) -> None:
    _set(connection, conversation_id, snoozed_until=until)


def forgotten(connection: Connection, *, untouched_since: datetime, at: datetime) -> list[tuple[int, int]]:
    """(conversation, agent) of what an agent holds, has not touched since then and was not reminded of."""
    query = _untouched(untouched_since, at).where(CONVERSATION.c.reminded_at.is_(None))
    return [(row.id, row.agent_id) for row in connection.execute(query)]


def overdue(connection: Connection, *, reminded_before: datetime, at: datetime) -> list[tuple[int, int]]:
    """(conversation, agent) of what the agent was reminded of by then and still has not touched."""
    query = _untouched(at, at).where(CONVERSATION.c.reminded_at <= reminded_before)
    return [(row.id, row.agent_id) for row in connection.execute(query)]


def remind(connection: Connection, *, conversation_id: int, at: datetime) -> None:
    _set(connection, conversation_id, reminded_at=at)


def to_score(connection: Connection, *, closed_before: datetime, closed_after: datetime) -> Sequence[ToScore]:
    """Episodes handed back in that time whose customer the bot has, was quiet since, and was not asked yet."""
    query = (
        select(HANDOFF.c.id, HANDOFF.c.conversation_id, CONVERSATION.c.customer_id)
        .join_from(HANDOFF, CONVERSATION, CONVERSATION.c.id == HANDOFF.c.conversation_id)
        .where(HANDOFF.c.closed_how == "handed_back", HANDOFF.c.score_asked_at.is_(None))
        .where(HANDOFF.c.closed_at <= closed_before, HANDOFF.c.closed_at > closed_after)
        .where(CONVERSATION.c.held_by == "bot", CONVERSATION.c.last_at <= closed_before)
        .order_by(HANDOFF.c.id)
    )
    return [ToScore(*row) for row in connection.execute(query)]


def score_asked(connection: Connection, *, handoff_id: int, at: datetime) -> bool:
    """Mark as asked; False when another process was first."""
    asked = connection.execute(
        update(HANDOFF)
        .where(HANDOFF.c.id == handoff_id, HANDOFF.c.score_asked_at.is_(None))
        .values(score_asked_at=at)
    )
    return asked.rowcount == 1


def scored(connection: Connection, *, conversation_id: int, score: int, at: datetime) -> None:
    """The customer's answer belongs to the newest episode they were asked about."""
    newest = (
        select(HANDOFF.c.id)
        .where(HANDOFF.c.conversation_id == conversation_id, HANDOFF.c.score_asked_at.is_not(None))
        .order_by(HANDOFF.c.id.desc())
        .limit(1)
    )
    connection.execute(
        update(HANDOFF).where(HANDOFF.c.id == newest.scalar_subquery()).values(score=score, scored_at=at)
    )


def _untouched(since: datetime, at: datetime) -> Any:
    awake = CONVERSATION.c.snoozed_until.is_(None) | (CONVERSATION.c.snoozed_until <= at)
    return (
        select(CONVERSATION.c.id, CONVERSATION.c.agent_id)
        .where(CONVERSATION.c.held_by == "agent", CONVERSATION.c.touched_at <= since, awake)
        .order_by(CONVERSATION.c.id)
    )


def _held(agent_id: int, at: datetime) -> dict[str, object]:
    return {
        "held_by": "agent", "agent_id": agent_id, "held_since": at, "touched_at": at,
        "reminded_at": None, "snoozed_until": None,
    }  # fmt: skip


def _held_by(connection: Connection, conversation_id: int, agent_id: int, at: datetime) -> None:
    mine = (HANDOFF.c.conversation_id == conversation_id) & HANDOFF.c.closed_at.is_(None)
    connection.execute(update(HANDOFF).where(mine).values(agent_id=agent_id))
    connection.execute(update(HANDOFF).where(mine, HANDOFF.c.taken_at.is_(None)).values(taken_at=at))


def _wait(
    connection: Connection,
    handoff_id: int,
    conversation_id: int,
    *,
    kind: str,
    at: datetime,
    due_at: datetime,
) -> None:
    connection.execute(
        insert(WAIT).values(
            handoff_id=handoff_id, conversation_id=conversation_id, kind=kind, since=at, due_at=due_at
        )
    )


def _set(connection: Connection, conversation_id: int, **values: object) -> None:
    connection.execute(update(CONVERSATION).where(CONVERSATION.c.id == conversation_id).values(**values))
