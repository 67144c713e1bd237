"""What came and what files told, by provider, in one stretch of time; and what waits now."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from bot.lending.accounts import Account
from bot.store.books import ENTRY
from bot.store.loans import PAYMENT
from bot.store.oddities import ODDITY
from bot.store.payouts import OF, Payee
from bot.store.settlements import LINE


@dataclass(frozen=True, slots=True)
class Sum:
    count: int = 0
    paisa: int = 0


def told(connection: Connection, *, start: datetime, end: datetime) -> dict[str, Sum]:
    """Payments that providers told us of themselves, by the moment they did; those that a file brought are not here."""
    brought = select(LINE.c.id).where(
        LINE.c.provider == PAYMENT.c.provider,
        LINE.c.provider_id == PAYMENT.c.provider_id,
        LINE.c.state == "posted",
    )
    query = (
        select(PAYMENT.c.provider, func.count(), func.sum(PAYMENT.c.amount))
        .where(PAYMENT.c.at >= start, PAYMENT.c.at < end, ~brought.exists())
        .group_by(PAYMENT.c.provider)
    )  # fmt: skip
    return {provider: Sum(count, int(paisa)) for provider, count, paisa in connection.execute(query)}


def in_files(connection: Connection, *, start: datetime, end: datetime) -> dict[str, Sum]:
    """What settlement files tell of this time."""
    query = (
        select(LINE.c.provider, func.count(), func.sum(LINE.c.amount))
        .where(LINE.c.paid_at >= start, LINE.c.paid_at < end)
        .group_by(LINE.c.provider)
    )
    return {provider: Sum(count, int(paisa)) for provider, count, paisa in connection.execute(query)}


def open_differences(connection: Connection, *, start: datetime, end: datetime) -> dict[str, int]:
    """Oddities that came up in this time and that nobody has settled."""
    query = (
        select(ODDITY.c.provider, func.count())
        .where(ODDITY.c.at >= start, ODDITY.c.at < end, ODDITY.c.settled_at.is_(None))
        .group_by(ODDITY.c.provider)
    )
    return {row[0]: int(row[1]) for row in connection.execute(query)}


def proposed(connection: Connection) -> Sum:
    """Lines of files that wait for a second person."""
    query = select(func.count(), func.sum(LINE.c.amount)).where(LINE.c.state == "proposed")
    count, paisa = connection.execute(query).one()
    return Sum(count, int(paisa or 0))


def waiting(connection: Connection, payee: Payee) -> Sum:
    """Payouts that have not left."""
    here = OF[payee]
    query = select(func.count(), func.sum(here.c.amount)).where(
        here.c.paid_at.is_(None), here.c.state != "netted"
    )
    count, paisa = connection.execute(query).one()
    return Sum(count, int(paisa or 0))


def in_suspense(connection: Connection) -> int:
    """Paisa that wait for their plan, as the books have it."""
    query = select(func.sum(ENTRY.c.amount)).where(ENTRY.c.account == str(Account.SUSPENSE))
    return -int(connection.execute(query).scalar() or 0)
