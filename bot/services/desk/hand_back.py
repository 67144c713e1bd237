"""Back to the bot: to the same question, with the answer the customer gave meanwhile, or to another conversation."""

from bot.conversation.engine import Step
from bot.conversation.position import Position
from bot.lending.facts import Facts
from bot.services import receive
from bot.services.context import Context
from bot.services.desk import read, write
from bot.services.desk.views import HandBackResult
from bot.store import conversations, customers, handoffs, people, views
from bot.store.conversations import Line
from bot.store.database import Transaction, lock_person


def hand_back(
    context: Context,
    *,
    conversation_id: int,
    agent_id: int,
    flow: str = "",
    answer: str = "",
    words: str = "",
) -> HandBackResult:
    """The bot goes on where it was, in `flow`, or behind the question that `answer` answers; `words` go out first.

    Raises KeyError for a flow that nobody may be sent to.
    """
    with context.database.transaction() as connection:
        result = _hand_back(context, connection, conversation_id, agent_id, flow, answer, words)
    context.outgoing.set()
    return result


def _hand_back(
    context: Context,
    connection: Transaction,
    conversation_id: int,
    agent_id: int,
    flow: str,
    answer: str,
    words: str,
) -> HandBackResult:
    thread = views.thread(connection, conversation_id)
    if thread is None:
        return HandBackResult("gone")
    lock_person(connection, thread.address)
    line = conversations.line_by_conversation(connection, conversation_id)
    if line is None or line.held_by != "agent" or line.agent_id != agent_id:
        return HandBackResult("not_yours")
    # A person has looked: reminders that waited for that may go on.
    customers.looked_at(connection, customer_id=line.customer_id)
    facts = read.facts_of(context, connection, line.customer_id)
    step = _step(context, line, facts, flow=flow, answer=answer)
    if step is None:
        return HandBackResult("not_heard")
    now = context.clock()
    if words.strip() and read.window(context, connection, conversation_id, now=now).open:
        write.put(context, connection, line=line, agent_id=agent_id, text=words.strip())
    handoffs.close(connection, conversation_id=conversation_id, how="handed_back", at=now)
    receive.carry_out(context, connection, line=line, step=step, facts=facts)
    people.note(
        connection,
        at=now,
        agent_id=agent_id,
        action="hand_back",
        conversation_id=conversation_id,
        detail=flow,
    )
    return HandBackResult("handed_back")


def _step(context: Context, line: Line, facts: Facts, *, flow: str, answer: str) -> Step | None:
    """None when the answer passed on is none."""
    position = Position.from_dict(line.position)
    if answer.strip() and not flow:
        heard = read.heard(context, position, answer.strip(), "text", context.clock())
        return context.engine.pass_on(position=position, heard=heard, facts=facts)
    if flow and flow not in (*context.engine.flows(), context.engine.script.home):
        raise KeyError(flow)
    return context.engine.resume(position=position, facts=facts, flow=flow)
