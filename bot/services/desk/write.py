"""What people write: to the customer, by the same door as the bot's words, and to each other."""

from typing import Literal

import locales
from bot.conversation.templates import say
from bot.lending import conduct
from bot.lending.hours import is_open
from bot.services import begin, reach, speak
from bot.services.context import Context
from bot.services.desk import hold, read
from bot.services.desk.views import ReopenResult, ReplyResult
from bot.store import conversations, fallbacks, handoffs, messages, notes, people
from bot.store.claimed import Filled
from bot.store.conversations import Line
from bot.store.database import Transaction

LONGEST_REPLY = 1_000
LONGEST_NOTE = 4_000
Noted = Literal["noted", "empty", "too_long"]
Unasked = Literal["open", "no_template", "opted_out", "asked", "closed_hours"]


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
    found = offences(text)
    if found and not insisting:
        return ReplyResult("warned", found)
    with context.database.transaction() as connection:
        result = _reply(context, connection, conversation_id, agent_id, text, by_sms)
        if result.outcome == "sent" and found:
            insisted(context, connection, conversation_id, agent_id, found)
    context.outgoing.set()
    return result


def reopen(context: Context, *, conversation_id: int, agent_id: int) -> ReopenResult:
    """Ask a customer whose WhatsApp window is shut to write, so that they can be answered. Once until they do."""
    with context.database.transaction() as connection:
        result = _reopen(context, connection, conversation_id, agent_id)
    context.outgoing.set()
    return result


def offences(text: str) -> tuple[str, ...]:
    """Phrases against our rule of tone, as they stand in the text."""
    return tuple(one.found for one in conduct.offences(text, words=locales.forbidden()))


def insisted(
    context: Context,
    connection: Transaction,
    conversation_id: int,
    agent_id: int,
    found: tuple[str, ...],
) -> None:
    """Into the record, where the supervisor sees who sent such words all the same."""
    people.note(
        connection,
        at=context.clock(),
        agent_id=agent_id,
        action="insisted",
        conversation_id=conversation_id,
        detail=", ".join(found),
    )


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
        line = conversations.line_by_conversation(connection, conversation_id)
        if line is not None and line.is_held_by(agent_id):
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
        if line.opted_out:
            return ReplyResult("opted_out")
    elif not begin.is_answer(line):
        return ReplyResult("opted_out")
    elif not read.window(context, connection, conversation_id, now=now).open:
        return ReplyResult("window_closed")
    held = hold.take_in(context, connection, conversation_id=conversation_id, agent_id=agent_id)
    if held.outcome != "taken":
        return ReplyResult("held", holder=held.holder)
    put(context, connection, line=line, agent_id=agent_id, text=text)
    people.note(connection, at=now, agent_id=agent_id, action="reply", conversation_id=conversation_id)
    return ReplyResult("sent")


def _reopen(context: Context, connection: Transaction, conversation_id: int, agent_id: int) -> ReopenResult:
    line = conversations.line_by_conversation(connection, conversation_id)
    if line is None:
        return ReopenResult("gone")
    now = context.clock()
    window = read.window(context, connection, conversation_id, now=now)
    asked = fallbacks.said_since(
        connection, conversation_id=conversation_id, tag=messages.REOPEN, since=line.last_inbound_at
    )
    refusals: tuple[tuple[Unasked, bool], ...] = (
        ("open", window.open),
        ("no_template", not window.reopen),
        ("opted_out", line.opted_out),
        ("asked", asked),
        ("closed_hours", not is_open(now, rules=context.rules, city=context.city)),
    )
    if refused := next((why for why, holds in refusals if holds), None):
        return ReopenResult(refused)
    held = hold.take_in(context, connection, conversation_id=conversation_id, agent_id=agent_id)
    if held.outcome != "taken":
        return ReopenResult("held", holder=held.holder)
    _ask_to_write(context, connection, line, agent_id)
    people.note(
        connection, at=now, agent_id=agent_id, action=messages.REOPEN, conversation_id=conversation_id
    )
    return ReopenResult("sent")


def _ask_to_write(context: Context, connection: Transaction, line: Line, agent_id: int) -> None:
    """Not yet the answer: the customer's wait goes on."""
    template = context.engine.script.template(messages.REOPEN)
    agent = people.agent_by_id(connection, agent_id)
    filled = Filled(template.name, speak.language_on(line), {"agent": agent.name if agent else ""})
    (words,) = speak.spoken(
        context, says=[say(template, filled.variables)], line=line, language=speak.language_on(line)
    )
    messages.enqueue(
        connection,
        line=line,
        text=words.text,
        tag=messages.REOPEN,
        author="agent",
        agent_id=agent_id,
        at=context.clock(),
        template=filled,
    )
    handoffs.touched(connection, conversation_id=line.conversation_id, at=context.clock())
