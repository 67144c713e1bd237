"""Wrong names, passwords and codes, counted in the record: so the count holds over any number of web processes."""

import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Literal

from bot.services.context import Context
from bot.store import people, record
from bot.store.database import Transaction, lock_person

FAILED = "login_failed"
TRIES = 5
TRIES_OF_AN_ADDRESS = 30  # under whatever names; a whole office may sit behind one address
WINDOW = timedelta(minutes=1)
SHOWN = 16  # hexadecimal digits of the keyed hash: two names never meet, and nothing can be read from it

Settled = Literal["right", "wrong", "throttled"]


@dataclass(frozen=True, slots=True)
class Guess:
    """`who` is guessed at from `address`; "" when the address does not matter."""

    who: str
    address: str

    @property
    def detail(self) -> str:
        return f"{self.who} {self.address}".strip()


def key(context: Context, *, kind: str, name: str, address: str) -> Guess:
    """What is counted together. The name may be a password typed into the wrong field: only a keyed hash is kept."""
    folded = unicodedata.normalize("NFKC", name).strip().casefold()
    return Guess(f"{kind} {context.vault.lookup(f'{kind} {folded}')[:SHOWN]}", address)


def too_many(context: Context, guess: Guess) -> bool:
    """Whether so many were wrong of late that not even a right one is listened to now."""
    with context.database.snapshot() as connection:
        return _too_many(context, connection, guess)


def settle(
    context: Context,
    connection: Transaction,
    *,
    guess: Guess,
    right: bool,
    agent_id: int | None,
) -> Settled:
    """Count one that was wrong. One after the other: of many at once no more than TRIES get a true answer."""
    lock_person(connection, guess.detail)
    if _too_many(context, connection, guess):
        return "throttled"
    if right:
        return "right"
    people.note(connection, at=context.clock(), agent_id=agent_id, action=FAILED, detail=guess.detail)
    return "wrong"


def _too_many(context: Context, connection: Transaction, guess: Guess) -> bool:
    now = context.clock()
    # What lies ahead was written by a clock that ran ahead, and would keep people out until it is caught up with.
    of_late = partial(record.count, connection, action=FAILED, since=now - WINDOW, until=now + WINDOW)
    if of_late(detail=guess.detail) >= TRIES:
        return True
    return bool(guess.address) and of_late(ending=f" {guess.address}") >= TRIES_OF_AN_ADDRESS
