"""The ledger's rows: appended one after another under one lock, read back as postings."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.lending.ledger import GENESIS, Entry, Posting, Stored, chain
from bot.store import tables
from bot.store.database import new_id
from bot.store.tables import table

POSTING = table(tables.PostingRow)
ENTRY = table(tables.EntryRow)
HEAD = table(tables.LedgerHead)


class AlreadyPosted(Exception):
    """A posting with this reference is in the books; nothing is posted twice."""


def append(connection: Connection, posting: Posting, *, loan: str | None) -> None:
    """Add one posting with its hash. Raises AlreadyPosted."""
    head = _head(connection)  # first the lock: whoever comes next sees what we have written
    if _known(connection, posting.reference):
        raise AlreadyPosted(posting.reference)
    link = chain(head, posting)
    made = connection.execute(
        insert(POSTING).values(
            kind=posting.kind, reference=posting.reference, at=posting.at, loan=loan, hash=link
        )
    )
    posting_id = new_id(made)
    connection.execute(insert(ENTRY), [_row(posting_id, entry) for entry in posting.entries])
    connection.execute(update(HEAD).values(hash=link))


def of_loan(connection: Connection, loan: str) -> list[Posting]:
    """A loan's postings in the order they were written."""
    return [stored.posting for stored in _grouped(connection.execute(_OF_LOAN, {"loan": loan}))]


def named(connection: Connection, reference: str) -> Posting | None:
    """The posting with this reference."""
    query = _joined().where(POSTING.c.reference == reference).order_by(ENTRY.c.id)
    found = next(_grouped(connection.execute(query)), None)
    return found.posting if found else None


def _known(connection: Connection, reference: str) -> bool:
    return (
        connection.execute(select(POSTING.c.id).where(POSTING.c.reference == reference)).first() is not None
    )


def _head(connection: Connection) -> str:
    """The hash of the newest posting; nobody else may add a posting until this transaction is over."""
    locked = select(HEAD.c.hash).with_for_update()
    found = connection.execute(locked).scalar()
    if found is None:  # the first posting of all, perhaps two at once
        dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
        connection.execute(
            dialect.insert(HEAD).values(id=1, hash=GENESIS).on_conflict_do_nothing(index_elements=["id"])
        )
        found = connection.execute(locked).scalar_one()
    return str(found)


def _row(posting_id: int, entry: Entry) -> dict[str, Any]:
    return {
        "posting_id": posting_id,
        "account": str(entry.account),
        "amount": entry.amount,
        "loan": entry.loan,
        "installment": entry.installment,
    }


def _joined() -> Any:
    return select(
        POSTING.c.id,
        POSTING.c.kind,
        POSTING.c.reference,
        POSTING.c.at,
        POSTING.c.hash,
        ENTRY.c.account,
        ENTRY.c.amount,
        ENTRY.c.loan,
        ENTRY.c.installment,
    ).join_from(POSTING, ENTRY, ENTRY.c.posting_id == POSTING.c.id)


_OF_LOAN = _joined().where(POSTING.c.loan == bindparam("loan")).order_by(POSTING.c.id, ENTRY.c.id)


def _grouped(rows: Any) -> Iterator[Stored]:
    """Rows come one an entry, in order; a posting is over when the next one begins."""
    current: list[Any] = []
    for row in rows:
        if current and row.id != current[0].id:
            yield _stored(current)
            current = []
        current.append(row)
    if current:
        yield _stored(current)


def _stored(rows: list[Any]) -> Stored:
    first = rows[0]
    entries = tuple(Entry(row.account, row.amount, row.loan, row.installment) for row in rows)
    return Stored(Posting(first.kind, first.reference, first.at, entries), first.hash)
