"""A lost telephone: the customer proves on another number who they are, and a supervisor moves the plans there."""

from typing import Literal

from bot.conversation.position import Position
from bot.conversation.turn import Say
from bot.services import reach
from bot.services.context import Context
from bot.services.write_off import MAY, NotAllowed
from bot.store import conversations, customers, handoffs, messages, numbers, people, personal, reminders
from bot.store.database import Transaction
from bot.store.numbers import ChangeRow

NUMBER_MOVED = "number_moved"
Moved = Literal["moved", "refused", "unknown", "has_plans"]


def waiting(context: Context) -> list[ChangeRow]:
    with context.database.snapshot() as connection:
        return numbers.waiting(connection)


def decide(context: Context, *, change_id: int, agree: bool, agent_id: int | None) -> Moved:
    """Once for each request. "has_plans": the new number has plans of its own. Raises NotAllowed."""
    with context.database.transaction() as connection:
        agent = people.agent_by_id(connection, agent_id) if agent_id is not None else None
        if agent_id is not None and (agent is None or agent.role not in MAY):
            raise NotAllowed
        moved = decide_in(context, connection, change_id=change_id, agree=agree, agent_id=agent_id)
    context.outgoing.set()
    return moved


def decide_in(
    context: Context, connection: Transaction, *, change_id: int, agree: bool, agent_id: int | None
) -> Moved:
    """The same inside a transaction, by somebody who may."""
    change = numbers.undecided(connection, change_id)
    if change is None:
        return "unknown"
    moved = _move(context, connection, change) if agree else "refused"
    if moved != "has_plans":
        now = context.clock()
        numbers.decide(connection, change_id=change_id, agreed=agree, agent_id=agent_id, at=now)
        detail = f"{change_id} {moved}"
        people.note(connection, at=now, agent_id=agent_id, action="change_number", detail=detail)
    return moved


def _move(context: Context, connection: Transaction, change: ChangeRow) -> Moved:
    conversations.lock(connection, customer_id=change.customer_id)
    line = conversations.line_by_conversation(connection, change.conversation_id)
    if line is None or personal.has_plans(connection, line.customer_id):
        return "has_plans"
    now = context.clock()
    # Who waited there waits here no more: the contact goes, and with it everybody who could be answered.
    handoffs.close(connection, conversation_id=change.conversation_id, how="handed_back", at=now)
    _call_back(connection, conversation_id=conversations.of_customer(connection, change.customer_id))
    numbers.move(connection, change, at=now)
    customers.unlock(connection, customer_id=change.customer_id)
    customers.keep_open(connection, customer_id=change.customer_id, until=None)
    here = conversations.line_of_customer(connection, change.customer_id)
    handoffs.close(connection, conversation_id=here.conversation_id, how="handed_back", at=now)
    language = Position.from_dict(line.position).language  # in which they proved who they are
    reach.tell(
        context,
        connection,
        line=here,
        say=Say("lost.moved"),
        kind="account_changed",
        at=now,
        language=language,
    )
    return "moved"


def _call_back(connection: Transaction, *, conversation_id: int) -> None:
    """What waits for the old numbers is not for whoever has them now."""
    for message_id in messages.call_back(connection, conversation_id=conversation_id, why=NUMBER_MOVED):
        reminders.withdraw(connection, message_id=message_id, why=NUMBER_MOVED)
