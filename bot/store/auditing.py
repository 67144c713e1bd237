"""What the auditor reads: everything, as it is stored, in batches, so that memory stays constant.

Nothing is believed here: a row that cannot be what it should be is handed on as `Broken`, with its name.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from bot.lending.accounts import Account
from bot.lending.ledger import GENESIS, Broken, Entry, Posting, Stored
from bot.lending.posting import REBOOKED
from bot.lending.terms import Installment
from bot.store.books import ENTRY, HEAD, POSTING
from bot.store.loans import INSTALLMENT, LOAN, PAYMENT, STATEMENT

ROWS = 2_000
PLANS = 500


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan with all that was agreed and booked; `offer` and `facts` are plain data as they were stored."""

    number: str
    state: str
    offer: Any
    facts: Any
    shown: Any
    digest: str
    schedule: tuple[Installment, ...]
    postings: tuple[Stored | Broken, ...]


def head(connection: Connection) -> str:
    """The hash that the next posting will be bound to."""
    return connection.execute(select(HEAD.c.hash)).scalar() or GENESIS


def postings(connection: Connection) -> Iterator[Stored | Broken]:
    """All postings with their hashes, in the order they were written."""
    yield from _grouped(_stream(connection, _rows().order_by(POSTING.c.id, ENTRY.c.id)))


def plans(connection: Connection) -> Iterator[StoredPlan]:
    """Every plan."""
    query = select(
        LOAN.c.id, LOAN.c.number, LOAN.c.state, LOAN.c.offer, STATEMENT.c.facts, STATEMENT.c.shown,
        STATEMENT.c.digest,
    ).join_from(LOAN, STATEMENT, STATEMENT.c.id == LOAN.c.statement_id)  # fmt: skip
    last = 0
    while batch := connection.execute(query.where(LOAN.c.id > last).order_by(LOAN.c.id).limit(PLANS)).all():
        last = batch[-1].id
        postings_of = booked(connection, [row.number for row in batch])
        schedules = _schedules(connection, [row.id for row in batch])
        for row in batch:
            yield StoredPlan(
                row.number,
                row.state,
                row.offer,
                row.facts,
                row.shown,
                row.digest,
                tuple(schedules[row.id]),
                tuple(postings_of[row.number]),
            )


def unposted(connection: Connection) -> Iterator[str]:
    """Payments whose money is not in the books as the provider told it, as `provider:id`."""
    cash = and_(
        ENTRY.c.posting_id == POSTING.c.id, ENTRY.c.account == Account.CASH + ":" + PAYMENT.c.provider
    )
    query = (
        select(PAYMENT.c.provider, PAYMENT.c.provider_id)
        .join_from(PAYMENT, POSTING, POSTING.c.reference == PAYMENT.c.posted_as, isouter=True)
        .join(ENTRY, cash, isouter=True)
        .where(or_(ENTRY.c.amount.is_(None), ENTRY.c.amount != PAYMENT.c.amount))
    )
    for row in _stream(connection, query.order_by(PAYMENT.c.id)):
        yield f"{row.provider}:{row.provider_id}"


def untold(connection: Connection) -> Iterator[str]:
    """References of money booked as received of which no provider told us."""
    query = (
        select(POSTING.c.reference)
        .join_from(POSTING, PAYMENT, PAYMENT.c.posted_as == POSTING.c.reference, isouter=True)
        .where(POSTING.c.kind.in_(("payment", "suspense")), PAYMENT.c.id.is_(None))
        .where(POSTING.c.reference.not_like(f"%{REBOOKED}"))
    )
    for row in _stream(connection, query.order_by(POSTING.c.id)):
        yield row.reference


def unplanned(connection: Connection) -> Iterator[str]:
    """References of postings filed under a plan that does not exist."""
    query = (
        select(POSTING.c.reference)
        .join_from(POSTING, LOAN, LOAN.c.number == POSTING.c.loan, isouter=True)
        .where(POSTING.c.loan.is_not(None), LOAN.c.id.is_(None))
    )
    for row in _stream(connection, query.order_by(POSTING.c.id)):
        yield row.reference


def _stream(connection: Connection, query: Any) -> Any:
    return connection.execute(query, execution_options={"yield_per": ROWS})


def _rows() -> Any:
    """One row an entry, and one with nothing in it for a posting whose entries are gone."""
    return select(
        POSTING.c.id, POSTING.c.kind, POSTING.c.reference, POSTING.c.at, POSTING.c.hash, POSTING.c.loan.label("filed"),
        ENTRY.c.account, ENTRY.c.amount, ENTRY.c.loan, ENTRY.c.installment,
    ).join_from(POSTING, ENTRY, ENTRY.c.posting_id == POSTING.c.id, isouter=True)  # fmt: skip


def _grouped(rows: Any) -> Iterator[Stored | Broken]:
    for _, parts in groupby(rows, key=lambda row: row[0]):
        yield _stored(list(parts))


def _stored(rows: Sequence[Any]) -> Stored | Broken:
    _, kind, reference, at, stored, filed, account, *_ = rows[0]
    entries = () if account is None else tuple(Entry(*row[6:]) for row in rows)
    try:
        posting = Posting(kind, reference, at, entries)
    except ValueError as error:
        return Broken(reference, stored, str(error))
    if {entry.loan for entry in entries} - {None, filed} or (
        filed and all(entry.loan is None for entry in entries)
    ):
        return Broken(reference, stored, f"filed under plan {filed}, its entries are another's")
    return Stored(posting, stored)


def booked(connection: Connection, numbers: Sequence[str]) -> dict[str, list[Stored | Broken]]:
    """The postings of some plans, in their order."""
    query = _rows().where(POSTING.c.loan.in_(numbers)).order_by(POSTING.c.id, ENTRY.c.id)
    found: dict[str, list[Stored | Broken]] = defaultdict(list)
    for _, parts in groupby(connection.execute(query), key=lambda row: row[0]):
        rows = list(parts)
        found[rows[0].filed].append(_stored(rows))
    return found


def _schedules(connection: Connection, plan_ids: Sequence[int]) -> dict[int, list[Installment]]:
    parts: dict[int, list[Installment]] = defaultdict(list)
    query = select(
        INSTALLMENT.c.loan_id, INSTALLMENT.c.number, INSTALLMENT.c.due, INSTALLMENT.c.amount,
        INSTALLMENT.c.principal, INSTALLMENT.c.markup,
    ).where(INSTALLMENT.c.loan_id.in_(plan_ids)).order_by(INSTALLMENT.c.loan_id, INSTALLMENT.c.number)  # fmt: skip
    for plan_id, *part in connection.execute(query):
        parts[plan_id].append(Installment(*part))
    return parts
