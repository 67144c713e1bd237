"""The list of what was odd about payments: read by people, settled with a note; and callbacks that nobody signed."""

import logging
import threading
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from bot.lending.hours import PAKISTAN
from bot.services.context import Context
from bot.store import oddities, people
from bot.store.database import StoreUnavailable
from bot.store.oddities import OddityRow

LOG = logging.getLogger(__name__)
FORGED = "forged"
KINDS = (
    "late", "paid_again", "other_amount", "plan_closed", "repeated_differently", "after_reversal", "taken_back",
    "reversal_twice", "reversal_unknown", "reversal_differs", "unknown_reference", "no_such_number", FORGED,
)  # fmt: skip
MOST = 200  # on a page: the rest comes when these are settled
SELDOM = timedelta(
    seconds=10
)  # of each provider's forged callbacks one is written down in that time, with their number

Settled = Literal["settled", "known", "unknown", "empty"]


def listed(context: Context, *, settled: bool = False) -> Sequence[OddityRow]:
    """The open ones oldest first; the settled ones newest first."""
    with context.database.snapshot() as connection:
        return oddities.listed(connection, settled=settled, limit=MOST)


def settle(context: Context, *, oddity_id: int, note: str, agent_id: int | None) -> Settled:
    """Somebody has looked and says what came of it. No money moves by this."""
    if not note.strip():
        return "empty"
    with context.database.transaction() as connection:
        found = oddities.by_id(connection, oddity_id)
        if found is None:
            return "unknown"
        at = context.clock()
        if not oddities.settle(connection, oddity_id=oddity_id, note=note.strip(), agent_id=agent_id, at=at):
            return "known"
        detail = f"{found.kind} {found.provider}:{found.provider_id}"
        people.note(connection, at=at, agent_id=agent_id, action="settle_oddity", detail=detail)
    return "settled"


class Forgeries:
    """Counts callbacks with a wrong signature in one row a provider and day, however many come.

    A flood costs one write in ten seconds; its number is written with the next one, so it is "at least".
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lock = threading.Lock()
        self._waiting: Counter[str] = Counter()
        self._written: dict[str, datetime] = {}

    def count(self, provider: str) -> None:
        now = self._context.clock()
        with self._lock:
            self._waiting[provider] += 1
            before = self._written.get(provider)
            if before is not None and before <= now < before + SELDOM:
                return
            self._written[provider] = now
            number = self._waiting.pop(provider)
        self._write(provider, number, now)

    def _write(self, provider: str, number: int, now: datetime) -> None:
        day = now.astimezone(PAKISTAN).date().isoformat()
        try:
            with self._context.database.transaction() as connection:
                new = oddities.note(connection, kind=FORGED, provider=provider, provider_id=day, at=now)
                if number > 1 or not new:
                    oddities.count_more(
                        connection, kind=FORGED, provider=provider, provider_id=day, more=number - 1
                    )
        except StoreUnavailable:
            LOG.warning("forged callbacks could not be counted", extra={"provider": provider})
