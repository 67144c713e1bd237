"""The outbox as an operator sees it. What a reason means in words is said where it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.lending.hours import PAKISTAN, midnight
from bot.services.context import Context
from bot.store import outbox
from bot.store.messages import MAY_HAVE_LEFT, PROACTIVE
from bot.store.outbox import LOST, STATES, USUAL, Search

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
    "reasons",
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
    """What did not arrive: `today` of what was last tried today, Pakistan time, `lost` in all."""

    waiting: int
    oldest: datetime | None
    retrying: int
    today: int
    lost: int


def page(context: Context, *, search: Search, before: int = 0, limit: int = PAGE) -> Page:
    """Newest first."""
    with context.database.snapshot() as connection:
        rows = outbox.page(connection, search=search, before=before, limit=limit + 1)
    shown = tuple(map(_row, rows[:limit]))
    return Page(shown, shown[-1].id if len(rows) > limit else 0)


def summary(context: Context) -> Summary:
    today_began = midnight(context.clock().astimezone(PAKISTAN).date())
    with context.database.snapshot() as connection:
        opened = outbox.opened(connection)
        today = outbox.tried_since(connection, today_began)
        lost = outbox.tried_since(connection, None)
    return Summary(opened.waiting, opened.oldest, opened.retrying, today, lost)


def reasons(context: Context) -> Sequence[str]:
    """Words of ours and numbers of errors for which something did not arrive, the most frequent first."""
    with context.database.snapshot() as connection:
        counted = outbox.counts(connection)
    found: dict[str, int] = {}
    for one in counted:
        for reason in (one.why, str(one.code or "")):
            if reason:
                found[reason] = found.get(reason, 0) + one.number
    return sorted(found, key=lambda reason: (-found[reason], reason))


def is_unsure(why: str, *, doubtful: bool) -> bool:
    """Whether what was given up may have reached the provider. `doubtful`: an attempt began whose end is unknown."""
    return why == MAY_HAVE_LEFT or (doubtful and why in UNSURE)


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
