"""All due work once, as of one moment."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.services import deliver
from bot.services.context import Context
from bot.services.remind import Reminded, remind


def tick(context: Context, *, now: datetime, rehearse: bool = False) -> Iterator[Reminded]:
    """Plan's reminders that are due by `now`, then everything that waits in the outbox. Safe to run twice."""
    as_of = replace(context, clock=lambda: now)
    yield from remind(as_of, now=now, rehearse=rehearse)
    if not rehearse:
        deliver.drain(as_of)
