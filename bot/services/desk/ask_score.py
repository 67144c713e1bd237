"""The one question about the help, some time after a handback, to customers who are quiet and may be written to."""

from datetime import datetime, timedelta

from bot.conversation.turn import Say
from bot.lending.hours import is_open
from bot.services import lay, speak
from bot.services.context import Context
from bot.services.desk import read
from bot.services.proactive import within_limits
from bot.store import conversations, handoffs, messages, views
from bot.store.conversations import Line
from bot.store.database import Transaction, lock_person
from bot.store.handoffs import ToScore

FRESH = timedelta(hours=24)  # later nobody remembers, and WhatsApp's window is shut
FLOW, SAYS = "rating", "rating.score"


def ask_score(context: Context, *, now: datetime) -> int:
    """Ask whoever is to be asked; how many were. Each episode once, whatever comes of it."""
    if not is_open(now, rules=context.rules, city=context.city):
        return 0
    with context.database.snapshot() as connection:
        due = handoffs.to_score(
            connection, closed_before=now - context.desk.score_after, closed_after=now - FRESH
        )
    return sum(_ask(context, one, now) for one in due)


def _ask(context: Context, one: ToScore, now: datetime) -> bool:
    with context.database.transaction() as connection:
        thread = views.thread(connection, one.conversation_id)
        if thread is None:
            return False
        lock_person(connection, thread.address)  # before the conversation, as every turn does
        line = conversations.line_by_conversation(connection, one.conversation_id)
        if line is None:
            return False
        if not handoffs.score_asked(connection, handoff_id=one.id, at=now):
            return False
        if not _may(context, connection, line, now):
            return False
        _say(context, connection, line, now)
    context.outgoing.set()
    return True


def _may(context: Context, connection: Transaction, line: Line, now: datetime) -> bool:
    quiet = line.last_inbound_at is None or now - line.last_inbound_at >= FRESH
    if quiet or line.opted_out or line.held_by != "bot":
        return False
    return within_limits(context, connection, conversation_id=line.conversation_id, now=now)


def _say(context: Context, connection: Transaction, line: Line, now: datetime) -> None:
    """The question itself, on top of whatever was open before."""
    laid = lay.lay(context, connection, line=line, flow=FLOW, slots={})
    facts = read.facts_of(context, connection, line.customer_id)
    choices = context.engine.question_again(position=laid, facts=facts)
    says = [Say(SAYS, choices=choices, tag="question")]
    spoken = speak.spoken(context, says=says, line=line, language=laid.language)
    speak.put_out(connection, line=line, spoken=spoken, at=now, tag=messages.PROACTIVE)
