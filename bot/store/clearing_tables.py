"""The tables of clearing: settlement files of providers, payouts to shops, files of instructions, claims of payment.

Storage only, as in `tables`; moments are UTC, money is integer paisa.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from bot.store.tables import moment, paisa, plain

NOT_BOOKED = text("(fee > 0 AND fee_booked_as IS NULL) OR (settled_as != '' AND bank_booked_as IS NULL)")
OPEN = text("state = 'open'")


class Reconciliation(SQLModel, table=True):
    """One reading of a provider's settlement file. `counts`: matched, missing, extra, differing, and more by name."""

    id: int | None = Field(default=None, primary_key=True)
    provider: str
    name: str
    sha256: str
    first_day: date
    last_day: date
    counts: dict[str, Any] = plain(nullable=False)
    agent_id: int | None = Field(default=None, foreign_key="agent.id")  # None: the command line
    at: datetime = moment(nullable=False)


class SettlementLine(SQLModel, table=True):
    """A payment as a provider's file tells it. `settled_as`: the transfer with which it reached our bank.

    `state`: matched (we hold the same), proposed (we do not: a second person is asked), agreed, posted, refused,
    differing. `fee_booked_as`, `bank_booked_as`: the postings that hold its fee, and its way to our bank.
    """

    __tablename__ = "settlement_line"
    __table_args__ = (
        UniqueConstraint("provider", "provider_id"),
        Index("settlement_line_of_day", "paid_at"),
        Index("settlement_line_state", "state", "run_id"),
        Index("settlement_line_unbooked", "provider", sqlite_where=NOT_BOOKED, postgresql_where=NOT_BOOKED),
    )

    id: int | None = Field(default=None, primary_key=True)
    provider: str
    provider_id: str
    reference: str = ""
    amount: int = paisa()
    fee: int = paisa(default=0)
    settled_as: str = ""
    paid_at: datetime = moment(nullable=False)
    state: str
    run_id: int = Field(foreign_key="reconciliation.id")
    fee_booked_as: str | None = None
    bank_booked_as: str | None = None


class PayoutFile(SQLModel, table=True):
    """Payouts that leave together. `payee`: customers, shops. `state`: asked, agreed, written, refused.

    `provider` is where the money leaves from.
    """

    __tablename__ = "payout_file"

    id: int | None = Field(default=None, primary_key=True)
    payee: str
    provider: str
    state: str
    name: str = ""
    made_at: datetime = moment(nullable=False)
    agreed_at: datetime | None = moment()
    written_at: datetime | None = moment()
    agent_id: int | None = Field(default=None, foreign_key="agent.id")


class ShopPayout(SQLModel, table=True):
    """What a shop gets for one sale. `amount`: what is sent, or would be now. The rest as in `Payout`."""

    __tablename__ = "shop_payout"
    __table_args__ = (Index("shop_payout_state", "state", "file_id"),)

    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(unique=True)
    loan: str = Field(unique=True)
    shop_id: int = Field(foreign_key="shop.id", index=True)
    amount: int = paisa()
    asked_at: datetime = moment(nullable=False)
    paid_at: datetime | None = moment()
    paid_as: str | None = None
    state: str = "waiting"
    attempt: int = 0
    file_id: int | None = Field(default=None, foreign_key="payout_file.id")
    why: str = ""


class PaymentClaim(SQLModel, table=True):
    """A customer says they have paid and we see nothing. `words`: the transaction number as they told it.

    `state`: open, came, case (people look). `look_at`: when people take over. `asked_at`: when the provider was asked.
    """

    __tablename__ = "payment_claim"
    __table_args__ = (Index("payment_claim_open", "look_at", sqlite_where=OPEN, postgresql_where=OPEN),)

    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer.id", index=True)
    loan: str = Field(index=True)
    installment: int
    words: str = Field(default="", sa_column=Column(Text, nullable=False))
    opened_at: datetime = moment(nullable=False)
    look_at: datetime = moment(nullable=False)
    asked_at: datetime | None = moment()
    settled_at: datetime | None = moment()
    state: str = "open"
