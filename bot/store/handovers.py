"""Goods handed over: the code that the customer shows the shop, the tries of shops, and what waits too long.

The code is kept twice: as a keyed hash, by which it is found, and encrypted, so that its customer can be told it again.
A hash that is gone makes a code void.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from bot.store import tables
from bot.store.conversations import CONVERSATION, CUSTOMER
from bot.store.loans import LOAN, SHOP
from bot.store.tables import table
from bot.store.vault import HANDOVER, Vault

TRY = table(tables.HandoverTry)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A plan whose goods have not been handed over."""

    loan: str
    name: str
    conversation_id: int
    shop_name: str
    shop_phone: str
    accepted_at: datetime


def keep_code(connection: Connection, *, loan_id: int, code: str, vault: Vault) -> None:
    sealed = vault.seal(code, column=HANDOVER, row=loan_id)
    mine = update(LOAN).where(LOAN.c.id == loan_id)
    connection.execute(mine.values(handover_enc=sealed, handover_key=vault.lookup(code)))


def code_of(connection: Connection, loan: str, *, vault: Vault) -> str:
    """The code as long as it is good for something, "" otherwise."""
    good = (LOAN.c.number == loan) & LOAN.c.handover_key.is_not(None) & LOAN.c.handed_over_at.is_(None)
    row = connection.execute(select(LOAN.c.id, LOAN.c.handover_enc).where(good)).first()
    return vault.open(row.handover_enc, column=HANDOVER, row=row.id) if row and row.handover_enc else ""


def hold_shop(connection: Connection, shop_id: int) -> Any:
    """The shop, with nobody else trying a code of it until the transaction is over."""
    mine = select(SHOP).where(SHOP.c.id == shop_id)
    # A plan that is being agreed points at the shop: that must not wait for this, nor this for that.
    return connection.execute(mine.with_for_update(key_share=True)).one()


def with_code(
    connection: Connection, *, shop_id: int, code: str, loan: str, vault: Vault
) -> list[tuple[str, int]]:
    """(number, customer) of the shop's plans that have this code, those already handed over last."""
    mine = (LOAN.c.shop_id == shop_id) & LOAN.c.handover_key.in_(vault.lookups(code))
    if loan:
        mine &= LOAN.c.number == loan
    last = LOAN.c.handed_over_at.is_not(None)
    rows = connection.execute(
        select(LOAN.c.number, LOAN.c.customer_id).where(mine).order_by(last, LOAN.c.id.desc())
    )
    return [(str(row[0]), int(row[1])) for row in rows]


def confirm(connection: Connection, *, loan: str, at: datetime) -> bool:
    """The goods are with the customer. False when they were before, or will not be."""
    here = (LOAN.c.number == loan) & LOAN.c.handed_over_at.is_(None) & LOAN.c.called_off_at.is_(None)
    return connection.execute(update(LOAN).where(here).values(handed_over_at=at)).rowcount == 1


def call_off(connection: Connection, *, loan: str, at: datetime) -> None:
    """The goods will not be handed over: the code is good for nothing any more."""
    here = (LOAN.c.number == loan) & LOAN.c.handed_over_at.is_(None)
    gone = update(LOAN).where(here).values(handover_key=None, handover_enc=None, called_off_at=at)
    connection.execute(gone)


def note_wrong(connection: Connection, *, shop_id: int, at: datetime) -> None:
    connection.execute(insert(TRY).values(shop_id=shop_id, at=at))


def wrong_since(connection: Connection, *, shop_id: int, moment: datetime) -> int:
    mine = (TRY.c.shop_id == shop_id) & (TRY.c.at > moment)
    return int(connection.execute(select(func.count()).where(mine)).scalar_one())


def lock_codes(connection: Connection, *, shop_id: int, at: datetime) -> None:
    """No code of this shop is taken any more."""
    connection.execute(update(SHOP).where(SHOP.c.id == shop_id).values(locked_at=at))


def unlock_codes(connection: Connection, *, shop_id: int) -> None:
    """A person has looked: codes are taken again, and what was wrong before does not count."""
    connection.execute(delete(TRY).where(TRY.c.shop_id == shop_id))
    connection.execute(update(SHOP).where(SHOP.c.id == shop_id).values(locked_at=None))


def waiting(connection: Connection, *, before: datetime, limit: int) -> list[Waiting]:
    """Agreed before then, not handed over, not called off; the oldest first."""
    query = (
        select(
            LOAN.c.number,
            CUSTOMER.c.name,
            CONVERSATION.c.id,
            SHOP.c.name,
            SHOP.c.phone,
            LOAN.c.accepted_at,
        )
        .join_from(LOAN, SHOP, SHOP.c.id == LOAN.c.shop_id)
        .join(CUSTOMER, CUSTOMER.c.id == LOAN.c.customer_id)
        .join(CONVERSATION, CONVERSATION.c.customer_id == LOAN.c.customer_id)
        .where(LOAN.c.handed_over_at.is_(None), LOAN.c.called_off_at.is_(None), LOAN.c.accepted_at <= before)
        .order_by(LOAN.c.accepted_at, LOAN.c.id)
        .limit(limit)
    )
    return [Waiting(*row) for row in connection.execute(query)]
