"""The outbox as an operator sees it. What a reason means in words is said where it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from bot.lending.hours import PAKISTAN
from bot.services.context import Context
from bot.store import outbox
from bot.store.messages import PROACTIVE
from bot.store.outbox import LOST, NOT_ARRIVED, STATES, USUAL, Count, Search

__all__ = [
    "LOST",
    "STATES",
    "USUAL",
    "Page",
    "Row",
    "Search",
    "Summary",
    "is_unsure",
    "mask_number",
    "page",
    "summary",
]
UNSURE = ("too_late", "tried_often")  # ends of trying that say nothing about what left before
PAGE = 50
HEAD, TAIL = 6, 2  # of a number, what stays to be seen


@dataclass(frozen=True, slots=True)
class Row:
    """One message. `state`: waiting, retrying, or as it ended. `tried_at`: the last attempt, or when the next is due.

    `first`: we wrote without being asked. `unsure`: it may have left all the same. `text` is for those who may read it.
    """

    id: int
    conversation_id: int
    channel: str
    address: str
    state: str
    why: str
    code: int | None
    attempts: int
    at: datetime
    tried_at: datetime
    valid_until: datetime
    retried_at: datetime | None
    first: bool
    unsure: bool
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """`before`: where the next page begins; 0 when there is none."""

    rows: tuple[Row, ...]
    before: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """`today`: what did not arrive of what was last tried today, Pakistan time; `counts`: of all that did not."""

    waiting: int
    oldest: datetime | None
    retrying: int
    today: int
    counts: tuple[Count, ...]

    def of(self, state: str) -> int:
        return sum(one.number for one in self.counts if one.state == state)

    @property
    def lost(self) -> int:
        return sum(one.number for one in self.counts if one.state in NOT_ARRIVED)

    @property
    def reasons(self) -> Sequence[str]:
        """Words of ours and numbers of errors that there are, the most frequent first."""
        found: dict[str, int] = {}
        for one in self.counts:
            for reason in (one.why, str(one.code or "")):
                if reason:
                    found[reason] = found.get(reason, 0) + one.number
        return sorted(found, key=lambda reason: (-found[reason], reason))


def page(context: Context, *, search: Search, before: int = 0, limit: int = PAGE) -> Page:
    """Newest first."""
    with context.database.snapshot() as connection:
        rows = outbox.page(connection, search=search, before=before, limit=limit + 1)
    shown = tuple(map(_row, rows[:limit]))
    return Page(shown, shown[-1].id if len(rows) > limit else 0)


def summary(context: Context) -> Summary:
    midnight = datetime.combine(context.clock().astimezone(PAKISTAN).date(), time(), tzinfo=PAKISTAN)
    with context.database.snapshot() as connection:
        opened = outbox.opened(connection)
        today = outbox.tried_since(connection, midnight)
        counts = tuple(outbox.counts(connection))
    return Summary(opened.waiting, opened.oldest, opened.retrying, today, counts)


def is_unsure(why: str, *, doubtful: bool) -> bool:
    """Whether what was given up may have reached the provider. `doubtful`: an attempt began whose end is unknown."""
    return why == "may_have_left" or (doubtful and why in UNSURE)


def mask_number(address: str) -> str:
    """+923000000303 as +92300*****03: enough to tell two apart, too little to call."""
    hidden = len(address) - HEAD - TAIL
    return f"{address[:HEAD]}{'*' * hidden}{address[-TAIL:]}" if hidden > 0 else "*" * len(address)


def _row(row: Any) -> Row:
    tried = "retrying" if row.attempts else "waiting"
    return Row(
        id=row.id,
        conversation_id=row.conversation_id,
        channel=row.channel,
        address=row.address,
        state=row.state if row.state in LOST else tried,
        why=row.why,
        code=row.error_code,
        attempts=row.attempts,
        at=row.at,
        tried_at=row.next_at or row.at,
        valid_until=row.valid_until or row.at,
        retried_at=row.retried_at,
        first=row.tag == PROACTIVE,
        unsure=is_unsure(row.why, doubtful=row.maybe_sent),
        author=row.author,
        text=row.text,
    )
