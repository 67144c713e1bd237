"""What an agent does for a customer, by the same commands and rules as a flow; each act stands in the record."""

from typing import Literal

from bot.services.context import Context
from bot.store import conversations, customers, people, views
from bot.store.database import lock_person

Unlocked = Literal["unlocked", "not_locked", "not_yours"]


def unlock_pin(context: Context, *, conversation_id: int, agent_id: int) -> Unlocked:
    """Whoever holds the conversation has made sure who is writing: the PIN may be tried again."""
    with context.database.transaction() as connection:
        thread = views.thread(connection, conversation_id)
        if thread is None or thread.held_by != "agent" or thread.agent_id != agent_id:
            return "not_yours"
        if not thread.pin_locked:
            return "not_locked"
        lock_person(connection, thread.address)
        conversations.lock(connection, customer_id=thread.customer_id)
        customers.unlock(connection, customer_id=thread.customer_id)
        people.note(
            connection,
            at=context.clock(),
            agent_id=agent_id,
            action="unlock_pin",
            conversation_id=conversation_id,
        )
        return "unlocked"
