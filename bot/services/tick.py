"""All due work once, as of one moment."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.services import complaints, deliver, templates
from bot.services.context import Context
from bot.services.desk.ask_score import ask_score
from bot.services.desk.forgotten import remember
from bot.services.keep_books import keep_books
from bot.services.look_after import look_after
from bot.services.remind import Reminded, remind
from bot.services.review_limits import review_limits
from bot.services.tell_charges import tell_charges


def tick(context: Context, *, now: datetime, rehearse: bool = False) -> Iterator[Reminded]:
    """The books as of `now`, reminders due by then, and what waits in the outbox. Safe to run twice."""
    as_of = replace(context, clock=lambda: now)
    if not rehearse:
        keep_books(as_of, now=now)
        complaints.remind(as_of, now=now)
        look_after(as_of, now=now)
        remember(as_of, now=now)
        ask_score(as_of, now=now)
        review_limits(as_of, now=now)
        templates.refresh(as_of, now=now)
    yield from remind(as_of, now=now, rehearse=rehearse)
    if not rehearse:
        tell_charges(as_of, now=now)  # after the reminders: of a day's one message they have the better claim
        deliver.drain(as_of)
