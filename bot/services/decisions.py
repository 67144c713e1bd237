"""Every eligibility decision, decided again from its stored inputs: the same must come out, years later."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.lending.eligibility import replay
from bot.services.context import Context
from bot.store import decisions


@dataclass(frozen=True, slots=True)
class Replayed:
    """`differs`: what is different now, "" when nothing is."""

    id: int
    customer_id: int
    scorecard: str
    differs: str = ""


def replay_all(context: Context) -> Iterator[Replayed]:
    """Streamed, oldest first."""
    with context.database.snapshot() as connection:
        for row in decisions.every(connection):
            yield Replayed(row.id, row.customer_id, str(row.data.get("scorecard")), _difference(row.data))


def _difference(stored: dict[str, object]) -> str:
    try:
        again = replay(stored).to_dict()
    except (KeyError, TypeError, ValueError) as error:
        return f"cannot be replayed: {error!r}"
    return ", ".join(name for name in again if again[name] != stored.get(name))
