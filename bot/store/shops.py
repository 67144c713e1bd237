"""Shops as operators keep them: who they are, whose telephone is theirs, where their money goes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.store.conversations import CONTACT, CONVERSATION, LINES, Line, as_line
from bot.store.database import new_id
from bot.store.loans import SHOP
from bot.store.vault import SHOP_ACCOUNT, Vault

# Asked with every menu, and so built once.
_AT_PHONE = (
    select(SHOP)
    .where(SHOP.c.phone.in_(bindparam("phones", expanding=True)), SHOP.c.phone != "")
    .where(SHOP.c.proven_at.is_not(None), SHOP.c.active.is_(True))
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class ShopRow:
    """`account`: masked. `proven_at`: somebody at `phone` said that it is the shop's; `denied_at`: that it is not."""

    id: int
    code: str
    name: str
    city: str
    phone: str
    discount_bp: int
    active: bool
    account: str
    enrolled_at: datetime | None
    proven_at: datetime | None
    denied_at: datetime | None
    locked_at: datetime | None


class CodeTaken(Exception):
    """Another shop has this code."""


def add(
    connection: Connection,
    *,
    code: str,
    name: str,
    city: str,
    phone: str,
    discount_bp: int,
    at: datetime,
) -> int:
    """The id of the new shop. Raises CodeTaken."""
    values = {"code": code, "name": name, "city": city, "phone": phone, "discount_bp": discount_bp}
    try:
        with connection.begin_nested():
            return new_id(connection.execute(insert(SHOP).values(**values, active=True, enrolled_at=at)))
    except IntegrityError as error:
        raise CodeTaken(code) from error


def every(connection: Connection) -> list[ShopRow]:
    """Those that may sell first."""
    rows = connection.execute(select(SHOP).order_by(SHOP.c.active.desc(), SHOP.c.code))
    return [_as_shop(row) for row in rows]


def by_code(connection: Connection, code: str, *, lock: bool = False) -> ShopRow | None:
    """Whether it may sell or not."""
    wanted = select(SHOP).where(SHOP.c.code == code)
    row = connection.execute(wanted.with_for_update(key_share=True) if lock else wanted).first()
    return _as_shop(row) if row else None


def at_phone(connection: Connection, phones: Collection[str]) -> ShopRow | None:
    """The shop that may sell and whose proven telephone is one of these."""
    row = connection.execute(_AT_PHONE, {"phones": list(phones)}).first()
    return _as_shop(row) if row else None


def has_phone(connection: Connection, phone: str, *, besides: str = "") -> bool:
    """Whether an active shop other than the one with the code `besides` has this telephone."""
    theirs = (SHOP.c.phone == phone) & SHOP.c.active.is_(True) & (SHOP.c.code != besides)
    return connection.execute(select(SHOP.c.id).where(theirs)).first() is not None


def change(connection: Connection, *, shop_id: int, **values: Any) -> None:
    connection.execute(update(SHOP).where(SHOP.c.id == shop_id).values(**values))


def prove(connection: Connection, *, code: str, phone: str, at: datetime) -> bool:
    """False when the shop does not ask this telephone (any more)."""
    asked = (SHOP.c.code == code) & (SHOP.c.phone == phone) & SHOP.c.proven_at.is_(None)
    proven = update(SHOP).where(asked, SHOP.c.active.is_(True)).values(proven_at=at, denied_at=None)
    return connection.execute(proven).rowcount == 1


def deny(connection: Connection, *, code: str, phone: str, at: datetime) -> None:
    asked = (SHOP.c.code == code) & (SHOP.c.phone == phone) & SHOP.c.proven_at.is_(None)
    connection.execute(update(SHOP).where(asked).values(denied_at=at))


def keep_account(connection: Connection, *, shop_id: int, account: str, masked: str, vault: Vault) -> None:
    sealed = vault.seal(account, column=SHOP_ACCOUNT, row=shop_id)
    change(connection, shop_id=shop_id, account_enc=sealed, account_masked=masked)


def account(connection: Connection, *, shop_id: int, vault: Vault) -> str:
    """In full, for whoever sends the shop its money; "" when there is none."""
    sealed = connection.execute(select(SHOP.c.account_enc).where(SHOP.c.id == shop_id)).scalar()
    return vault.open(sealed, column=SHOP_ACCOUNT, row=shop_id) if sealed else ""


def lines_of(connection: Connection, phone: str) -> list[Line]:
    """Where a shop can be written to. Nothing is held: a word to a shop changes nothing of where it stands."""
    return [as_line(row) for row in connection.execute(LINES.where(CONTACT.c.address == phone))]


def conversation_of(connection: Connection, phone: str) -> int | None:
    wanted = select(CONVERSATION.c.id).join_from(
        CONTACT, CONVERSATION, CONTACT.c.conversation_id == CONVERSATION.c.id
    )
    return connection.execute(wanted.where(CONTACT.c.address == phone).limit(1)).scalar()


def _as_shop(row: Any) -> ShopRow:
    return ShopRow(
        id=row.id,
        code=row.code,
        name=row.name,
        city=row.city,
        phone=row.phone,
        discount_bp=row.discount_bp,
        active=row.active,
        account=row.account_masked,
        enrolled_at=row.enrolled_at,
        proven_at=row.proven_at,
        denied_at=row.denied_at,
        locked_at=row.locked_at,
    )
