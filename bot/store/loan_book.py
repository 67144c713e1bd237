"""Every plan with what stands on it, for those who look at the whole book. Read in batches: memory stays constant."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from bot.lending.ledger import LoanBalance, Stored, balance
from bot.store import schedule
from bot.store.auditing import booked
from bot.store.customers import CUSTOMER
from bot.store.loans import LOAN, PAYMENT, SHOP
from bot.store.vault import CNIC, Vault

PLANS = 500


@dataclass(frozen=True, slots=True)
class Borrower:
    cnic: str
    name: str
    born: date | None


@dataclass(frozen=True, slots=True)
class BookedLoan:
    """`unpaid`: due dates as they stand of what is still owed. `financed` and `charge` in paisa, as agreed."""

    number: str
    shop: str
    opened: datetime
    state: str
    financed: int
    charge: int
    balance: LoanBalance
    unpaid: tuple[date, ...]
    last_paid: datetime | None
    borrower: Borrower


def every(connection: Connection, *, vault: Vault) -> Iterator[BookedLoan]:
    """All plans in the order they were agreed. The card number is opened: this is for licensed eyes."""
    last = 0
    query = _query()
    while batch := connection.execute(query.where(LOAN.c.id > last).order_by(LOAN.c.id).limit(PLANS)).all():
        last = batch[-1].id
        numbers = [row.number for row in batch]
        postings = booked(connection, numbers)
        dues = schedule.dues(connection, [row.id for row in batch])
        paid = _last_paid(connection, numbers)
        for row in batch:
            stands = [one.posting for one in postings[row.number] if isinstance(one, Stored)]
            now = balance(stands, loan=row.number)
            yield BookedLoan(
                number=row.number,
                shop=row.code,
                opened=row.accepted_at,
                state=row.state,
                financed=row.offer["principal"],
                charge=row.offer["markup"],
                balance=now,
                unpaid=tuple(dues[row.id][part.number] for part in now.installments if not part.settled),
                last_paid=paid.get(row.number),
                borrower=_borrower(row, vault),
            )


def _query() -> Any:
    return (
        select(LOAN.c.id, LOAN.c.number, LOAN.c.accepted_at, LOAN.c.state, LOAN.c.offer, SHOP.c.code,
               LOAN.c.customer_id, CUSTOMER.c.name, CUSTOMER.c.born, CUSTOMER.c.cnic_enc)
        .join_from(LOAN, SHOP, SHOP.c.id == LOAN.c.shop_id)
        .join(CUSTOMER, CUSTOMER.c.id == LOAN.c.customer_id)
    )  # fmt: skip


def _last_paid(connection: Connection, numbers: list[str]) -> dict[str, datetime]:
    newest = select(PAYMENT.c.loan, func.max(PAYMENT.c.at)).where(PAYMENT.c.loan.in_(numbers))
    return {row[0]: row[1] for row in connection.execute(newest.group_by(PAYMENT.c.loan))}


def _borrower(row: Any, vault: Vault) -> Borrower:
    cnic = vault.open(row.cnic_enc, column=CNIC, row=row.customer_id) if row.cnic_enc else ""
    return Borrower(cnic, row.name, row.born)
