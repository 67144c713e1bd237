"""What time brings: periods that are over, instalments that may be charged for being late."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, String, cast, func, select

from bot.lending.accounts import RECEIVABLES
from bot.store import tables
from bot.store.books import ENTRY, POSTING
from bot.store.conversations import CONVERSATION
from bot.store.loans import INSTALLMENT, LOAN, PROMISE
from bot.store.messages import MESSAGE, NEVER_REACHED
from bot.store.schedule import DUE_NOW
from bot.store.tables import table

CUSTOMER = table(tables.Customer)


IS_LATE_CHARGE = tables.LATE_CHARGES
LONGEST_MOVE = timedelta(days=90)  # a plan lasts no longer, with every extension


@dataclass(frozen=True, slots=True)
class Due:
    """An instalment whose day has come."""

    loan: str
    number: int
    due: date


@dataclass(frozen=True, slots=True)
class Charged:
    """A late charge in the books. `amount` in paisa."""

    customer_id: int
    loan: str
    amount: int


def periods_over(connection: Connection, *, by: date) -> list[Due]:
    """Of each open plan the newest instalment due by a day whose mark-up has not been booked as earned."""
    query = (
        select(LOAN.c.number, INSTALLMENT.c.number, INSTALLMENT.c.due)
        .join_from(INSTALLMENT, LOAN, LOAN.c.id == INSTALLMENT.c.loan_id)
        .where(INSTALLMENT.c.due <= by, INSTALLMENT.c.markup > 0, LOAN.c.state == "open")
        .where(~_booked("earn:", LOAN.c.number, INSTALLMENT.c.number))
        .order_by(INSTALLMENT.c.due, INSTALLMENT.c.id)
    )
    newest = {row[0]: Due(*row) for row in connection.execute(query)}
    return list(newest.values())


def perhaps_late(connection: Connection, *, since: date, before: date, today: date) -> list[Due]:
    """Instalments due between two days that were not charged for being late.

    Left out: what is paid, whoever has told us of trouble, or has promised a day that is not over.
    """
    promised = (
        select(PROMISE.c.id)
        .where(PROMISE.c.loan == LOAN.c.number, PROMISE.c.installment == INSTALLMENT.c.number)
        .where(PROMISE.c.day >= today)
    )
    query = (
        select(LOAN.c.number, INSTALLMENT.c.number, DUE_NOW)
        .join_from(INSTALLMENT, LOAN, LOAN.c.id == INSTALLMENT.c.loan_id)
        .join(CUSTOMER, CUSTOMER.c.id == LOAN.c.customer_id)
        .where(
            INSTALLMENT.c.due.between(since - LONGEST_MOVE, before),
            DUE_NOW.between(since, before),
            LOAN.c.state != "closed",
        )
        .where(CUSTOMER.c.paused_reason.is_(None), ~promised.exists())
        .where(~_booked("late:", LOAN.c.number, INSTALLMENT.c.number))
        .where(_owed(LOAN.c.number, INSTALLMENT.c.number) > 0)
        .order_by(INSTALLMENT.c.due, INSTALLMENT.c.id)
    )
    return [Due(*row) for row in connection.execute(query)]


def _owed(loan: Any, number: Any) -> Any:
    """What the books say is left of an instalment. Most are paid on time, and none of those need their plan held."""
    of_it = (ENTRY.c.loan == loan) & (ENTRY.c.installment == number) & ENTRY.c.account.in_(RECEIVABLES)
    return select(func.sum(ENTRY.c.amount)).where(of_it).scalar_subquery()


def _booked(kind: str, loan: Any, number: Any) -> Any:
    reference = kind + loan + ":" + cast(number, String)
    return select(POSTING.c.id).where(POSTING.c.reference == reference).exists()


def untold(connection: Connection, *, tag: str, since: datetime, today: datetime) -> list[int]:
    """Customers with a late charge booked after a moment, of which nothing tagged so has reached them and nothing was
    tried since `today` began."""
    told = (
        select(MESSAGE.c.id)
        .join_from(MESSAGE, CONVERSATION, CONVERSATION.c.id == MESSAGE.c.conversation_id)
        .where(CONVERSATION.c.customer_id == LOAN.c.customer_id, MESSAGE.c.tag == tag)
        .where(
            (MESSAGE.c.at >= today) | ((MESSAGE.c.at >= POSTING.c.at) & MESSAGE.c.state.not_in(NEVER_REACHED))
        )
    )
    query = (
        select(LOAN.c.customer_id)
        .join_from(POSTING, LOAN, LOAN.c.number == POSTING.c.loan)
        .where(IS_LATE_CHARGE, POSTING.c.at > since, ~told.exists())
        .order_by(POSTING.c.at)
    )
    return list(dict.fromkeys(connection.execute(query).scalars()))


def charged(connection: Connection, *, since: datetime, customer_id: int) -> list[Charged]:
    """Late charges of a customer booked after a moment, the oldest first."""
    query = (
        select(LOAN.c.customer_id, LOAN.c.number, func.sum(ENTRY.c.amount))
        .join_from(POSTING, LOAN, LOAN.c.number == POSTING.c.loan)
        .join(ENTRY, ENTRY.c.posting_id == POSTING.c.id)
        .where(IS_LATE_CHARGE, POSTING.c.at > since, ENTRY.c.amount > 0)
        .where(LOAN.c.customer_id == customer_id)
        .group_by(POSTING.c.id, LOAN.c.customer_id, LOAN.c.number)
        .order_by(POSTING.c.id)
    )
    return [Charged(row[0], row[1], int(row[2])) for row in connection.execute(query)]
