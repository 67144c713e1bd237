"""One inbound message: everything it causes is committed together, or nothing is."""

import logging
import time
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from bot import metrics, tracing
from bot.channels.ports import Inbound
from bot.conversation import phrases
from bot.conversation.commands import LeaveQueue
from bot.conversation.engine import Step
from bot.conversation.hearing import Heard
from bot.conversation.position import Position
from bot.conversation.turn import Say
from bot.lending.facts import Facts
from bot.lending.hours import PAKISTAN
from bot.services import begin, carrier_words, flood, perform, speak
from bot.services.context import Context
from bot.services.desk import away, episodes
from bot.store import conversations, customers, handoffs, messages, unknown
from bot.store.conversations import Line
from bot.store.database import Transaction, lock_person
from bot.store.facts import Reader
from bot.understanding import Meaning, mask, says_pin

LOG = logging.getLogger(__name__)
Outcome = Literal["answered", "known", "held", "taken", "flooded"]
Before = tuple[str, datetime] | None  # the message before this one, as it was kept
HIDDEN_DIGIT = "•"
SENT_TWICE = timedelta(seconds=3)  # ours: nobody reads what binds them and answers in less
NEEDS_NO_PERSON = ("thanks", "goodbye")  # nobody waits for an answer to these
NEEDS_NO_ANSWER = ("thanks", "goodbye", "yes")
TOLD_ANEW = timedelta(hours=12)  # ours: who still waits then and writes again is told again
NOT_UNDERSTOOD = ("miss", "handoff")  # readings of a turn after which a linguist should see the message


def receive(context: Context, *, inbound: Inbound) -> Outcome:
    """Take one message from a person. Idempotent by its provider id: a known one changes nothing."""
    begun = time.perf_counter()
    with tracing.caused_by(inbound.provider_id):
        with context.database.transaction() as connection:
            lock_person(connection, inbound.address)
            outcome = _turn(context, connection, inbound)
        context.outgoing.set()
        note_turn(inbound.channel, outcome, seconds=time.perf_counter() - begun)
    return outcome


def note_turn(channel: str, outcome: str, *, seconds: float) -> None:
    """Into the log and the figures, once the transaction is over."""
    metrics.turn(channel=channel, outcome=outcome, seconds=seconds)
    LOG.info("turn", extra={"channel": channel, "outcome": outcome, "ms": round(seconds * 1000, 1)})


def _turn(context: Context, connection: Transaction, inbound: Inbound) -> Outcome:
    line = conversations.line_of(connection, channel=inbound.channel, address=inbound.address, at=inbound.at)
    position = Position.from_dict(line.position)
    before = _before(connection, line, at=inbound.at)
    secret = context.engine.secret(position)
    words = _kept(inbound.text, secret=secret)
    heard = _heard(context, position, inbound, repeated=_repeated(inbound, before, words))
    message_id = messages.insert_inbound(
        connection,
        line=line,
        provider_id=inbound.provider_id,
        text=words,
        kind=inbound.kind,
        at=inbound.at,
        media=[(one.url, one.content_type) for one in inbound.media],
        **({} if secret else _reading(inbound, heard.meaning)),
    )
    if message_id is None:
        return "known"
    if inbound.kind == "text" and not inbound.button:
        metrics.understood(heard.meaning.score)
    busy_until, flooded = flood.measured(line, at=inbound.at, rules=context.rules)
    conversations.heard(connection, line=line, at=inbound.at, busy_until=busy_until)
    if carrier_words.settle(connection, line=line, inbound=inbound, meaning=heard.meaning):
        return "taken"
    if line.held_by == "agent" and context.engine.opts_out(heard):
        _opt_out(context, connection, line, position, at=inbound.at)
    takes_help = _takes_help(context, connection, line, position, heard)
    if _is_held(context, line, heard) and not takes_help:
        _to_people(context, connection, line, heard.meaning.intent, at=inbound.at)
        return "held"
    if flooded and (line.opted_out or not context.engine.opts_out(heard)):
        flood.tell(context, connection, line=line, at=inbound.at)
        return "flooded"
    facts = _facts(context, connection, line, inbound)
    step = context.engine.step(position=_settled(position, line), heard=heard, facts=facts)
    if step.reading in NOT_UNDERSTOOD and inbound.kind == "text" and not secret:
        unknown.keep(connection, message_id=message_id)
    step = replace(step, says=tuple(begin.how_to_start(step, line)))
    if line.held_by == "queue":
        step = _out_of_queue(step, takes_help=takes_help)
    carry_out(context, connection, line=line, step=step, facts=facts)
    return "answered"


def _to_people(context: Context, connection: Transaction, line: Line, intent: str, *, at: datetime) -> None:
    """The bot is silent: the customer waits for a person, and is told so once in a while."""
    if intent not in NEEDS_NO_PERSON:
        episodes.customer_wrote(context, connection, conversation_id=line.conversation_id, at=at)
    if intent not in NEEDS_NO_ANSWER:
        reassure(context, connection, line=line, at=at)


def carry_out(context: Context, connection: Transaction, *, line: Line, step: Step, facts: Facts) -> None:
    """Commands, messages and the new position of one turn, in the transaction that holds them all."""
    says = away.told(step.says, commands=step.commands, desk=context.desk, now=facts.now)
    spoken = speak.spoken(context, says=says, line=line, language=step.position.language)
    shown: dict[str, str] = {
        str(message.language): message.text for message in spoken if message.tag == "statement"
    }
    position = step.position.to_dict()
    line = replace(line, position=position)
    for command in step.commands:
        perform.perform(context, connection, command=command, line=line, now=facts.now, shown=shown)
    speak.put_out(connection, line=line, spoken=spoken, at=facts.now)
    conversations.save_position(connection, conversation_id=line.conversation_id, position=position)


def _heard(context: Context, position: Position, inbound: Inbound, *, repeated: bool) -> Heard:
    today = inbound.at.astimezone(PAKISTAN).date()
    waiting = context.engine.waiting(position)
    meaning = context.understanding.read(inbound.text, today=today, waiting=waiting)
    return Heard(meaning, inbound.text, inbound.button, inbound.kind, repeated)


def _kept(text: str, *, secret: bool) -> str:
    """What of the text may be stored: no PIN, no whole CNIC, no telephone number of anybody."""
    if secret:
        return "".join(HIDDEN_DIGIT if char.isdecimal() else char for char in text)
    return mask(text)


def _before(connection: Transaction, line: Line, *, at: datetime) -> Before:
    """The message before this one, where it came so lately that this may be the same once more."""
    if line.last_at is None or abs(at - line.last_at) >= SENT_TWICE:
        return None
    return messages.last_inbound(connection, conversation_id=line.conversation_id)


def _repeated(inbound: Inbound, before: Before, words: str) -> bool:
    """Whether the same words came a moment ago under another id. A button says itself which question it answers."""
    if before is None or inbound.button:
        return False
    earlier, at = before
    return words == earlier and abs(inbound.at - at) < SENT_TWICE


def _reading(inbound: Inbound, meaning: Meaning) -> dict[str, Any]:
    """What was understood stays beside the message, without what must not be kept."""
    # Four digits that were understood as a sum are a PIN all the same.
    if says_pin(inbound.text):
        return {}
    names = (one.name for one in fields(meaning) if one.name not in ("text", "cnic", "phone"))
    reading = {name: getattr(meaning, name) for name in names}
    reading["date"] = meaning.date.isoformat() if meaning.date else None
    return {"reading": reading, "segments": speak.segments(inbound.channel, inbound.text)}


def _is_held(context: Context, line: Line, heard: Heard) -> bool:
    """While a person has it the bot is silent; who only waits in the queue may go back to the bot."""
    if line.held_by == "agent":
        return True
    return line.held_by == "queue" and not context.engine.leaves_queue(heard)


def _takes_help(
    context: Context, connection: Transaction, line: Line, position: Position, heard: Heard
) -> bool:
    """Whether somebody in trouble, for whom a person was called unasked, now answers what the bot offered them."""
    if line.held_by != "queue" or not context.engine.chooses(position=position, heard=heard):
        return False
    return handoffs.reason_of(connection, line.conversation_id) == "hardship"


def _out_of_queue(step: Step, *, takes_help: bool) -> Step:
    """What the bot may do for somebody who waits: go on with its help, or say that START was heard and ask nothing."""
    if takes_help:
        return replace(step, commands=(LeaveQueue(), *step.commands))
    return replace(step, says=step.says[:1]) if step.reading == "opt_in" else step


def _opt_out(
    context: Context, connection: Transaction, line: Line, position: Position, *, at: datetime
) -> None:
    """STOP is heard at once, whoever has the conversation; what the agent answers to it goes on."""
    conversations.opt_out(connection, contact_id=line.contact_id, at=at)
    spoken = speak.spoken(context, says=[Say(phrases.OPTED_OUT)], line=line, language=position.language)
    speak.put_out(connection, line=line, spoken=spoken, at=at)


def reassure(
    context: Context, connection: Transaction, *, line: Line, at: datetime, key: str = away.STILL_WAITING
) -> None:
    """Who waits for a person and writes or rings is told that it was not for nothing; not for each message."""
    if line.held_by != "queue" or _was_told(connection, line, at):
        return
    language = Position.from_dict(line.position).language
    says = [away.still_waiting(desk=context.desk, now=at, key=key)]
    spoken = speak.spoken(context, says=says, line=line, language=language)
    speak.put_out(connection, line=line, spoken=spoken, at=at, tag=away.TOLD)


def _was_told(connection: Transaction, line: Line, at: datetime) -> bool:
    newest = messages.last_tag(connection, conversation_id=line.conversation_id) == away.TOLD
    told = messages.last_at(connection, conversation_id=line.conversation_id, tag=away.TOLD)
    return newest and told is not None and at - told < TOLD_ANEW


def _facts(context: Context, connection: Transaction, line: Line, inbound: Inbound) -> Facts:
    reader = Reader(connection, context.vault, context.rules, context.ways, context.bureau)
    facts = reader.facts(line.customer_id, now=inbound.at, fresh=context.fresh(), address=line.address)
    until = facts.person.unlocked_until
    if until is None or not facts.unlocked:
        return facts
    # Another telephone or channel has not shown that it knows the PIN.
    moved = line.last_contact_id not in (None, line.contact_id)
    until = None if moved else inbound.at + timedelta(minutes=perform.UNLOCKED_MINUTES)
    customers.keep_open(connection, customer_id=line.customer_id, until=until)
    return replace(facts, person=replace(facts.person, unlocked_until=until))


def _settled(position: Position, line: Line) -> Position:
    """A customer who leaves the queue starts from where the conversation stood."""
    return position if line.held_by == "bot" else replace(position, misses=0)
