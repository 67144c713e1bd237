"""What needs two people: asked by one, decided once by another. And forms that do nothing twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store import desk_tables, tables
from bot.store.tables import table

APPROVAL = table(desk_tables.Approval)
ONCE = table(desk_tables.Once)
AGENT = table(tables.Agent)


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """`agreed` None: nobody has decided. `outcome`: "done", or the rule that forbade it by then.

    `asked_by` None: the command line, by an operator whom nobody at the desk is.
    """

    id: int
    kind: str
    loan: str
    conversation_id: int | None
    amount: int
    params: Mapping[str, str]
    reason: str
    asked_by: int | None
    asked_at: datetime
    decided_at: datetime | None
    agreed: bool | None
    answer: str
    outcome: str
    asker: str | None
    decider: str | None


def ask(
    connection: Connection,
    *,
    kind: str,
    loan: str,
    conversation_id: int | None,
    amount: int,
    params: Mapping[str, str],
    reason: str,
    agent_id: int | None,
    at: datetime,
) -> bool:
    """Write down what somebody wants done. False when the very same is asked already."""
    same = select(APPROVAL.c.params).where(
        APPROVAL.c.kind == kind, APPROVAL.c.loan == loan, APPROVAL.c.decided_at.is_(None)
    )
    if any(row.params == dict(params) for row in connection.execute(same)):
        return False
    connection.execute(
        insert(APPROVAL).values(
            kind=kind,
            loan=loan,
            conversation_id=conversation_id,
            amount=amount,
            params=dict(params),
            reason=reason,
            asked_by=agent_id,
            asked_at=at,
            answer="",
            outcome="",
        )
    )
    return True


def by_id(connection: Connection, approval_id: int) -> ApprovalRow | None:
    row = connection.execute(_query().where(APPROVAL.c.id == approval_id)).first()
    return ApprovalRow(**row._mapping) if row else None


def undecided(connection: Connection, *, asked_by: int | None = None) -> list[ApprovalRow]:
    """Oldest first; of everybody, or of one agent."""
    query = _of(asked_by).where(APPROVAL.c.decided_at.is_(None)).order_by(APPROVAL.c.id)
    return _rows(connection, query)


def decided(connection: Connection, *, asked_by: int | None = None, limit: int) -> list[ApprovalRow]:
    """The newest decisions first; of what everybody asked, or one agent."""
    query = _of(asked_by).where(APPROVAL.c.decided_at.is_not(None))
    return _rows(connection, query.order_by(APPROVAL.c.decided_at.desc(), APPROVAL.c.id.desc()).limit(limit))


def decide(
    connection: Connection, *, approval_id: int, agent_id: int, agreed: bool, answer: str, at: datetime
) -> bool:
    """False when somebody decided before. The row count tells, also of two who decide in the same moment."""
    own = APPROVAL.c.asked_by.is_not(None) & (APPROVAL.c.asked_by == agent_id)
    made = connection.execute(
        update(APPROVAL)
        .where(APPROVAL.c.id == approval_id, APPROVAL.c.decided_at.is_(None), ~own)
        .values(decided_by=agent_id, decided_at=at, agreed=agreed, answer=answer)
    )
    return made.rowcount == 1


def became(connection: Connection, *, approval_id: int, outcome: str) -> None:
    connection.execute(update(APPROVAL).where(APPROVAL.c.id == approval_id).values(outcome=outcome))


def first_time(connection: Connection, *, key: str, agent_id: int, at: datetime) -> bool:
    """Whether a form's one-time key is used for the first time; whoever uses it at the same moment waits."""
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    made = connection.execute(
        dialect.insert(ONCE)
        .values(key=key, agent_id=agent_id, at=at)
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(ONCE.c.key)
    )
    return made.first() is not None


def _of(asked_by: int | None) -> Any:
    return _query() if asked_by is None else _query().where(APPROVAL.c.asked_by == asked_by)


def _query() -> Any:
    asker, decider = AGENT.alias("asker"), AGENT.alias("decider")
    names = ("id", "kind", "loan", "conversation_id", "amount", "params", "reason", "asked_by", "asked_at",
             "decided_at", "agreed", "answer", "outcome")  # fmt: skip
    return (
        select(
            *(APPROVAL.c[name] for name in names),
            asker.c.name.label("asker"),
            decider.c.name.label("decider"),
        )
        .join_from(APPROVAL, asker, asker.c.id == APPROVAL.c.asked_by, isouter=True)
        .join(decider, decider.c.id == APPROVAL.c.decided_by, isouter=True)
    )


def _rows(connection: Connection, query: Any) -> list[ApprovalRow]:
    return [ApprovalRow(**row._mapping) for row in connection.execute(query)]
