"""What was odd about payments, one row for each, until a person has looked.

A kind is a word; the console words it (`oddity-<kind>` in locales/console) and knows what to do about it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store import pay_tables, tables
from bot.store.tables import table

ODDITY = table(pay_tables.PaymentOddity)
AGENT = table(tables.Agent)
LOAN = table(tables.Loan)
CONVERSATION = table(tables.Conversation)
LONGEST = 100


@dataclass(frozen=True, slots=True)
class OddityRow:
    """`settled_by` is the name of whoever settled it; `conversation_id` is with the customer of the plan."""

    id: int
    kind: str
    provider: str
    provider_id: str
    reference: str
    amount: int
    loan: str | None
    at: datetime
    last_at: datetime
    times: int
    detail: str
    settled_at: datetime | None
    note: str
    settled_by: str = ""
    conversation_id: int | None = None


def note(
    connection: Connection,
    *,
    kind: str,
    provider: str,
    provider_id: str,
    reference: str = "",
    amount: int = 0,
    loan: str | None = None,
    at: datetime,
    detail: str = "",
) -> bool:
    """Put it on the list. Told again it is counted and nothing else changes; True when it is new."""
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    made = connection.execute(
        dialect.insert(ODDITY)
        .values(
            kind=kind,
            provider=provider,
            provider_id=provider_id[:LONGEST],
            reference=reference[:LONGEST],
            amount=amount,
            loan=loan,
            at=at,
            last_at=at,
            times=1,
            detail=detail,
            note="",
        )
        .on_conflict_do_update(
            index_elements=["kind", "provider", "provider_id"],
            set_={"times": ODDITY.c.times + 1, "last_at": at},
        )
        .returning(ODDITY.c.times)
    )
    return bool(made.scalar_one() == 1)


def stands(connection: Connection, *, kind: str, provider: str, provider_id: str) -> bool:
    """Whether it is on the list, settled or not."""
    mine = (ODDITY.c.kind == kind) & (ODDITY.c.provider == provider) & (ODDITY.c.provider_id == provider_id)
    return connection.execute(select(ODDITY.c.id).where(mine)).first() is not None


def amount_of(connection: Connection, *, kind: str, provider: str, provider_id: str) -> int | None:
    """The amount that was told first; None when it is not on the list."""
    mine = (ODDITY.c.kind == kind) & (ODDITY.c.provider == provider) & (ODDITY.c.provider_id == provider_id)
    amount: int | None = connection.execute(select(ODDITY.c.amount).where(mine)).scalar()
    return amount


def count_more(connection: Connection, *, kind: str, provider: str, provider_id: str, more: int) -> None:
    """So many more of one that stands on the list; it is open again."""
    mine = (ODDITY.c.kind == kind) & (ODDITY.c.provider == provider) & (ODDITY.c.provider_id == provider_id)
    connection.execute(
        update(ODDITY).where(mine).values(times=ODDITY.c.times + more, settled_at=None, agent_id=None)
    )


def listed(connection: Connection, *, settled: bool, limit: int) -> list[OddityRow]:
    """The open ones oldest first; the settled ones newest first."""
    query = _query()
    if settled:
        query = query.where(ODDITY.c.settled_at.is_not(None)).order_by(ODDITY.c.settled_at.desc())
    else:
        query = query.where(ODDITY.c.settled_at.is_(None)).order_by(ODDITY.c.last_at, ODDITY.c.id)
    return [_row(one) for one in connection.execute(query.limit(limit))]


def by_id(connection: Connection, oddity_id: int) -> OddityRow | None:
    row = connection.execute(_query().where(ODDITY.c.id == oddity_id)).first()
    return _row(row) if row else None


def settle(connection: Connection, *, oddity_id: int, note: str, agent_id: int | None, at: datetime) -> bool:
    """Take it off the list of open ones; False when somebody has."""
    here = (ODDITY.c.id == oddity_id) & ODDITY.c.settled_at.is_(None)
    settled = update(ODDITY).where(here).values(settled_at=at, agent_id=agent_id, note=note)
    return connection.execute(settled).rowcount == 1


def _query() -> Any:
    return (
        select(ODDITY, AGENT.c.name.label("settled_by"), CONVERSATION.c.id.label("conversation_id"))
        .join_from(ODDITY, AGENT, AGENT.c.id == ODDITY.c.agent_id, isouter=True)
        .join(LOAN, LOAN.c.number == ODDITY.c.loan, isouter=True)
        .join(CONVERSATION, CONVERSATION.c.customer_id == LOAN.c.customer_id, isouter=True)
    )


def _row(row: Any) -> OddityRow:
    return OddityRow(
        row.id, row.kind, row.provider, row.provider_id, row.reference, row.amount, row.loan, row.at, row.last_at,
        row.times, row.detail, row.settled_at, row.note, row.settled_by or "", row.conversation_id,
    )  # fmt: skip
