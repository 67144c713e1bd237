"""Read views: rows joined as the pages and the command line show them. Nothing here writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from bot.store import tables
from bot.store.tables import table

CONTACT = table(tables.Contact)
CONVERSATION = table(tables.Conversation)
CUSTOMER = table(tables.Customer)
MESSAGE = table(tables.Message)
AGENT = table(tables.Agent)
AUDIT = table(tables.Audit)
SHOP = table(tables.Shop)
TRANSCRIPT = 300
PAGE = 100  # messages of a conversation on the desk at once


@dataclass(frozen=True, slots=True)
class Thread:
    """One conversation with its customer, its last contact and its holder."""

    id: int
    customer_id: int
    name: str
    cnic_masked: str
    credit_limit: int | None
    held_by: str
    held_since: datetime | None
    reason: str
    agent_id: int | None
    agent_name: str
    channel: str
    address: str
    position: dict[str, Any]
    last_at: datetime
    refused: bool = False
    pin_locked: bool = False
    paused: str = ""
    handoff_id: int | None = None
    snoozed_until: datetime | None = None
    touched_at: datetime | None = None
    reminded_at: datetime | None = None


def thread(connection: Connection, conversation_id: int) -> Thread | None:
    row = connection.execute(threads_query().where(CONVERSATION.c.id == conversation_id)).first()
    return as_thread(row) if row else None


def transcript(
    connection: Connection, conversation_id: int, *, before: int = 0, first: int = 0, limit: int = PAGE
) -> tuple[list[Any], bool]:
    """The newest messages (older than `before`, an id), oldest first, and whether there are older ones still.

    `first`: all from that id on, up to TRANSCRIPT of them.
    """
    mine = MESSAGE.c.conversation_id == conversation_id
    if first:
        mine, limit = mine & (MESSAGE.c.id >= first), TRANSCRIPT
    newest = (
        select(MESSAGE, AGENT.c.name.label("agent_name"))
        .join_from(MESSAGE, AGENT, AGENT.c.id == MESSAGE.c.agent_id, isouter=True)
        .where(mine, MESSAGE.c.id < before if before else mine)
        .order_by(MESSAGE.c.id.desc())
        .limit(limit + 1)
    )
    rows = list(connection.execute(newest))
    return rows[:limit][::-1], len(rows) > limit or bool(first)


def inbound_since(connection: Connection, *, conversation_id: int, since: datetime, limit: int) -> list[Any]:
    """What the customer wrote from a moment on, newest first."""
    query = (
        select(MESSAGE.c.id, MESSAGE.c.text, MESSAGE.c.kind, MESSAGE.c.at)
        .where(
            MESSAGE.c.conversation_id == conversation_id, MESSAGE.c.direction == "in", MESSAGE.c.at >= since
        )
        .order_by(MESSAGE.c.id.desc())
        .limit(limit)
    )
    return list(connection.execute(query))


def contacts(connection: Connection, conversation_id: int) -> list[Any]:
    """Every address of a conversation, the oldest first."""
    query = select(CONTACT).where(CONTACT.c.conversation_id == conversation_id).order_by(CONTACT.c.id)
    return list(connection.execute(query))


def newest_message(connection: Connection, conversation_id: int) -> int:
    """The id of the newest message; 0 when there is none."""
    query = select(func.max(MESSAGE.c.id)).where(MESSAGE.c.conversation_id == conversation_id)
    return connection.execute(query).scalar() or 0


def conversation_fingerprint(connection: Connection, conversation_id: int) -> tuple[Any, ...] | None:
    """Changes with new messages, their delivery, notes, whatever people do, and who holds it. None: there is none."""
    newest = (
        select(MESSAGE.c.id, MESSAGE.c.state)
        .where(MESSAGE.c.conversation_id == conversation_id)
        .order_by(MESSAGE.c.id.desc())
        .limit(20)
    )
    done = select(func.max(AUDIT.c.id)).where(
        AUDIT.c.conversation_id == conversation_id, AUDIT.c.action != "see"
    )
    here = select(
        CONVERSATION.c.version, CONVERSATION.c.held_by, CONVERSATION.c.agent_id, CONVERSATION.c.reminded_at
    )
    held = here.add_columns(done.scalar_subquery()).where(CONVERSATION.c.id == conversation_id)
    states = tuple(tuple(row) for row in connection.execute(newest))
    row = connection.execute(held).one_or_none()
    return (states, tuple(row)) if row else None


def last_texts(connection: Connection, conversation_ids: Sequence[int]) -> dict[int, str]:
    """The newest message of each conversation."""
    newest = (
        select(func.max(MESSAGE.c.id))
        .where(MESSAGE.c.conversation_id.in_(conversation_ids))
        .group_by(MESSAGE.c.conversation_id)
    )
    query = select(MESSAGE.c.conversation_id, MESSAGE.c.text).where(MESSAGE.c.id.in_(newest))
    return {row.conversation_id: row.text for row in connection.execute(query)}


def phone_thread(connection: Connection, *, channel: str, address: str, after: int) -> list[Any]:
    """The messages of one address on one channel, oldest first."""
    query = (
        select(MESSAGE)
        .where(MESSAGE.c.channel == channel, MESSAGE.c.address == address, MESSAGE.c.id > after)
        .order_by(MESSAGE.c.id)
        .limit(TRANSCRIPT)
    )
    return list(connection.execute(query))


def conversation_of(connection: Connection, address: str) -> int | None:
    query = select(CONTACT.c.conversation_id).where(CONTACT.c.address == address).limit(1)
    return connection.execute(query).scalar()


def shops(connection: Connection) -> list[Any]:
    return list(connection.execute(select(SHOP).where(SHOP.c.active.is_(True)).order_by(SHOP.c.id)))


def threads_query() -> Any:
    other = CONTACT.alias("other")
    first = select(func.min(other.c.id)).where(other.c.conversation_id == CONVERSATION.c.id)
    here = or_(
        CONTACT.c.id == CONVERSATION.c.contact_id,
        and_(CONVERSATION.c.contact_id.is_(None), CONTACT.c.id == first.scalar_subquery()),
    )
    return (
        select(
            CONVERSATION,
            CUSTOMER.c.name,
            CUSTOMER.c.cnic_masked,
            CUSTOMER.c.credit_limit,
            CUSTOMER.c.created_at,
            CUSTOMER.c.refused_at,
            CUSTOMER.c.pin_locked_at,
            CUSTOMER.c.paused_reason,
            AGENT.c.name.label("agent_name"),
            CONTACT.c.channel,
            CONTACT.c.address,
        )
        .join_from(CONVERSATION, CUSTOMER, CUSTOMER.c.id == CONVERSATION.c.customer_id)
        .join(CONTACT, and_(CONTACT.c.conversation_id == CONVERSATION.c.id, here))
        .join(AGENT, AGENT.c.id == CONVERSATION.c.agent_id, isouter=True)
    )


def as_thread(row: Any) -> Thread:
    return Thread(
        id=row.id,
        customer_id=row.customer_id,
        name=row.name,
        cnic_masked=row.cnic_masked,
        credit_limit=row.credit_limit,
        held_by=row.held_by,
        held_since=row.held_since,
        reason=row.hand_reason,
        agent_id=row.agent_id,
        agent_name=row.agent_name or "",
        channel=row.channel,
        address=row.address,
        position=row.position,
        last_at=row.last_at or row.created_at,
        refused=row.refused_at is not None,
        pin_locked=row.pin_locked_at is not None,
        paused=row.paused_reason or "",
        handoff_id=row.handoff_id,
        snoozed_until=row.snoozed_until,
        touched_at=row.touched_at,
        reminded_at=row.reminded_at,
    )
