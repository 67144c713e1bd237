"""All that is encrypted, brought under the key of today while everything runs. Stopped midway, it goes on."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag

from bot.services.context import Context
from bot.store import people, sealed
from bot.store.sealed import Place


@dataclass(frozen=True, slots=True)
class Standing:
    """What lies under which key. `places`: {column: {id of the key: values}}."""

    current: str
    places: Mapping[str, Mapping[str, int]]
    old_pins: int
    unreadable: int

    @property
    def left(self) -> int:
        """Values that are not under the key of today."""
        return sum(many for keys in self.places.values() for key, many in keys.items() if key != self.current)


def standing(context: Context) -> Standing:
    """Changes nothing."""
    known = {*context.vault.ids, "first format"}
    with context.database.snapshot() as connection:
        places = {
            place.column: Counter(context.vault.key_of(one.sealed) for one in sealed.every(connection, place))
            for place in (*sealed.PLACES, *sealed.PASSING)
        }
        old_pins = sealed.old_pins(connection)
    unreadable = sum(many for keys in places.values() for key, many in keys.items() if key not in known)
    return Standing(context.vault.ids[0], places, old_pins, unreadable)


def steps(context: Context) -> int:
    """How many values `rotate` looks at."""
    with context.database.snapshot() as connection:
        return sum(sealed.count(connection, place) for place in sealed.PLACES)


def rotate(context: Context) -> Iterator[int]:
    """The number of values of each small transaction. What is under the key of today already is left alone."""
    with context.database.transaction() as connection:
        key = context.vault.ids[0]
        people.note(connection, at=context.clock(), agent_id=None, action="keys_rotated", detail=key)
    for place in sealed.PLACES:
        after = 0
        while batch := _batch(context, place, after):
            after = batch.last
            yield batch.seen


@dataclass(frozen=True, slots=True)
class _Batch:
    seen: int
    last: int


def _batch(context: Context, place: Place, after: int) -> _Batch | None:
    with context.database.transaction() as connection:
        found = sealed.some(connection, place, after=after)
        if not found:
            return None
        for kept in found:
            # What no key opens, and a card that is there twice, stays and is counted among what is left.
            with suppress(InvalidTag, sealed.Twice):
                if not context.vault.is_current(kept.sealed):
                    sealed.put_back(connection, place, kept, vault=context.vault)
        return _Batch(len(found), found[-1].row)
