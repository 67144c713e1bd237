"""What became of reminders, and when the plans they spoke of were paid."""

from collections import Counter, defaultdict
from datetime import datetime

from sqlalchemy import Connection, func, or_, select

from bot.lending.posting import REBOOKED, REVERSED, placing_of, root
from bot.store.books import POSTING
from bot.store.loans import LOAN, PAYMENT
from bot.store.reminders import REMINDER


def sent(connection: Connection, *, start: datetime, end: datetime) -> list[tuple[str, datetime, str]]:
    """(kind, moment, plan) of every reminder that went out, `start <= moment < end`."""
    query = (
        select(REMINDER.c.kind, REMINDER.c.settled_at, LOAN.c.number)
        .join_from(REMINDER, LOAN, LOAN.c.id == REMINDER.c.loan_id)
        .where(REMINDER.c.state == "sent", REMINDER.c.settled_at >= start, REMINDER.c.settled_at < end)
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def skipped(connection: Connection, *, start: datetime, end: datetime) -> dict[str, int]:
    """How many did not go out, by the reason."""
    query = (
        select(REMINDER.c.why, func.count())
        .where(REMINDER.c.state == "skipped", REMINDER.c.settled_at >= start, REMINDER.c.settled_at < end)
        .group_by(REMINDER.c.why)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def paid(connection: Connection, *, start: datetime, end: datetime) -> dict[str, list[datetime]]:
    """When each plan was paid, `start <= moment < end`, in order; without payments that were taken back."""
    query = (
        select(PAYMENT.c.loan, PAYMENT.c.at, PAYMENT.c.posted_as)
        .where(PAYMENT.c.loan.is_not(None), PAYMENT.c.at >= start, PAYMENT.c.at < end)
        .order_by(PAYMENT.c.at)
    )
    gone, found = _taken_back(connection, start, end), defaultdict(list)
    for loan, at, reference in connection.execute(query):
        if not {reference, placing_of(reference or "")} & gone:
            found[loan].append(at)
    return found


def _taken_back(connection: Connection, start: datetime, end: datetime) -> set[str]:
    """References of what is undone and not booked again: a payment behind a reversed one is both, and stands."""
    loans = select(PAYMENT.c.loan).where(PAYMENT.c.at >= start, PAYMENT.c.at < end)
    again = or_(*(POSTING.c.reference.endswith(mark) for mark in (REVERSED, REBOOKED)))
    query = select(POSTING.c.reference).where(POSTING.c.loan.in_(loans), again)
    undone = Counter[str]()
    for reference in connection.execute(query).scalars():
        undone[root(reference)] += 1 if reference.endswith(REVERSED) else -1
    return {reference for reference, times in undone.items() if times > 0}
