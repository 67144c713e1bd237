"""What people write: to the customer, by the same door as the bot's words, and to each other."""

from typing import Literal

import locales
from bot.lending import conduct
from bot.services import reach, speak
from bot.services.context import Context
from bot.services.desk import hold, read
from bot.services.desk.views import ReplyResult
from bot.store import conversations, handoffs, messages, notes, people
from bot.store.conversations import Line
from bot.store.database import Transaction

LONGEST_REPLY = 1_000
LONGEST_NOTE = 4_000
Noted = Literal["noted", "empty", "too_long"]


def reply(
    context: Context,
    *,
    conversation_id: int,
    agent_id: int,
    text: str,
    by_sms: bool = False,
    insisting: bool = False,
) -> ReplyResult:
    """An agent's words. Who answers a conversation that waits takes it by that.

    `by_sms`: to the customer's number although they wrote on WhatsApp. `insisting`: the agent was warned of the tone
    and sends all the same; the supervisor sees it.
    """
    text = text.strip()
    if not text:
        return ReplyResult("empty")
    if len(text) > LONGEST_REPLY:
        return ReplyResult("too_long")
    offences = tuple(one.found for one in conduct.offences(text, words=locales.forbidden()))
    if offences and not insisting:
        return ReplyResult("warned", offences)
    with context.database.transaction() as connection:
        result = _reply(context, connection, conversation_id, agent_id, text, by_sms)
        if result.outcome == "sent" and offences:
            people.note(
                connection,
                at=context.clock(),
                agent_id=agent_id,
                action="insisted",
                conversation_id=conversation_id,
                detail=", ".join(offences),
            )
    context.outgoing.set()
    return result


def note(context: Context, *, conversation_id: int, agent_id: int, text: str) -> Noted:
    """A private note; the customer never sees it."""
    text = text.strip()
    if not text:
        return "empty"
    if len(text) > LONGEST_NOTE:
        return "too_long"
    with context.database.transaction() as connection:
        now = context.clock()
        notes.add(connection, conversation_id=conversation_id, agent_id=agent_id, text=text, at=now)
        people.note(connection, at=now, agent_id=agent_id, action="note", conversation_id=conversation_id)
        if _holds(conversations.line_by_conversation(connection, conversation_id), agent_id):
            handoffs.touched(connection, conversation_id=conversation_id, at=now)
    return "noted"


def put(context: Context, connection: Transaction, *, line: Line, agent_id: int, text: str) -> None:
    """An agent's words into the outbox, and the end of the customer's wait."""
    now = context.clock()
    messages.enqueue(
        connection,
        line=line,
        text=text,
        author="agent",
        agent_id=agent_id,
        segments=speak.segments(line.channel, text),
        at=now,
    )
    handoffs.answered(connection, conversation_id=line.conversation_id, agent_id=agent_id, at=now)
    handoffs.touched(connection, conversation_id=line.conversation_id, at=now)


def _reply(
    context: Context,
    connection: Transaction,
    conversation_id: int,
    agent_id: int,
    text: str,
    by_sms: bool,
) -> ReplyResult:
    line = conversations.line_by_conversation(connection, conversation_id)
    if line is None:
        return ReplyResult("gone")
    now = context.clock()
    if by_sms:
        number = reach.number_of(connection, line)
        if not number:
            return ReplyResult("no_sms")
        line = conversations.line_of(connection, channel="sms", address=number, at=now)
    elif not read.window(context, connection, conversation_id, now=now).open:
        return ReplyResult("window_closed")
    held = hold.take_in(context, connection, conversation_id=conversation_id, agent_id=agent_id)
    if held.outcome != "taken":
        return ReplyResult("held", holder=held.holder)
    put(context, connection, line=line, agent_id=agent_id, text=text)
    people.note(connection, at=now, agent_id=agent_id, action="reply", conversation_id=conversation_id)
    return ReplyResult("sent")


def _holds(line: Line | None, agent_id: int) -> bool:
    return line is not None and line.held_by == "agent" and line.agent_id == agent_id
