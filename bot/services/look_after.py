"""Nobody in trouble is forgotten: who fell silent before a person was called comes into the queue all the same."""

from datetime import datetime, timedelta

from bot.services.context import Context
from bot.services.desk import episodes
from bot.store import conversations

QUIET = timedelta(hours=1)  # ours: so long we leave the offer of help to be answered


def look_after(context: Context, *, now: datetime) -> int:
    """Queue everybody whose reminders rest and whom no person has; how many."""
    with context.database.transaction() as connection:
        waiting = conversations.paused(connection, quiet_since=now - QUIET)
        for conversation_id, reason in waiting:
            episodes.call_people(context, connection, conversation_id=conversation_id, reason=reason, at=now)
    return len(waiting)
