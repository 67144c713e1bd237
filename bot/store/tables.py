"""The tables. Storage only: what a row means is said in the pure rooms (SQLModel does not validate table rows).

Money is integer paisa, moments are UTC, JSON columns hold plain data. Names ending in `_enc` are encrypted.
"""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    Index,
    LargeBinary,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.engine import Dialect
from sqlmodel import Field, SQLModel

SAID = text("message_id IS NOT NULL")
UNHEARD = text("state = 'sent' AND channel = 'whatsapp'")  # handed over, and nothing heard of it since


LATE_CHARGES = text("posting.kind = 'late_charge'")


class Moment(TypeDecorator[datetime]):
    """An aware moment; SQLite forgets time zones, so everything is stored in UTC and read back as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        moment = value.astimezone(UTC)
        return moment if dialect.name != "sqlite" else moment.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


def moment(*, nullable: bool = True, index: bool = False) -> Any:
    return Field(default=None, sa_column=Column(Moment(), nullable=nullable, index=index))


def plain(*, nullable: bool = True) -> Any:
    return Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=nullable))


def paisa(**field: Any) -> Any:
    return Field(sa_type=BigInteger, **field)


class Customer(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    created_at: datetime = moment(nullable=False)
    consented_at: datetime | None = moment()
    name: str = ""
    cnic_enc: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    cnic_key: str | None = Field(default=None, unique=True)  # keyed hash: found by it, never read from it
    cnic_masked: str = ""
    born: date | None = None
    work: str = ""
    income: int | None = paisa(default=None)
    obligations: int = paisa(default=0)
    payday_kind: str = ""
    payday_day: int | None = None
    credit_limit: int | None = paisa(default=None)
    refused_at: datetime | None = moment()
    pin_enc: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    pin_hash: str | None = None  # "sealed" when it is in `pin_enc`; otherwise as PINs were kept before
    pin_wrong: int = 0
    pin_locked_at: datetime | None = moment()
    unlocked_until: datetime | None = moment()
    paused_reason: str | None = None  # hardship, dispute: no reminder until a person has looked
    paused_by: int | None = None  # who ends it; None: whoever looks
    review_at: datetime | None = moment(index=True)  # a plan has ended: is the limit still right?
    erased_at: datetime | None = moment()  # what no rule makes us keep is gone


class Conversation(SQLModel, table=True):
    """One person, whatever channel they write on. `position` is the engine's; `version` counts the turns."""

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id", unique=True)
    position: dict[str, Any] = plain(nullable=False)
    held_by: str = Field(default="bot", index=True)
    held_since: datetime | None = moment()
    hand_reason: str = ""
    agent_id: int | None = Field(default=None, foreign_key="agent.id")
    contact_id: int | None = None  # where the customer wrote last, so where the answer goes
    last_at: datetime | None = moment()
    version: int = 0
    handoff_id: int | None = None  # the episode with people that is open now
    snoozed_until: datetime | None = moment()
    touched_at: datetime | None = moment()  # the holder's last act; who forgets is reminded, then loses it
    reminded_at: datetime | None = moment()


class Contact(SQLModel, table=True):
    """An address on a channel."""

    __table_args__ = (UniqueConstraint("channel", "address"),)

    id: int | None = Field(default=None, primary_key=True)
    conversation_id: int = Field(foreign_key="conversation.id", index=True)
    channel: str
    address: str
    created_at: datetime = moment(nullable=False)
    last_inbound_at: datetime | None = moment()
    opted_in_at: datetime | None = moment()
    opted_out_at: datetime | None = moment()
    unreachable_at: datetime | None = moment()  # WhatsApp said for good that it does not reach this address
    busy_until: datetime | None = moment()  # how full the measure of messages is (bot/services/flood.py)


class Message(SQLModel, table=True):
    """Everything said, both ways. An outgoing row is also its own place in the outbox: `state` and the lease.

    `state` of an inbound row is "received"; of an outgoing one queued, sending, sent, delivered, read, undelivered,
    failed, dead, suppressed. `text` never holds a PIN or a whole CNIC that a customer typed.

    `template`: what may go in its place once WhatsApp's window is shut, with the values and the written form of its
    text; `content_sid`: the approved content it did go as. `fallback_of`: the message that was refused before this one.
    `why`: in a word, why a message of ours was not sent or not sent on.
    """

    __table_args__ = (
        UniqueConstraint("direction", "channel", "provider_id"),
        Index("message_of_conversation", "conversation_id", "id"),
        Index("message_once_instead", "fallback_of", unique=True),
        Index("outbox_open", "conversation_id", "id", sqlite_where=text("state IN ('queued', 'sending')"),
              postgresql_where=text("state IN ('queued', 'sending')")),
        Index("message_unheard", "at", sqlite_where=UNHEARD, postgresql_where=UNHEARD),
        Index("outbox_lost", "state", "id", "next_at", "channel", "why", "error_code",
              sqlite_where=text("state IN ('dead', 'failed', 'undelivered', 'canceled', 'suppressed')"),
              postgresql_where=text("state IN ('dead', 'failed', 'undelivered', 'canceled', 'suppressed')")),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    conversation_id: int = Field(foreign_key="conversation.id")
    contact_id: int = Field(foreign_key="contact.id")
    direction: str
    channel: str
    address: str
    author: str  # customer, bot, agent, system
    agent_id: int | None = None
    text: str = Field(default="", sa_column=Column(Text, nullable=False))
    kind: str = "text"
    media: list[list[str]] | None = plain()  # what came along: [address, content type] each
    buttons: list[list[str]] | None = plain()
    tag: str = ""
    document_id: int | None = None  # a page that goes along
    provider_id: str | None = None
    state: str
    error_code: int | None = None
    segments: int = 0
    at: datetime = moment(nullable=False)
    reading: dict[str, Any] | None = plain()
    attempts: int = 0
    maybe_sent: bool = False  # an attempt began whose end is unknown: look at the provider before another
    next_at: datetime | None = moment()
    leased_until: datetime | None = moment()
    valid_until: datetime | None = moment()
    template: str | None = None
    template_language: str = ""
    template_variables: dict[str, Any] | None = plain()
    content_sid: str = ""
    fallback_of: int | None = None
    why: str = ""
    retried_at: datetime | None = moment()  # a person put it back into the outbox, which goes once
    cause: str | None = None  # what it answers or follows from, as in the logs (bot/tracing.py)


class Template(SQLModel, table=True):
    """A text handed in to WhatsApp. One row for each text there ever was: a changed one is another template.

    `status`: unsubmitted, received, pending, approved, rejected, paused, disabled; `reason` is WhatsApp's.
    """

    __table_args__ = (UniqueConstraint("key", "language", "digest"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str
    language: str
    digest: str
    sid: str
    status: str = "unsubmitted"
    reason: str = Field(default="", sa_column=Column(Text, nullable=False))
    checked_at: datetime | None = moment()


class DeliveryEvent(SQLModel, table=True):
    """Every delivery report as it came; reports come out of order, so all are kept and only rank decides."""

    __tablename__ = "delivery_event"

    id: int | None = Field(default=None, primary_key=True)
    provider_id: str = Field(index=True)
    state: str
    error_code: int | None = None
    at: datetime = moment(nullable=False)


class Shop(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    name: str
    city: str = ""
    phone: str = ""
    discount_bp: int = 0
    active: bool = True
    account_enc: bytes | None = Field(default=None, sa_column=Column(LargeBinary))  # where its money goes
    account_masked: str = ""
    enrolled_at: datetime | None = moment()
    proven_at: datetime | None = moment()  # somebody at `phone` said that it is the shop's
    denied_at: datetime | None = moment()  # or that it is not
    locked_at: datetime | None = moment()  # too many wrong codes: none is taken until a person has looked


class HandoverTry(SQLModel, table=True):
    """A wrong code that a shop sent."""

    __tablename__ = "handover_try"
    __table_args__ = (Index("handover_try_of_shop", "shop_id", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    shop_id: int = Field(foreign_key="shop.id")
    at: datetime = moment(nullable=False)


class Order(SQLModel, table=True):
    """A sale that a shop (`source` shop) or a web shop (api) began and a customer may take: price and shop are fixed.

    `number` can be typed on a keypad. `reference` is the shop's own, `address` the customer's telephone where the shop
    told it. `state`: open, taken (by `loan`), cancelled, expired.
    """

    __tablename__ = "shop_order"
    __table_args__ = (
        Index("shop_order_address", "address"),
        Index("shop_order_open", "expires_at", sqlite_where=text("state = 'open'"),
              postgresql_where=text("state = 'open'")),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    shop_id: int = Field(foreign_key="shop.id", index=True)
    price: int = paisa()
    source: str
    reference: str = ""
    address: str = ""
    state: str = "open"
    loan: str | None = Field(default=None, unique=True)
    return_url: str = Field(default="", sa_column=Column(Text, nullable=False))
    created_at: datetime = moment(nullable=False)
    expires_at: datetime = moment(nullable=False)
    settled_at: datetime | None = moment()


class Decision(SQLModel, table=True):
    """Each eligibility decision with its inputs, so that it can be replayed years later."""

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    at: datetime = moment(nullable=False)
    approved: bool
    credit_limit: int = paisa()
    data: dict[str, Any] = plain(nullable=False)


class Statement(SQLModel, table=True):
    """The key fact statement exactly as it was shown: data, texts and the hash over both."""

    id: int | None = Field(default=None, primary_key=True)
    loan: str = Field(unique=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    shown_at: datetime = moment(nullable=False)
    facts: dict[str, Any] = plain(nullable=False)
    shown: dict[str, str] = plain(nullable=False)
    digest: str
    accepted_at: datetime | None = moment()


class Document(SQLModel, table=True):
    """A page as it was shown: its words and figures, and the template it was set in. Set in type when asked for."""

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    kind: str  # kfs, account, receipt
    loan: str = Field(index=True)
    template: str
    page: dict[str, Any] = plain(nullable=False)
    digest: str  # SHA-256 over the page
    at: datetime = moment(nullable=False)


class Loan(SQLModel, table=True):
    """What was agreed. What is owed is not here: it follows from the ledger."""

    __table_args__ = (
        Index("loan_waiting", "shop_id", "accepted_at", sqlite_where=text("handed_over_at IS NULL"),
              postgresql_where=text("handed_over_at IS NULL")),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    shop_id: int = Field(foreign_key="shop.id", index=True)
    statement_id: int = Field(foreign_key="statement.id")
    accepted_at: datetime = moment(nullable=False)
    offer: dict[str, Any] = plain(nullable=False)
    state: str = Field(default="open", index=True)  # open, cancelled, closed
    closed_at: datetime | None = moment()
    handover_enc: bytes | None = Field(
        default=None, sa_column=Column(LargeBinary)
    )  # the code, to be told again
    handover_key: str | None = None  # keyed hash of the code that the customer shows the shop; None: void
    handed_over_at: datetime | None = moment()
    called_off_at: datetime | None = moment()  # the goods will not be handed over


class Installment(SQLModel, table=True):
    """What was agreed, and after it (numbered on) what took its place. `moved_to`: the due date since an extension."""

    __table_args__ = (
        UniqueConstraint("loan_id", "number"),
        Index("installment_due", "due"),
        Index("installment_due_now", text("coalesce(moved_to, due)")),
    )

    id: int | None = Field(default=None, primary_key=True)
    loan_id: int = Field(foreign_key="loan.id")
    number: int
    due: date
    amount: int = paisa()
    principal: int = paisa()
    markup: int = paisa()
    moved_to: date | None = None


class PostingRow(SQLModel, table=True):
    """One event in the books. Never updated, never deleted; each row's hash covers the row before it."""

    __tablename__ = "posting"
    __table_args__ = (
        Index("posting_late", "at", sqlite_where=text("kind = 'late_charge'"),
              postgresql_where=text("kind = 'late_charge'")),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    reference: str = Field(unique=True)
    at: datetime = moment(nullable=False)
    loan: str | None = Field(default=None, index=True)
    memo: dict[str, str] | None = plain()
    hash: str


class EntryRow(SQLModel, table=True):
    """One side of a posting: debit positive, credit negative, paisa."""

    __tablename__ = "entry"

    id: int | None = Field(default=None, primary_key=True)
    posting_id: int = Field(foreign_key="posting.id", index=True)
    account: str
    amount: int = paisa()
    loan: str | None = Field(default=None, index=True)
    installment: int | None = None


class PaymentRequest(SQLModel, table=True):
    __tablename__ = "payment_request"

    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(unique=True)
    loan: str = Field(index=True)
    amount: int = paisa()
    provider: str
    created_at: datetime = moment(nullable=False)


class Payment(SQLModel, table=True):
    """Money that a provider says it has; `posted_as` is the reference of its posting, None while unplaced."""

    __table_args__ = (UniqueConstraint("provider", "provider_id"),)

    id: int | None = Field(default=None, primary_key=True)
    provider: str
    provider_id: str
    reference: str = Field(index=True)
    amount: int = paisa()
    at: datetime = moment(nullable=False)
    loan: str | None = Field(default=None, index=True)
    posted_as: str | None = None


class Payout(SQLModel, table=True):
    """Credit that a customer asked back. `paid_as` is the provider's number of the transfer, None until it left."""

    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(unique=True)
    loan: str = Field(index=True)
    amount: int = paisa()
    asked_at: datetime = moment(nullable=False)
    paid_at: datetime | None = moment()
    paid_as: str | None = None


class Complaint(SQLModel, table=True):
    """The register of complaints. `words` are the customer's, with numbers masked."""

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    words: str = Field(default="", sa_column=Column(Text, nullable=False))
    opened_at: datetime = moment(nullable=False)
    answer_by: datetime = moment(nullable=False)
    remind_at: datetime = moment(nullable=False)
    reminded_at: datetime | None = moment()
    answered_at: datetime | None = moment()
    answer: str = Field(default="", sa_column=Column(Text, nullable=False))
    agent_id: int | None = Field(default=None, foreign_key="agent.id")


class NumberChange(SQLModel, table=True):
    """A customer proved who they are on a new number. `decided_at` is when a supervisor looked."""

    __tablename__ = "number_change"

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    contact_id: int = Field(foreign_key="contact.id")
    asked_at: datetime = moment(nullable=False)
    decided_at: datetime | None = moment()
    agreed: bool | None = None
    agent_id: int | None = Field(default=None, foreign_key="agent.id")


class DataRequest(SQLModel, table=True):
    """A customer asked for a copy of what we hold ("copy") or for its erasure ("erase")."""

    __tablename__ = "data_request"

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    kind: str
    asked_at: datetime = moment(nullable=False)
    done_at: datetime | None = moment()


class Promise(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    loan: str = Field(index=True)
    installment: int
    day: date
    broken: int = 0  # how many days that were chosen before for the same instalment passed without the money
    made_at: datetime = moment(nullable=False)


class Reminder(SQLModel, table=True):
    """One planned reminder. `state`: planned, sent, skipped (with `why`), people (the bot has said all it may),
    spoken (and a person has talked with them).

    `due`: the due date it speaks of, or the day that was promised; `due_at`: when it was to go out, `next_at`: when to
    look at it (again).
    """

    __table_args__ = (
        UniqueConstraint("loan_id", "installment", "kind", "due", name="reminder_once"),
        Index("reminder_next", "state", "next_at"),
        Index("reminder_message", "message_id", sqlite_where=SAID, postgresql_where=SAID),
    )

    id: int | None = Field(default=None, primary_key=True)
    loan_id: int = Field(foreign_key="loan.id")
    installment: int
    kind: str
    due: date
    due_at: datetime = moment(nullable=False)
    next_at: datetime = moment(nullable=False)
    state: str = "planned"
    why: str = ""
    message_id: int | None = None
    settled_at: datetime | None = moment()


class Agent(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    username: str = Field(unique=True)
    name: str
    role: str = "agent"
    password_hash: str
    created_at: datetime = moment(nullable=False)
    active: bool = True
    language: str = "en"  # of the console: en, ur
    epoch: int = 0  # counts what ends every session: a new password, leaving
    totp_enc: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    totp_step: int = 0  # the last time step that was used: a code lets in once


class Audit(SQLModel, table=True):
    """Who saw and did what."""

    __table_args__ = (
        Index("audit_of_action", "action", "at"),
        Index("audit_of_conversation", "conversation_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = moment(nullable=False)
    agent_id: int | None = Field(default=None, index=True)
    action: str
    conversation_id: int | None = None
    detail: str = ""


class Lease(SQLModel, table=True):
    """Who leads (the scheduler); a lease runs out by itself when its holder dies."""

    name: str = Field(primary_key=True)
    holder: str
    until: datetime = moment(nullable=False)


class Progress(SQLModel, table=True):
    """How far a piece of work that goes along the calendar has come."""

    name: str = Field(primary_key=True)
    until: datetime = moment(nullable=False)


class HeldRequest(SQLModel, table=True):
    """A signed request that came while the store could not keep up, as it came. Gone once it was taken.

    `kind`: message, call, status. `key` names it once and for all, `at` is when it came.
    """

    __tablename__ = "held_request"

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    key: str = Field(unique=True)
    form_enc: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    at: datetime = moment(nullable=False)
    attempts: int = 0
    next_at: datetime = moment(nullable=False)


class Checkup(SQLModel, table=True):
    """The last look at something that must be in order, and how many problems it found."""

    name: str = Field(primary_key=True)
    at: datetime = moment(nullable=False)
    problems: int


class LedgerHead(SQLModel, table=True):
    """The hash of the newest posting. Locking this one row puts postings in one order on every store."""

    __tablename__ = "ledger_head"

    id: int | None = Field(default=None, primary_key=True)
    hash: str


def table(model: type[SQLModel]) -> Table:
    """The Core table of a model, for the hot statements of a turn."""
    return SQLModel.metadata.tables[str(model.__tablename__)]
