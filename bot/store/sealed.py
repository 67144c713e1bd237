"""What is encrypted, wherever it is, read and put back under another key."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Column, Connection, Table, func, select, update
from sqlalchemy.exc import IntegrityError

from bot.store.api_keys import ANSWER, HASH, KEPT, KEY
from bot.store.customers import CUSTOMER, SEALED
from bot.store.endpoints import ENDPOINT, OLD_SECRET, SECRET
from bot.store.held_requests import HELD
from bot.store.loans import LOAN, SHOP
from bot.store.people import AGENT
from bot.store.vault import CNIC, HANDOVER, PIN, SHOP_ACCOUNT, TOTP, Vault

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Place:
    """A column that is encrypted; `found_by`: a column beside it that holds the hash it is looked for by."""

    table: Table
    column: str
    found_by: str = ""

    @property
    def values(self) -> Column[bytes]:
        return self.table.c[self.column.partition(".")[2]]


PLACES = (
    Place(CUSTOMER, CNIC, found_by="cnic_key"),
    Place(CUSTOMER, PIN),
    Place(AGENT, TOTP),
    Place(KEY, HASH),
    Place(ANSWER, KEPT),
    Place(ENDPOINT, SECRET),
    Place(ENDPOINT, OLD_SECRET),
    Place(LOAN, HANDOVER, found_by="handover_key"),
    Place(SHOP, SHOP_ACCOUNT),
)
# Held for minutes and opened with any of the keys: waited for, not brought under another key.
PASSING = (Place(HELD, "held_request.form_enc"),)


class Twice(Exception):
    """One identity card at two customers, under two keys: a matter for a person."""


@dataclass(frozen=True, slots=True)
class Kept:
    row: int
    sealed: bytes


def count(connection: Connection, place: Place) -> int:
    return int(connection.execute(select(func.count(place.values))).scalar_one())


def every(connection: Connection, place: Place) -> Iterator[Kept]:
    """All of a place, for counting."""
    query = select(place.table.c.id, place.values).where(place.values.is_not(None))
    for row in connection.execute(query.execution_options(yield_per=AT_ONCE)):
        yield Kept(row[0], bytes(row[1]))


def some(connection: Connection, place: Place, *, after: int) -> list[Kept]:
    """The next by id, held until the transaction is over. What somebody else holds is passed over, not waited for."""
    query = (
        select(place.table.c.id, place.values)
        .where(place.values.is_not(None), place.table.c.id > after)
        .order_by(place.table.c.id)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True, of=place.table)
    )
    return [Kept(row[0], bytes(row[1])) for row in connection.execute(query)]


def put_back(connection: Connection, place: Place, kept: Kept, *, vault: Vault) -> None:
    """Seal it anew, and make its hash anew in the same statement: at no moment is it not found.

    Raises cryptography's InvalidTag, Twice.
    """
    text = vault.open(kept.sealed, column=place.column, row=kept.row)
    anew = {place.values.name: vault.seal(text, column=place.column, row=kept.row)}
    mine = update(place.table).where(place.table.c.id == kept.row, place.values == kept.sealed)
    if not place.found_by:
        connection.execute(mine.values(**anew))
        return
    try:
        with connection.begin_nested():
            connection.execute(mine.values(**anew, **{place.found_by: vault.lookup(text)}))
    except IntegrityError as error:
        raise Twice from error


def old_pins(connection: Connection) -> int:
    """PINs kept as before: only their owners can bring them under the key of today."""
    before = CUSTOMER.c.pin_hash.is_not(None) & (CUSTOMER.c.pin_hash != SEALED)
    return int(connection.execute(select(func.count()).where(before)).scalar_one())
