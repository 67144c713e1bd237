"""Reminders and what came after them. That somebody paid after one does not mean that they paid because of it."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.lending.reminders import BROKEN, PROMISED
from bot.lending.rules import Rules
from bot.store import reminder_figures
from bot.store.database import Transaction

SOON = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class KindEffect:
    """Of one kind of reminder: `paid` within three days after it; `open`: not paid, and the three days still run."""

    kind: str
    sent: int
    paid: int
    open: int

    @property
    def share(self) -> float | None:
        """Paid, of those of whom it is known, 0 to 1."""
        known = self.sent - self.open
        return self.paid / known if known else None


@dataclass(frozen=True, slots=True)
class ReminderEffect:
    """`kinds` in the order of the cadence; `skipped`: how many did not go out, by reason, most frequent first."""

    kinds: tuple[KindEffect, ...]
    skipped: tuple[tuple[str, int], ...]


def effect(
    connection: Transaction, *, rules: Rules, now: datetime, start: datetime, end: datetime
) -> ReminderEffect:
    """Of the reminders that were settled `start <= moment < end`."""
    payments = reminder_figures.paid(connection, start=start, end=end + SOON)
    sent, paid, running = Counter[str](), Counter[str](), Counter[str]()
    for kind, at, loan in reminder_figures.sent(connection, start=start, end=end):
        sent[kind] += 1
        if _paid_soon(payments, loan, at):
            paid[kind] += 1
        elif now < at + SOON:
            running[kind] += 1
    kinds = [kind for kind in (*dict(rules.cadence), PROMISED, BROKEN) if kind in sent]
    return ReminderEffect(
        kinds=tuple(KindEffect(kind, sent[kind], paid[kind], running[kind]) for kind in kinds),
        skipped=tuple(Counter(reminder_figures.skipped(connection, start=start, end=end)).most_common()),
    )


def _paid_soon(payments: Mapping[str, Sequence[datetime]], loan: str, at: datetime) -> bool:
    times = payments.get(loan, ())
    after = bisect_right(times, at)
    return after < len(times) and times[after] <= at + SOON
