"""A call that nobody picked up: it costs the caller nothing, and the answer is a text (decision 0013).

What stands is asked again; a stranger is welcomed. A call opens no private page, keeps none open, answers nothing,
counts as no miss, and moves nobody: the text goes where they wrote last while that can be, otherwise to the telephone
that rang. While people have the conversation they see that it rang, and the bot is silent. Who wrote STOP gets no text
for a call: only what they write themselves is answered, for the number of a caller can be forged.
"""

import time
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from bot import tracing
from bot.channels.ports import Inbound
from bot.conversation import phrases
from bot.conversation.hearing import Heard
from bot.conversation.position import Position
from bot.lending.facts import Facts
from bot.lending.hours import PAKISTAN
from bot.services import reach
from bot.services.context import Context
from bot.services.desk import episodes
from bot.services.receive import carry_out, note_turn, reassure
from bot.store import calls, conversations, messages
from bot.store.conversations import Line
from bot.store.database import Transaction, lock_person
from bot.store.facts import Reader

Outcome = Literal["answered", "known", "held", "silent"]
DAY = timedelta(hours=24)


def missed_call(context: Context, *, inbound: Inbound) -> Outcome:
    """Take one call, `inbound.kind` "call". Idempotent by its provider id, in one transaction like a message."""
    begun = time.perf_counter()
    with tracing.caused_by(inbound.provider_id):
        with context.database.transaction() as connection:
            lock_person(connection, inbound.address)
            outcome = _rung(context, connection, inbound)
        context.outgoing.set()
        note_turn(inbound.channel, f"call_{outcome}", seconds=time.perf_counter() - begun)
    return outcome


def _rung(context: Context, connection: Transaction, inbound: Inbound) -> Outcome:
    at = inbound.at
    rung = conversations.line_of(connection, channel=inbound.channel, address=inbound.address, at=at)
    message_id = messages.insert_inbound(
        connection, line=rung, provider_id=inbound.provider_id, text="", kind=messages.CALL, at=at
    )
    if message_id is None:
        return "known"
    # Ringing on WhatsApp opens its window as writing does; a telephone has none to open.
    noted = conversations.heard if rung.channel == "whatsapp" else conversations.rang
    noted(connection, line=rung, at=at)
    line = _line(connection, rung, at)
    if line.held_by != "bot":
        episodes.customer_wrote(context, connection, conversation_id=line.conversation_id, at=at)
    if rung.opted_out or line.opted_out:
        return "silent"
    if line.held_by != "bot":
        reassure(context, connection, line=line, at=at, key=phrases.PERSON_CALLED)
        return "held"
    if not _may_answer(context, connection, line, at):
        return "silent"
    _answer(context, connection, line, at)
    calls.note_answer(connection, message_id=message_id)
    return "answered"


def _line(connection: Transaction, rung: Line, at: datetime) -> Line:
    """Where they wrote last, while a text can go there; otherwise where it rang."""
    if rung.channel == "whatsapp" or rung.last_contact_id in (None, rung.contact_id):
        return rung
    last = conversations.line_by_contact(connection, rung.last_contact_id or rung.contact_id)
    return last if last.channel == "whatsapp" and reach.is_window_open(last, at) else rung


def _may_answer(context: Context, connection: Transaction, line: Line, at: datetime) -> bool:
    """Ringing is free and texts are not: only so many in a day, and not one for each ring."""
    rules = context.rules
    answered = calls.answers(connection, conversation_id=line.conversation_id, since=at - DAY)
    soon = at - timedelta(minutes=rules.call_answer_minutes)
    return len(answered) < rules.call_answers_per_day and all(one <= soon for one in answered)


def _answer(context: Context, connection: Transaction, line: Line, at: datetime) -> None:
    facts = _facts(context, connection, line, at)
    meaning = context.understanding.read("", today=at.astimezone(PAKISTAN).date(), waiting="nothing")
    heard = Heard(meaning, "", kind=messages.CALL)
    step = context.engine.step(position=Position.from_dict(line.position), heard=heard, facts=facts)
    carry_out(context, connection, line=line, step=step, facts=facts)


def _facts(context: Context, connection: Transaction, line: Line, at: datetime) -> Facts:
    """On a telephone where the PIN has not been shown to be known, what is private is shut for this turn."""
    reader = Reader(connection, context.vault, context.rules, context.pay_url, context.bureau)
    facts = reader.facts(line.customer_id, now=at, fresh=context.fresh(), address=line.address)
    if line.last_contact_id in (None, line.contact_id):
        return facts
    return replace(facts, person=replace(facts.person, unlocked_until=None))
