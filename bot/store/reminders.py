"""Planned reminders as rows: planned once (unique), settled once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store import tables
from bot.store.tables import table

REMINDER = table(tables.Reminder)
LOAN = table(tables.Loan)


@dataclass(frozen=True, slots=True)
class ReminderRow:
    id: int
    loan: str
    customer_id: int
    installment: int
    kind: str
    due_at: datetime


def plan(connection: Connection, *, loan_id: int, rows: Sequence[tuple[int, str, datetime]]) -> None:
    """Plan (instalment, kind, moment) for a plan; what is planned already stays as it is."""
    if not rows:
        return
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    values = [
        {"loan_id": loan_id, "installment": number, "kind": kind, "due_at": at, "state": "planned", "why": ""}
        for number, kind, at in rows
    ]
    connection.execute(
        dialect.insert(REMINDER)
        .values(values)
        .on_conflict_do_nothing(index_elements=["loan_id", "installment", "kind"])
    )


def forget(connection: Connection, *, loan_id: int, installments: Sequence[int]) -> None:
    """The dates they spoke of do not stand any more. What was said stays among the messages."""
    theirs = REMINDER.c.installment.in_(installments)
    connection.execute(delete(REMINDER).where(REMINDER.c.loan_id == loan_id, theirs))


def due(connection: Connection, *, now: datetime, after: int = 0, limit: int = 100) -> list[ReminderRow]:
    """What should go out by now, by id from `after` on."""
    query = (
        select(REMINDER, LOAN.c.number, LOAN.c.customer_id)
        .join_from(REMINDER, LOAN, LOAN.c.id == REMINDER.c.loan_id)
        .where(REMINDER.c.state == "planned", REMINDER.c.due_at <= now, REMINDER.c.id > after)
        .order_by(REMINDER.c.id)
        .limit(limit)
    )
    return [
        ReminderRow(row.id, row.number, row.customer_id, row.installment, row.kind, row.due_at)
        for row in connection.execute(query)
    ]


def settle(
    connection: Connection,
    *,
    reminder_id: int,
    state: str,
    at: datetime,
    why: str = "",
    message_id: int | None = None,
) -> bool:
    """Mark as sent or skipped; False when somebody else was first."""
    changed = connection.execute(
        update(REMINDER)
        .where(REMINDER.c.id == reminder_id, REMINDER.c.state == "planned")
        .values(state=state, why=why, settled_at=at, message_id=message_id)
    )
    return changed.rowcount == 1
