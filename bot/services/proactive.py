"""Whether we may write first to somebody now: in the hours, and not more often than our rules 1 and 2 allow."""

from datetime import datetime, timedelta

from bot.lending.reminders import may_send
from bot.services.context import Context
from bot.store import messages
from bot.store.database import Transaction

LOOK_BACK = timedelta(days=8)  # a week, and the day it began on


def within_limits(context: Context, connection: Transaction, *, conversation_id: int, now: datetime) -> bool:
    """All plans and all kinds of messages that we begin count together."""
    since = now - LOOK_BACK
    sent = messages.proactive(connection, conversation_ids=[conversation_id], since=since)
    return may_send(sent, now, rules=context.rules)
