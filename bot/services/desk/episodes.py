"""Conversations come to people, and go: the one door for flows, the clock and the desk alike."""

from datetime import datetime

from bot import metrics
from bot.services.context import Context
from bot.store import handoffs
from bot.store.database import Transaction


def call_people(
    context: Context, connection: Transaction, *, conversation_id: int, reason: str, at: datetime
) -> None:
    """Into the queue, where the first answer is due in desk hours. A conversation that people have stays as it is."""
    due = context.desk.after(at, context.desk.first_response)
    if handoffs.open_one(connection, conversation_id=conversation_id, reason=reason, at=at, due_at=due):
        metrics.handoff(reason)


def customer_wrote(context: Context, connection: Transaction, *, conversation_id: int, at: datetime) -> None:
    """While people have the conversation: the customer waits from now, if they did not wait already."""
    due = context.desk.after(at, context.desk.next_response)
    handoffs.wrote(connection, conversation_id=conversation_id, at=at, due_at=due)


def back_to_queue(
    context: Context, connection: Transaction, *, conversation_id: int, holder_id: int, at: datetime
) -> bool:
    """An agent lets go, or forgot: somebody else answers. False when the agent did not hold it."""
    due = context.desk.after(at, context.desk.next_response)
    return handoffs.requeue(
        connection, conversation_id=conversation_id, holder_id=holder_id, at=at, due_at=due
    )
