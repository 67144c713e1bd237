"""Whether we may write first to somebody now: in the hours, and not more often than our rules 1 and 2 allow."""

from datetime import datetime, timedelta

from bot.lending.reminders import may_send, next_allowed
from bot.services.context import Context
from bot.store import messages
from bot.store.database import Transaction

LOOK_BACK = timedelta(days=8)  # a week, and the day it began on


def within_limits(context: Context, connection: Transaction, *, conversation_id: int, now: datetime) -> bool:
    """All plans and all kinds of messages that we begin count together."""
    return may_send(_sent(connection, conversation_id, now), now, rules=context.rules)


def next_moment(context: Context, connection: Transaction, conversation_id: int, now: datetime) -> datetime:
    """`now` when hours and limits allow a message, otherwise the first moment after it when they do."""
    sent = _sent(connection, conversation_id, now)
    return next_allowed(sent, now, rules=context.rules, city=context.city)


def _sent(connection: Transaction, conversation_id: int, now: datetime) -> list[datetime]:
    since = now - LOOK_BACK
    return messages.proactive(connection, conversation_ids=[conversation_id], since=since)
