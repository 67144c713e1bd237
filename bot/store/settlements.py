"""What settlement files told, line by line, and each reading of one. Asked for in stretches: a file has many lines."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, islice
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from bot.lending.ledger import live
from bot.lending.posting import placing_of, reversal_of, root
from bot.store import books, clearing_tables, tables
from bot.store.books import POSTING
from bot.store.database import new_id
from bot.store.loans import PAYMENT
from bot.store.tables import table

RUN = table(clearing_tables.Reconciliation)
LINE = table(clearing_tables.SettlementLine)
AGENT = table(tables.Agent)
AT_ONCE = 500
WAITING = ("proposed", "agreed")


@dataclass(frozen=True, slots=True)
class RunRow:
    """One reading of a file. `by` is the name of whoever ran it; "" at the command line without one."""

    id: int
    provider: str
    name: str
    sha256: str
    first_day: date
    last_day: date
    counts: Mapping[str, int]
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class LineRow:
    id: int
    provider: str
    provider_id: str
    reference: str
    amount: int
    fee: int
    settled_as: str
    paid_at: datetime
    state: str
    run_id: int


@dataclass(frozen=True, slots=True)
class Held:
    """A payment as we hold it. `at`: when it was paid; `gone`: it was taken back since."""

    provider_id: str
    reference: str
    amount: int
    loan: str | None
    at: datetime
    gone: bool = False


def keep_run(connection: Connection, **values: Any) -> int:
    return new_id(connection.execute(insert(RUN).values(**values, counts={})))


def count(connection: Connection, *, run_id: int, counts: Mapping[str, int]) -> None:
    connection.execute(update(RUN).where(RUN.c.id == run_id).values(counts=dict(counts)))


def runs(connection: Connection, *, limit: int) -> list[RunRow]:
    """The newest first."""
    query = _runs().order_by(RUN.c.id.desc()).limit(limit)
    return [_run(row) for row in connection.execute(query)]


def run(connection: Connection, run_id: int) -> RunRow | None:
    row = connection.execute(_runs().where(RUN.c.id == run_id)).first()
    return _run(row) if row else None


def held(connection: Connection, provider: str, provider_ids: Iterable[str]) -> dict[str, Held]:
    """Our payments with these numbers of the provider's."""
    found: dict[str, Held] = {}
    for ids in _stretches(provider_ids):
        query = _held(provider).where(PAYMENT.c.provider_id.in_(_told(ids)))
        found |= {one.provider_id: one for one in _standing(connection, query)}
    return found


def held_between(
    connection: Connection, provider: str, *, start: datetime, end: datetime, known: Collection[str]
) -> Iterator[Held]:
    """Our payments that were paid in this time, whose money we still have, and that are not `known`."""
    query = _held(provider).where(PAYMENT.c.at >= start)  # nobody is told before it was paid
    query = query.where(POSTING.c.at >= start, POSTING.c.at < end).order_by(PAYMENT.c.id)
    rows = [row for row in connection.execute(query) if row.provider_id not in known]
    for ids in _stretches(row.provider_id for row in rows):
        again = _held(provider).where(PAYMENT.c.provider_id.in_(_told(ids)))
        yield from (one for one in _standing(connection, again) if not one.gone)


def lines(connection: Connection, provider: str, provider_ids: Iterable[str]) -> dict[str, LineRow]:
    """What files told before of these."""
    found: dict[str, LineRow] = {}
    for ids in _stretches(provider_ids):
        query = select(LINE).where(LINE.c.provider == provider, LINE.c.provider_id.in_(_told(ids)))
        found |= {row.provider_id: _line(row) for row in connection.execute(query)}
    return found


def add(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(insert(LINE), list(rows))


def set_state(connection: Connection, ids: Iterable[int], state: str, *, run_id: int | None = None) -> None:
    more = {} if run_id is None else {"run_id": run_id}
    for some in _stretches(ids):
        connection.execute(update(LINE).where(LINE.c.id.in_(some)).values(state=state, **more))


def learn(connection: Connection, *, line_id: int, fee: int, settled_as: str) -> None:
    """A later file knows more of a line: what is booked stays as it is."""
    mine = LINE.c.id == line_id
    nothing = LINE.c.fee_booked_as.is_(None) & LINE.c.bank_booked_as.is_(None)
    connection.execute(update(LINE).where(mine, nothing).values(fee=fee))
    connection.execute(update(LINE).where(mine, LINE.c.settled_as == "").values(settled_as=settled_as))


def proposed(connection: Connection, run_id: int) -> list[LineRow]:
    """What a reading of a file put before a second person, oldest first."""
    return _some(connection, (LINE.c.run_id == run_id) & LINE.c.state.in_((*WAITING, "posted", "refused")))


def decide(connection: Connection, run_id: int, *, agreed: bool) -> int:
    """What is proposed by this run is agreed to, or refused; how many."""
    here = (LINE.c.run_id == run_id) & (LINE.c.state == "proposed")
    made = connection.execute(update(LINE).where(here).values(state="agreed" if agreed else "refused"))
    return made.rowcount


def agreed(connection: Connection, *, limit: int) -> list[LineRow]:
    """What may be posted and is not yet."""
    return _some(connection, LINE.c.state == "agreed", limit=limit)


def without_fee(connection: Connection, provider: str) -> list[LineRow]:
    """Lines whose payment we hold and whose fee is in no posting."""
    here = _ours(provider) & (LINE.c.fee > 0) & LINE.c.fee_booked_as.is_(None)
    return _some(connection, here)


def without_bank(connection: Connection, provider: str) -> list[list[LineRow]]:
    """Lines whose payment we hold and whose way to our bank is in no posting, by transfer."""
    here = _ours(provider) & (LINE.c.settled_as != "") & LINE.c.bank_booked_as.is_(None)
    found = sorted(_some(connection, here), key=lambda line: line.settled_as)
    return [list(group) for _, group in groupby(found, key=lambda line: line.settled_as)]


def booked(connection: Connection, ids: Iterable[int], **postings: str) -> None:
    for some in _stretches(ids):
        connection.execute(update(LINE).where(LINE.c.id.in_(some)).values(**postings))


def _ours(provider: str) -> Any:
    return (LINE.c.provider == provider) & LINE.c.state.in_(("matched", "posted"))


def _held(provider: str) -> Any:
    return (
        select(PAYMENT.c.provider_id, PAYMENT.c.reference, PAYMENT.c.amount, PAYMENT.c.loan, PAYMENT.c.posted_as,
               POSTING.c.at)
        .join_from(PAYMENT, POSTING, POSTING.c.reference == PAYMENT.c.posted_as)
        .where(PAYMENT.c.provider == provider)
    )  # fmt: skip


def _standing(connection: Connection, query: Any) -> Iterator[Held]:
    rows = connection.execute(query).all()
    undone = {
        name for row in rows for name in (reversal_of(row.posted_as), reversal_of(placing_of(row.posted_as)))
    }
    seen: set[str] = set()
    for names in _stretches(undone):
        found = connection.execute(select(POSTING.c.reference).where(POSTING.c.reference.in_(_told(names))))
        seen |= {name for (name,) in found}
    for row in rows:
        suspect = reversal_of(row.posted_as) in seen or reversal_of(placing_of(row.posted_as)) in seen
        gone = suspect and _is_gone(connection, row.posted_as, row.loan)
        yield Held(row.provider_id, row.reference, row.amount, row.loan, row.at, gone)


def _is_gone(connection: Connection, posted_as: str, loan: str | None) -> bool:
    """Undone, and not because another payment was: what is booked again stands."""
    if loan is None:
        return True
    mine = {posted_as, placing_of(posted_as)}
    return not any(root(one.reference) in mine for one in live(books.of_loan(connection, loan)))


def _runs() -> Any:
    return select(RUN, func.coalesce(AGENT.c.name, "").label("by")).join_from(
        RUN, AGENT, AGENT.c.id == RUN.c.agent_id, isouter=True
    )


def _run(row: Any) -> RunRow:
    return RunRow(
        row.id, row.provider, row.name, row.sha256, row.first_day, row.last_day, row.counts, row.at, row.by
    )


def _some(connection: Connection, condition: Any, *, limit: int | None = None) -> list[LineRow]:
    query = select(LINE).where(condition).order_by(LINE.c.id).limit(limit)
    return [_line(row) for row in connection.execute(query)]


def _line(row: Any) -> LineRow:
    return LineRow(
        row.id, row.provider, row.provider_id, row.reference, row.amount, row.fee, row.settled_as, row.paid_at,
        row.state, row.run_id,
    )  # fmt: skip


def _told(values: list[str]) -> Any:
    """As literals: PostgreSQL looks many values up by their hash when it knows them, and one by one otherwise."""
    return bindparam("told", values, expanding=True, literal_execute=True)


def _stretches(values: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(values)
    while some := list(islice(left, AT_ONCE)):
        yield some
