"""An agent who forgets a conversation is reminded, then it returns to the queue: never silently to the bot."""

from datetime import datetime

from bot.services.context import Context
from bot.services.desk import episodes
from bot.store import handoffs, people
from bot.store.database import Transaction


def remember(context: Context, *, now: datetime) -> int:
    """Remind, and give back what was forgotten all the same; how many were given back. Only in desk hours."""
    if not context.desk.is_open(now):
        return 0
    with context.database.transaction() as connection:
        late = handoffs.overdue(connection, reminded_before=now - context.desk.gives_back, at=now)
        returned = [_return(context, connection, number, agent, now) for number, agent in late]
        untouched = now - context.desk.forgotten
        for conversation_id, agent_id in handoffs.forgotten(connection, untouched_since=untouched, at=now):
            handoffs.remind(connection, conversation_id=conversation_id, at=now)
            _note(connection, "forgotten", conversation_id, agent_id, now)
    return sum(returned)


def _return(
    context: Context, connection: Transaction, conversation_id: int, agent_id: int, now: datetime
) -> bool:
    back = episodes.back_to_queue(
        context, connection, conversation_id=conversation_id, holder_id=agent_id, at=now
    )
    if back:
        _note(connection, "returned", conversation_id, agent_id, now)
    return back


def _note(connection: Transaction, action: str, conversation_id: int, agent_id: int, at: datetime) -> None:
    people.note(connection, at=at, agent_id=agent_id, action=action, conversation_id=conversation_id)
