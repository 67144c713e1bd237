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
SHOP = table(tables.Shop)
TRANSCRIPT = 300


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


def threads(
    connection: Connection, *, held_by: str = "", agent_id: int | None = None, limit: int = 200
) -> list[Thread]:
    """Conversations, who has waited longest first; those of one holder or one agent when asked for."""
    query = _threads()
    if held_by:
        query = query.where(CONVERSATION.c.held_by == held_by)
    if agent_id is not None:
        query = query.where(CONVERSATION.c.agent_id == agent_id)
    order = CONVERSATION.c.held_since.asc() if held_by else CONVERSATION.c.last_at.desc()
    return [_thread(row) for row in connection.execute(query.order_by(order).limit(limit))]


def thread(connection: Connection, conversation_id: int) -> Thread | None:
    row = connection.execute(_threads().where(CONVERSATION.c.id == conversation_id)).first()
    return _thread(row) if row else None


def transcript(connection: Connection, conversation_id: int) -> tuple[list[Any], int]:
    """The newest messages, oldest first, and how many older ones were left out."""
    mine = MESSAGE.c.conversation_id == conversation_id
    total = connection.execute(select(func.count()).select_from(MESSAGE).where(mine)).scalar_one()
    newest = (
        select(MESSAGE, AGENT.c.name.label("agent_name"))
        .join_from(MESSAGE, AGENT, AGENT.c.id == MESSAGE.c.agent_id, isouter=True)
        .where(mine)
        .order_by(MESSAGE.c.id.desc())
        .limit(TRANSCRIPT)
    )
    rows = list(connection.execute(newest))[::-1]
    return rows, total - len(rows)


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


def _threads() -> Any:
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
            AGENT.c.name.label("agent_name"),
            CONTACT.c.channel,
            CONTACT.c.address,
        )
        .join_from(CONVERSATION, CUSTOMER, CUSTOMER.c.id == CONVERSATION.c.customer_id)
        .join(CONTACT, and_(CONTACT.c.conversation_id == CONVERSATION.c.id, here))
        .join(AGENT, AGENT.c.id == CONVERSATION.c.agent_id, isouter=True)
    )


def _thread(row: Any) -> Thread:
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
    )
