"""The tables of web shops: their keys, answers kept for a repeated request, and what is told to them.

Storage only, as in `tables`; moments are UTC, names ending in `_enc` are encrypted.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, LargeBinary, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from bot.store.tables import moment, plain

WAITING = text("state IN ('waiting', 'sending')")


def _sealed() -> Any:
    return Field(default=None, sa_column=Column(LargeBinary))


class ApiKey(SQLModel, table=True):
    """A key of a shop. `name` is the part of it that may be seen; of the rest a hash is kept, encrypted."""

    __tablename__ = "api_key"

    id: int | None = Field(default=None, primary_key=True)
    shop_id: int = Field(foreign_key="shop.id", index=True)
    name: str = Field(unique=True)
    hash_enc: bytes | None = _sealed()
    scopes: str
    at: datetime = moment(nullable=False)
    agent_id: int | None = Field(default=None, foreign_key="agent.id")
    last_used_at: datetime | None = moment()
    revoked_at: datetime | None = moment()


class KeptAnswer(SQLModel, table=True):
    """What a request with an Idempotency-Key was answered; it came from the same transaction as what it did.

    `digest` is of the request. The answer is encrypted, for it may hold a secret that is shown once.
    """

    __tablename__ = "api_answer"
    __table_args__ = (UniqueConstraint("shop_id", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    shop_id: int = Field(foreign_key="shop.id")
    key: str
    digest: str
    answer_enc: bytes | None = _sealed()
    at: datetime = moment(nullable=False)


class WebOrder(SQLModel, table=True):
    """What an order of a web shop has besides: the page of its customer, by a token that nobody can guess."""

    __tablename__ = "web_order"

    id: int | None = Field(default=None, primary_key=True)
    order_id: int = Field(foreign_key="shop_order.id", unique=True)
    token: str = Field(unique=True)
    description: str = Field(default="", sa_column=Column(Text, nullable=False))


class WebhookEndpoint(SQLModel, table=True):
    """Where a shop wants to be told. `events`: which of them, with blanks between; "" is all.

    While its secret is changed the one before signs too, until `old_until`. `failing_since`: nothing has arrived since.
    """

    __tablename__ = "webhook_endpoint"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    shop_id: int = Field(foreign_key="shop.id", index=True)
    url: str = Field(sa_column=Column(Text, nullable=False))
    events: str = ""
    secret_enc: bytes | None = _sealed()
    old_secret_enc: bytes | None = _sealed()
    old_until: datetime | None = moment()
    at: datetime = moment(nullable=False)
    failing_since: datetime | None = moment()
    disabled_at: datetime | None = moment()
    deleted_at: datetime | None = moment()


class OrderEvent(SQLModel, table=True):
    """Something happened that shops are told of, written in the transaction in which it happened."""

    __tablename__ = "order_event"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    shop_id: int = Field(foreign_key="shop.id", index=True)
    kind: str
    data: dict[str, Any] = plain(nullable=False)
    at: datetime = moment(nullable=False)


class WebhookDelivery(SQLModel, table=True):
    """One event on its way to one endpoint. `state`: waiting, sending, delivered, failed (given up)."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        UniqueConstraint("event_id", "endpoint_id"),
        Index("webhook_of_endpoint", "endpoint_id", "id"),
        Index("webhook_open", "next_at", sqlite_where=WAITING, postgresql_where=WAITING),
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    event_id: int = Field(foreign_key="order_event.id")
    endpoint_id: int = Field(foreign_key="webhook_endpoint.id")
    state: str = "waiting"
    attempts: int = 0
    next_at: datetime = moment(nullable=False)
    leased_until: datetime | None = moment()
    at: datetime = moment(nullable=False)


class WebhookAttempt(SQLModel, table=True):
    """One try: what was answered, how long it took; `error` in a word when there was no answer."""

    __tablename__ = "webhook_attempt"

    id: int | None = Field(default=None, primary_key=True)
    delivery_id: int = Field(foreign_key="webhook_delivery.id", index=True)
    at: datetime = moment(nullable=False)
    status: int | None = None
    milliseconds: int = 0
    error: str = ""
    answer: str = Field(default="", sa_column=Column(Text, nullable=False))
