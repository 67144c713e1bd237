"""What we know of a customer, written as the flows find it out."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.exc import IntegrityError

from bot.store import tables
from bot.store.database import lock_person
from bot.store.tables import table
from bot.store.vault import CNIC, Vault

CUSTOMER = table(tables.Customer)
DECISION = table(tables.Decision)
SEALED = (
    "sealed"  # in `pin_hash`: the PIN is in `pin_enc`; code of before finds there a PIN that nobody knows
)

_WITH_CNIC = select(CUSTOMER.c.id).where(CUSTOMER.c.cnic_key.in_(bindparam("keys", expanding=True)))
_ELSEWHERE = _WITH_CNIC.where(CUSTOMER.c.id != bindparam("customer"))
_SET = update(CUSTOMER).where(CUSTOMER.c.id == bindparam("customer"))


class CnicTaken(Exception):
    """Another customer has this identity card; two phones with one card are a matter for a person."""


def consent(connection: Connection, *, customer_id: int, at: datetime) -> None:
    _set(connection, customer_id, consented_at=at)


def keep_cnic(connection: Connection, *, customer_id: int, cnic: str, masked: str, vault: Vault) -> None:
    """Raises CnicTaken."""
    # The index keeps one card from being kept twice under one key. While keys change there are two.
    for key in sorted(vault.lookups(cnic)):
        lock_person(connection, key)
    if cnic_elsewhere(connection, customer_id=customer_id, cnic=cnic, vault=vault):
        raise CnicTaken
    try:
        with connection.begin_nested():
            _set(
                connection,
                customer_id,
                cnic_enc=vault.seal(cnic, column=CNIC, row=customer_id),
                cnic_key=vault.lookup(cnic),
                cnic_masked=masked,
            )
    except IntegrityError as error:
        raise CnicTaken from error


def cnic_elsewhere(connection: Connection, *, customer_id: int, cnic: str, vault: Vault) -> bool:
    asked = {"keys": list(vault.lookups(cnic)), "customer": customer_id}
    return connection.execute(_ELSEWHERE, asked).first() is not None


def with_cnic(connection: Connection, *, cnic: str, vault: Vault) -> int | None:
    """Whose card it is."""
    return connection.execute(_WITH_CNIC, {"keys": list(vault.lookups(cnic))}).scalar()


def proves(connection: Connection, *, customer_id: int, pin: str, vault: Vault) -> bool:
    """Whether the PIN is this customer's and is not locked."""
    query = select(CUSTOMER).where(CUSTOMER.c.id == customer_id)
    row = connection.execute(query).first()
    if row is None or row.pin_locked_at is not None:
        return False
    return is_pin(row, pin, vault=vault)


def is_pin(row: Any, pin: str, *, vault: Vault) -> bool:
    """Whether this is the PIN of a customer, whose row it is."""
    if row.pin_hash == SEALED:
        return vault.is_pin(row.pin_enc, pin, customer=row.id)
    return bool(row.pin_hash) and vault.was_pin(row.pin_hash, pin, customer=row.id)


def set_pin(
    connection: Connection, *, customer_id: int, pin: str, unlocked_until: datetime, vault: Vault
) -> None:
    _set(
        connection,
        customer_id,
        pin_enc=vault.seal_pin(pin, customer=customer_id),
        pin_hash=SEALED,
        pin_wrong=0,
        pin_locked_at=None,
        unlocked_until=unlocked_until,
    )


def pin_right(connection: Connection, *, customer_id: int, unlocked_until: datetime) -> None:
    _set(connection, customer_id, pin_wrong=0, unlocked_until=unlocked_until)


def move_pin(connection: Connection, *, customer_id: int, pin: str, vault: Vault) -> None:
    """The right PIN of somebody whose PIN is kept as before is kept as today."""
    before = CUSTOMER.c.pin_hash != SEALED
    connection.execute(
        update(CUSTOMER)
        .where(CUSTOMER.c.id == customer_id, before)
        .values(pin_enc=vault.seal_pin(pin, customer=customer_id), pin_hash=SEALED)
    )


def pin_wrong(connection: Connection, *, customer_id: int, at: datetime, tries: int) -> None:
    """One wrong try more; at `tries` of them the PIN is locked until a person helps."""
    wrong = (
        connection.execute(select(CUSTOMER.c.pin_wrong).where(CUSTOMER.c.id == customer_id)).scalar_one() + 1
    )
    locked = {"pin_locked_at": at} if wrong >= tries else {}
    _set(connection, customer_id, pin_wrong=wrong, **locked)


def unlock(connection: Connection, *, customer_id: int) -> None:
    """A person has looked: the customer may try the PIN again."""
    _set(connection, customer_id, pin_wrong=0, pin_locked_at=None)


def keep_open(connection: Connection, *, customer_id: int, until: datetime | None) -> None:
    """How long the private pages stay open without another PIN; None shuts them."""
    _set(connection, customer_id, unlocked_until=until)


def enrol(
    connection: Connection,
    *,
    customer_id: int,
    at: datetime,
    name: str,
    born: date,
    work: str,
    income: int,
    obligations: int,
    payday_kind: str,
    payday_day: int | None,
    decision: Mapping[str, Any],
) -> None:
    """Keep the person as they told us, and the limit that was decided."""
    approved = bool(decision["approved"])
    _set(
        connection,
        customer_id,
        name=name,
        born=born,
        work=work,
        income=income,
        obligations=obligations,
        payday_kind=payday_kind,
        payday_day=payday_day,
        credit_limit=decision["limit"] if approved else None,
        refused_at=None if approved else at,
    )


def is_enrolled(connection: Connection, *, customer_id: int) -> bool:
    """Whether somebody has agreed to our terms and has a limit."""
    row = connection.execute(
        select(CUSTOMER.c.consented_at, CUSTOMER.c.credit_limit).where(CUSTOMER.c.id == customer_id)
    ).one()
    return row.consented_at is not None and row.credit_limit is not None


def name(connection: Connection, *, customer_id: int) -> str:
    """As the customer told us; "" before that."""
    return str(connection.execute(select(CUSTOMER.c.name).where(CUSTOMER.c.id == customer_id)).scalar_one())


def pause(
    connection: Connection, *, customer_id: int, reason: str | None, agent_id: int | None = None
) -> None:
    """Reminders rest, or (reason None) go on. What an agent lets rest, only people let go on."""
    _set(connection, customer_id, paused_reason=reason, paused_by=agent_id)


def looked_at(connection: Connection, *, customer_id: int) -> None:
    """A person has looked: reminders that rested for that go on, those that an agent let rest do not."""
    here = (CUSTOMER.c.id == customer_id) & CUSTOMER.c.paused_by.is_(None)
    connection.execute(update(CUSTOMER).where(here).values(paused_reason=None))


def _set(connection: Connection, customer_id: int, **values: Any) -> None:
    connection.execute(_SET, {"customer": customer_id, **values})


def cnic(connection: Connection, *, customer_id: int, vault: Vault) -> str:
    """The whole identity card number, for the few who may see it; "" when there is none."""
    sealed = connection.execute(select(CUSTOMER.c.cnic_enc).where(CUSTOMER.c.id == customer_id)).scalar()
    return vault.open(sealed, column=CNIC, row=customer_id) if sealed else ""
