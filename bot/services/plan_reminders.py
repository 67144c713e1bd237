"""Reminders planned ahead: for each kind and due date one statement, however many instalments that concerns.

Safe to run twice, late, or in several processes at once: a reminder is planned once for its due date. After an outage
the days in between are planned too, so that it stays on record what was not said, and why.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot import metrics
from bot.lending.reminders import due_days
from bot.services.context import Context
from bot.store import reminders

AHEAD = timedelta(days=1)
LONGEST_BACK = timedelta(days=100)  # a plan lasts 90 days


@dataclass(frozen=True, slots=True)
class Planned:
    """One statement: so many new reminders of a kind for what is due on a day."""

    kind: str
    due: date
    rows: int


def plan_reminders(context: Context, *, now: datetime) -> Iterator[Planned]:
    """Everything that is to go out within a day, each kind and due date in a transaction of its own."""
    for kind, due, moment in due_days(_since(context, now), now + AHEAD, rules=context.rules):
        with context.database.transaction() as connection:
            rows = reminders.plan(connection, kind=kind, due=due, due_at=moment)
        metrics.reminder("planned", times=rows)
        yield Planned(kind, due, rows)
    with context.database.transaction() as connection:
        reminders.set_planned_until(connection, now)


def steps(context: Context, *, now: datetime) -> int:
    """How many statements a run would take."""
    return sum(1 for _ in due_days(_since(context, now), now + AHEAD, rules=context.rules))


def would_plan(context: Context, *, now: datetime) -> Iterator[reminders.ReminderRow]:
    """The reminders due by `now` that are not planned yet; nothing is written."""
    with context.database.snapshot() as connection:
        for kind, due, moment in due_days(_since(context, now), now, rules=context.rules):
            yield from reminders.would_plan(connection, kind=kind, due=due, due_at=moment)


def _since(context: Context, now: datetime) -> datetime:
    """Where the last run stood: whatever has moved since then is planned anew from there on."""
    with context.database.snapshot() as connection:
        until = reminders.planned_until(connection) or reminders.first_plan(connection) or now
    return max(min(until, now), now - LONGEST_BACK)
