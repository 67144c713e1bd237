"""The register of complaints."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from bot.store import tables
from bot.store.tables import table

COMPLAINT = table(tables.Complaint)
CONVERSATION = table(tables.Conversation)


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    number: str
    customer_id: int
    conversation_id: int
    words: str
    opened_at: datetime
    answer_by: datetime
    answered_at: datetime | None
    answer: str


def register(
    connection: Connection,
    *,
    number: str,
    customer_id: int,
    words: str,
    at: datetime,
    answer_by: datetime,
    remind_at: datetime,
) -> None:
    connection.execute(
        insert(COMPLAINT).values(
            number=number,
            customer_id=customer_id,
            words=words,
            opened_at=at,
            answer_by=answer_by,
            remind_at=remind_at,
            answer="",
        )
    )


def unanswered(connection: Connection) -> list[ComplaintRow]:
    """Who must be answered first stands first."""
    return _read(connection, COMPLAINT.c.answered_at.is_(None))


def to_remind(connection: Connection, *, now: datetime) -> list[ComplaintRow]:
    """Unanswered, near their deadline, and the supervisor has not been told yet."""
    due = (COMPLAINT.c.remind_at <= now) & COMPLAINT.c.reminded_at.is_(None)
    return _read(connection, COMPLAINT.c.answered_at.is_(None) & due)


def by_number(connection: Connection, number: str) -> ComplaintRow | None:
    return next(iter(_read(connection, COMPLAINT.c.number == number)), None)


def open_number(connection: Connection, customer_id: int) -> str | None:
    """The newest complaint of a customer that nobody has answered."""
    mine = (COMPLAINT.c.customer_id == customer_id) & COMPLAINT.c.answered_at.is_(None)
    return connection.execute(select(COMPLAINT.c.number).where(mine).order_by(COMPLAINT.c.id.desc())).scalar()


def of_customer(connection: Connection, customer_id: int) -> list[ComplaintRow]:
    return _read(connection, COMPLAINT.c.customer_id == customer_id)


def reminded(connection: Connection, *, number: str, at: datetime) -> bool:
    """False when somebody else was first."""
    here = (COMPLAINT.c.number == number) & COMPLAINT.c.reminded_at.is_(None)
    return connection.execute(update(COMPLAINT).where(here).values(reminded_at=at)).rowcount == 1


def answer(connection: Connection, *, number: str, words: str, agent_id: int | None, at: datetime) -> bool:
    """Close it; False when it was answered before."""
    here = (COMPLAINT.c.number == number) & COMPLAINT.c.answered_at.is_(None)
    closed = update(COMPLAINT).where(here).values(answered_at=at, answer=words, agent_id=agent_id)
    return connection.execute(closed).rowcount == 1


def _read(connection: Connection, condition: Any) -> list[ComplaintRow]:
    query = (
        select(COMPLAINT, CONVERSATION.c.id.label("conversation_id"))
        .join_from(COMPLAINT, CONVERSATION, CONVERSATION.c.customer_id == COMPLAINT.c.customer_id)
        .where(condition)
        .order_by(COMPLAINT.c.answer_by, COMPLAINT.c.id)
    )
    return [
        ComplaintRow(
            row.number, row.customer_id, row.conversation_id, row.words, row.opened_at, row.answer_by,
            row.answered_at, row.answer,
        )
        for row in connection.execute(query)
    ]  # fmt: skip
