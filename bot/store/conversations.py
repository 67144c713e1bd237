"""Contacts and conversations: who is writing, where they stand, who holds the conversation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, func, insert, select, update

from bot.store import tables
from bot.store.database import lock_person, new_id
from bot.store.tables import table

CONTACT = table(tables.Contact)
CONVERSATION = table(tables.Conversation)
CUSTOMER = table(tables.Customer)

CHANNELS = ("whatsapp", "sms")
HeldBy = Literal["bot", "queue", "agent"]
EMPTY: dict[str, Any] = {"frames": [], "language": None, "misses": 0, "shown": False}


# What every turn says is built once: building a statement takes as long as carrying it out.
LINES = select(
    CONTACT.c.id.label("contact_id"),
    CONTACT.c.channel,
    CONTACT.c.address,
    CONTACT.c.opted_out_at,
    CONTACT.c.last_inbound_at,
    CONTACT.c.unreachable_at,
    CONTACT.c.busy_until,
    CONVERSATION.c.id.label("conversation_id"),
    CONVERSATION.c.customer_id,
    CONVERSATION.c.position,
    CONVERSATION.c.held_by,
    CONVERSATION.c.held_since,
    CONVERSATION.c.agent_id,
    CONVERSATION.c.contact_id.label("last_contact_id"),
    CONVERSATION.c.last_at,
).join_from(CONTACT, CONVERSATION, CONTACT.c.conversation_id == CONVERSATION.c.id)
_LOCKED = LINES.limit(1).with_for_update(of=CONVERSATION, key_share=True)
_HERE = CONTACT.c.conversation_id == bindparam("conversation")
_BY_ADDRESS = _LOCKED.where(
    CONTACT.c.channel == bindparam("channel"), CONTACT.c.address == bindparam("address")
)
_BY_CONTACT = _LOCKED.where(CONTACT.c.id == bindparam("contact"))
_BY_CONVERSATION = _LOCKED.where(_HERE)
_WHERE_LAST = _LOCKED.where(_HERE, CONTACT.c.id == CONVERSATION.c.contact_id)
_OF_CUSTOMER = LINES.where(CONVERSATION.c.customer_id == bindparam("customer")).order_by(CONTACT.c.id)
_NEW_CUSTOMER = insert(CUSTOMER).values(
    name="", cnic_masked="", work="", obligations=0, payday_kind="", pin_wrong=0
)
_NEW_CONVERSATION = insert(CONVERSATION).values(position=EMPTY, held_by="bot", hand_reason="", version=0)
_NEW_CONTACT = insert(CONTACT)
_CONVERSATION_OF = (
    select(CONTACT.c.conversation_id)
    .where(CONTACT.c.channel.in_(CHANNELS))  # the index begins with the channel
    .where(CONTACT.c.address == bindparam("address"))
    .limit(1)
)
_SET_CONTACT = update(CONTACT).where(CONTACT.c.id == bindparam("contact"))
_SET_CONVERSATION = update(CONVERSATION).where(CONVERSATION.c.id == bindparam("conversation"))
_SAVE_POSITION = _SET_CONVERSATION.values(position=bindparam("position"), version=CONVERSATION.c.version + 1)


@dataclass(frozen=True, slots=True)
class Line:
    """A contact with its conversation, as a turn needs them."""

    contact_id: int
    conversation_id: int
    customer_id: int
    channel: str
    address: str
    position: Mapping[str, Any]
    held_by: HeldBy
    agent_id: int | None
    last_contact_id: int | None
    opted_out_at: datetime | None
    last_inbound_at: datetime | None
    held_since: datetime | None
    unreachable: bool = False  # WhatsApp said for good that it does not reach this address
    busy_until: datetime | None = None
    last_at: datetime | None = None  # when they last wrote or rang, wherever

    @property
    def opted_out(self) -> bool:
        """Whether STOP was the last word here about our messages."""
        return self.opted_out_at is not None

    def is_held_by(self, agent_id: int) -> bool:
        """Whether this agent has the conversation."""
        return self.held_by == "agent" and self.agent_id == agent_id


def line_of(connection: Connection, *, channel: str, address: str, at: datetime) -> Line:
    """The conversation of an address, made on its first message. One number is one person on both channels."""
    found = find_line(connection, channel=channel, address=address)
    if found:
        return found
    lock_person(connection, address)  # two customers may be the first to buy in a shop at the same moment
    if found := find_line(connection, channel=channel, address=address):
        return found
    conversation_id = _conversation_of(connection, address) or new_conversation(connection, at)
    here = {"channel": channel, "address": address, "created_at": at}
    connection.execute(_NEW_CONTACT, {"conversation_id": conversation_id, **here})
    made = find_line(connection, channel=channel, address=address)
    assert made is not None
    return made


def find_line(connection: Connection, *, channel: str, address: str) -> Line | None:
    return _line(connection, _BY_ADDRESS, channel=channel, address=address)


def line_by_conversation(connection: Connection, conversation_id: int) -> Line | None:
    """The line on which the customer wrote last, or the first there is."""
    last = _line(connection, _WHERE_LAST, conversation=conversation_id)
    return last or _line(connection, _BY_CONVERSATION, conversation=conversation_id)


def line_of_customer(connection: Connection, customer_id: int) -> Line:
    """The line on which a customer wrote last, or the first there is."""
    found = line_by_conversation(connection, of_customer(connection, customer_id))
    assert found is not None  # whoever is a customer has written from somewhere
    return found


def line_by_contact(connection: Connection, contact_id: int) -> Line:
    """The line of one address, its conversation held until the transaction is over."""
    found = _line(connection, _BY_CONTACT, contact=contact_id)
    assert found is not None  # messages point at contacts that exist
    return found


def lines_of_customer(connection: Connection, customer_id: int) -> list[Line]:
    return [as_line(row) for row in connection.execute(_OF_CUSTOMER, {"customer": customer_id})]


def last_address(connection: Connection, customer_id: int) -> str:
    """Where they wrote last, or the first there is; nothing is held."""
    lines = lines_of_customer(connection, customer_id)
    last = max(lines, key=lambda line: line.contact_id == line.last_contact_id, default=None)
    return last.address if last else ""


def _line(connection: Connection, statement: Any, **where: Any) -> Line | None:
    row = connection.execute(statement, where).first()
    return as_line(row) if row else None


def as_line(row: Any) -> Line:
    return Line(
        contact_id=row.contact_id,
        conversation_id=row.conversation_id,
        customer_id=row.customer_id,
        channel=row.channel,
        address=row.address,
        position=row.position,
        held_by=row.held_by,
        agent_id=row.agent_id,
        last_contact_id=row.last_contact_id,
        opted_out_at=row.opted_out_at,
        last_inbound_at=row.last_inbound_at,
        held_since=row.held_since,
        unreachable=row.unreachable_at is not None,
        busy_until=row.busy_until,
        last_at=row.last_at,
    )


def lock(connection: Connection, *, customer_id: int) -> None:
    """Nobody else takes a turn with this customer until the transaction is over; words to them may be put out."""
    mine = CONVERSATION.c.customer_id == customer_id
    connection.execute(select(CONVERSATION.c.id).where(mine).with_for_update(key_share=True)).all()


def heard(connection: Connection, *, line: Line, at: datetime, busy_until: datetime | None = None) -> None:
    """The customer wrote here just now: answers go to this contact, and WhatsApp's 24 hours begin again."""
    values = {"last_inbound_at": at, "unreachable_at": None, "busy_until": busy_until or line.busy_until}
    connection.execute(_SET_CONTACT, {"contact": line.contact_id, **values})
    here = {"conversation": line.conversation_id, "contact_id": line.contact_id, "last_at": at}
    connection.execute(_SET_CONVERSATION, here)


def rang(connection: Connection, *, line: Line, at: datetime) -> None:
    """The customer rang just now. That moves nobody: answers go on to where they wrote last, if they ever wrote.

    Nor is it writing: after STOP nobody is owed an answer for a call, whose number can be forged.
    """
    connection.execute(
        update(CONVERSATION)
        .where(CONVERSATION.c.id == line.conversation_id)
        .values(contact_id=func.coalesce(CONVERSATION.c.contact_id, line.contact_id), last_at=at)
    )


def save_position(connection: Connection, *, conversation_id: int, position: Mapping[str, Any]) -> None:
    connection.execute(_SAVE_POSITION, {"conversation": conversation_id, "position": position})


def positions(connection: Connection, *, after: int, limit: int) -> list[tuple[int, Mapping[str, Any]]]:
    """The next conversations by id with where they stand, held until the transaction is over."""
    rows = connection.execute(
        select(CONVERSATION.c.id, CONVERSATION.c.position)
        .where(CONVERSATION.c.id > after)
        .order_by(CONVERSATION.c.id)
        .limit(limit)
        .with_for_update()
    )
    return [(row.id, row.position) for row in rows]


def paused(connection: Connection, *, quiet_since: datetime) -> list[tuple[int, str]]:
    """(conversation, reason) of customers whose reminders rest until a person has looked, whom the bot has, and who
    were quiet since then.
    """
    query = (
        select(CONVERSATION.c.id, CUSTOMER.c.paused_reason)
        .join_from(CUSTOMER, CONVERSATION, CONVERSATION.c.customer_id == CUSTOMER.c.id)
        .where(CUSTOMER.c.paused_reason.is_not(None), CUSTOMER.c.paused_by.is_(None))
        .where(CONVERSATION.c.held_by == "bot")
        .where(CONVERSATION.c.last_at <= quiet_since)
        .order_by(CONVERSATION.c.id)
    )
    return [(row[0], str(row[1])) for row in connection.execute(query)]


def opt_out(connection: Connection, *, contact_id: int, at: datetime) -> None:
    connection.execute(update(CONTACT).where(CONTACT.c.id == contact_id).values(opted_out_at=at))


def opt_in(connection: Connection, *, contact_id: int, at: datetime) -> None:
    """Only when the customer says so in as many words."""
    mine = CONTACT.c.id == contact_id
    connection.execute(update(CONTACT).where(mine).values(opted_out_at=None, opted_in_at=at))


def learn_opt_out(connection: Connection, *, contact_id: int, sent_at: datetime, at: datetime) -> None:
    """The carrier knows of a STOP that we have not seen; a START after `sent_at` is newer than what it tells."""
    older = CONTACT.c.opted_in_at.is_(None) | (CONTACT.c.opted_in_at <= sent_at)
    mine = (CONTACT.c.id == contact_id) & CONTACT.c.opted_out_at.is_(None) & older
    connection.execute(update(CONTACT).where(mine).values(opted_out_at=at))


def set_unreachable(connection: Connection, *, contact_id: int, at: datetime) -> None:
    """Until they write there again, what is for this address goes another way."""
    connection.execute(update(CONTACT).where(CONTACT.c.id == contact_id).values(unreachable_at=at))


def _conversation_of(connection: Connection, address: str) -> int | None:
    return connection.execute(_CONVERSATION_OF, {"address": address}).scalar()


def of_customer(connection: Connection, customer_id: int) -> int:
    """The conversation of a customer."""
    mine = select(CONVERSATION.c.id).where(CONVERSATION.c.customer_id == customer_id)
    return int(connection.execute(mine).scalar_one())


def new_conversation(connection: Connection, at: datetime) -> int:
    """With a customer of whom nothing is known yet."""
    customer = new_id(connection.execute(_NEW_CUSTOMER, {"created_at": at}))
    return new_id(connection.execute(_NEW_CONVERSATION, {"customer_id": customer}))
