"""The tables of getting paid: attempts at a provider's page, and what was odd about payments.

Storage only, as in `tables`; moments are UTC, money is integer paisa.
"""

from datetime import datetime

from sqlalchemy import Column, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from bot.store.tables import moment, paisa


class PaymentAttempt(SQLModel, table=True):
    """One time that a customer opened a provider's page for a request. `provider_ref` is our number for it there.

    `state`: open, paid, failed, given_up. While it is open and `next_at` has come, the provider is asked.
    """

    __tablename__ = "payment_attempt"
    __table_args__ = (
        UniqueConstraint("provider", "provider_ref"),
        Index("payment_attempt_next", "next_at", sqlite_where=text("state = 'open'"),
              postgresql_where=text("state = 'open'")),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    provider: str
    provider_ref: str
    reference: str = Field(index=True)
    amount: int = paisa()
    created_at: datetime = moment(nullable=False)
    expires_at: datetime = moment(nullable=False)
    state: str = "open"
    asked: int = 0
    next_at: datetime = moment(nullable=False)


class PaymentOddity(SQLModel, table=True):
    """Something about a payment that a person should look at. `times`: how often at least we were told of it.

    `amount` is what we were told; `detail` says what happened to the money. `settled_at`: a person has looked.
    """

    __tablename__ = "payment_oddity"
    __table_args__ = (
        UniqueConstraint("kind", "provider", "provider_id"),
        Index("payment_oddity_open", "last_at", sqlite_where=text("settled_at IS NULL"),
              postgresql_where=text("settled_at IS NULL")),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    provider: str
    provider_id: str
    reference: str = ""
    amount: int = paisa(default=0)
    loan: str | None = Field(default=None, index=True)
    at: datetime = moment(nullable=False)
    last_at: datetime = moment(nullable=False)
    times: int = 1
    detail: str = Field(default="", sa_column=Column(Text, nullable=False))
    settled_at: datetime | None = moment()
    agent_id: int | None = Field(default=None, foreign_key="agent.id")
    note: str = Field(default="", sa_column=Column(Text, nullable=False))
