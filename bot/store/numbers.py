"""Telephone numbers that change hands: asked by who proved themselves, decided by a supervisor."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from bot.store import tables
from bot.store.conversations import CONTACT, CONVERSATION, CUSTOMER, new_conversation
from bot.store.tables import table

CHANGE = table(tables.NumberChange)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """`conversation_id` is the one on the new number."""

    id: int
    customer_id: int
    name: str
    contact_id: int
    conversation_id: int
    address: str
    asked_at: datetime


def ask(connection: Connection, *, customer_id: int, contact_id: int, at: datetime) -> None:
    connection.execute(insert(CHANGE).values(customer_id=customer_id, contact_id=contact_id, asked_at=at))


def waiting(connection: Connection) -> list[ChangeRow]:
    """Oldest first."""
    return [_row(row) for row in connection.execute(_query().where(CHANGE.c.decided_at.is_(None)))]


def undecided(connection: Connection, change_id: int) -> ChangeRow | None:
    mine = (CHANGE.c.id == change_id) & CHANGE.c.decided_at.is_(None)
    row = connection.execute(_query().where(mine).with_for_update(of=CHANGE)).first()
    return _row(row) if row else None


def decide(
    connection: Connection, *, change_id: int, agreed: bool, agent_id: int | None, at: datetime
) -> None:
    values = {"agreed": agreed, "agent_id": agent_id, "decided_at": at}
    connection.execute(update(CHANGE).where(CHANGE.c.id == change_id).values(**values))


def move(connection: Connection, change: ChangeRow, *, at: datetime) -> None:
    """The new number gets the customer's conversation; the old ones belong to nobody we know."""
    mine = select(CONVERSATION.c.id).where(CONVERSATION.c.customer_id == change.customer_id)
    home = connection.execute(mine).scalar_one()
    strangers = new_conversation(connection, at)
    here = CONTACT.c.conversation_id
    connection.execute(update(CONTACT).where(here == home).values(conversation_id=strangers))
    connection.execute(update(CONTACT).where(here == change.conversation_id).values(conversation_id=home))
    connection.execute(
        update(CONVERSATION).where(CONVERSATION.c.id == home).values(contact_id=change.contact_id)
    )


def _query() -> Any:
    return (
        select(CHANGE, CUSTOMER.c.name, CONTACT.c.conversation_id, CONTACT.c.address)
        .join_from(CHANGE, CUSTOMER, CUSTOMER.c.id == CHANGE.c.customer_id)
        .join(CONTACT, CONTACT.c.id == CHANGE.c.contact_id)
        .order_by(CHANGE.c.id)
    )


def _row(row: Any) -> ChangeRow:
    return ChangeRow(
        row.id, row.customer_id, row.name, row.contact_id, row.conversation_id, row.address, row.asked_at
    )
