"""Back to the bot: to the same question, with the answer the customer gave meanwhile, or to another conversation."""

from dataclasses import replace

from bot.conversation.engine import Step
from bot.conversation.position import Position
from bot.lending.facts import Facts
from bot.services import begin, reach, receive
from bot.services.context import Context
from bot.services.desk import read, write
from bot.services.desk.views import HandBackResult
from bot.store import conversations, customers, handoffs, people, views
from bot.store.conversations import Line
from bot.store.database import Transaction, lock_person


class NotYet(Exception):
    """Thrown to undo what has been done so far: the conversation stays with its agent."""

    def __init__(self, result: HandBackResult) -> None:
        super().__init__(result.outcome)
        self.result = result


def hand_back(
    context: Context,
    *,
    conversation_id: int,
    agent_id: int,
    flow: str = "",
    answer: str = "",
    words: str = "",
    insisting: bool = False,
) -> HandBackResult:
    """The bot goes on where it was, in `flow`, or behind the question that `answer` answers; `words` go out first.

    `insisting`: the agent was warned of their tone. Raises KeyError for a flow that nobody may be sent to.
    """
    offences = write.offences(words)
    if offences and not insisting:
        return HandBackResult("warned", offences)
    try:
        with context.database.transaction() as connection:
            result = _hand_back(context, connection, conversation_id, agent_id, flow, answer, words.strip())
            if offences and result.outcome == "handed_back":
                write.insisted(context, connection, conversation_id, agent_id, offences)
    except NotYet as why:
        return why.result
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
    if line is None or not line.is_held_by(agent_id):
        return HandBackResult("not_yours")
    # A person has looked: reminders that waited for that may go on.
    customers.looked_at(connection, customer_id=line.customer_id)
    facts = read.facts_of(context, connection, line.customer_id)
    step = _step(context, line, facts, flow=flow, answer=answer)
    if step is None:
        raise NotYet(HandBackResult("not_heard"))
    if not begin.is_answer(line):
        step = replace(step, says=())  # they ended our messages and have asked for nothing since
    now = context.clock()
    if words:
        _say(context, connection, line, agent_id, words)
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


def _say(context: Context, connection: Transaction, line: Line, agent_id: int, words: str) -> None:
    here = reach.line_now(connection, line, at=context.clock())
    if here is None or (here.contact_id != line.contact_id and here.opted_out):
        raise NotYet(HandBackResult("no_way"))
    if not begin.is_answer(here):
        raise NotYet(HandBackResult("no_way"))
    write.put(context, connection, line=here, agent_id=agent_id, text=words)


def _step(context: Context, line: Line, facts: Facts, *, flow: str, answer: str) -> Step | None:
    """None when the answer passed on is none."""
    position = Position.from_dict(line.position)
    if answer.strip() and not flow:
        heard = read.heard(context, position, answer.strip(), "text", context.clock())
        return context.engine.pass_on(position=position, heard=heard, facts=facts)
    if flow and flow not in (*context.engine.flows(), context.engine.script.home):
        raise KeyError(flow)
    return context.engine.resume(position=position, facts=facts, flow=flow)
