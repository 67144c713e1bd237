"""Complaints: a number at once, an answer within the days we promise, a reminder to the supervisor before."""

from datetime import datetime, timedelta
from typing import Literal

from bot.services import begin, reach, speak
from bot.services.context import Context
from bot.services.desk import episodes
from bot.store import complaints, conversations, messages, people
from bot.store.complaints import ComplaintRow
from bot.store.conversations import Line
from bot.store.database import Transaction
from bot.understanding import mask

Answered = Literal["answered", "known", "unknown", "empty", "untold"]
DUE = "complaint_due"


def register(
    context: Context, connection: Transaction, *, number: str, customer_id: int, words: str, at: datetime
) -> None:
    rules = context.rules
    complaints.register(
        connection,
        number=number,
        customer_id=customer_id,
        words=mask(words),
        at=at,
        answer_by=at + timedelta(days=rules.complaint_days),
        remind_at=at + timedelta(days=rules.complaint_reminder_days),
    )


def unanswered(context: Context) -> list[ComplaintRow]:
    """The register as it stands, who must be answered first stands first."""
    with context.database.snapshot() as connection:
        return complaints.unanswered(connection)


def remind(context: Context, *, now: datetime) -> int:
    """Put complaints near their deadline back into the people's queue; how many. Each once."""
    with context.database.transaction() as connection:
        due = complaints.to_remind(connection, now=now)
        for one in due:
            if complaints.reminded(connection, number=one.number, at=now):
                episodes.call_people(
                    context, connection, conversation_id=one.conversation_id, reason=DUE, at=now
                )
                people.note(connection, at=now, agent_id=None, action=DUE, detail=one.number)
    return len(due)


def answer(context: Context, *, number: str, words: str, agent_id: int | None) -> Answered:
    """The answer goes to the customer by SMS or where they last wrote, and into the register.

    "untold": into the register alone, for they want no messages there.
    """
    if not words.strip():
        return "empty"
    with context.database.transaction() as connection:
        found = complaints.by_number(connection, number)
        line = conversations.line_by_conversation(connection, found.conversation_id) if found else None
        if found is None or line is None:
            return "unknown"
        now = context.clock()
        if not complaints.answer(connection, number=number, words=words, agent_id=agent_id, at=now):
            return "known"
        people.note(connection, at=now, agent_id=agent_id, action="answer_complaint", detail=number)
        line = reach.line_now(connection, line, at=now) or line
        told = begin.may_begin(context, line, kind="complaint_answer")
        if told:
            _send(connection, line, words, agent_id, at=now)
    context.outgoing.set()
    return "answered" if told else "untold"


def _send(connection: Transaction, line: Line, words: str, agent_id: int | None, *, at: datetime) -> None:
    messages.enqueue(
        connection,
        line=line,
        text=words,
        author="agent",
        agent_id=agent_id,
        segments=speak.segments(line.channel, words),
        tag="complaint_answer",
        at=at,
    )
