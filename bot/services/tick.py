"""All due work, as of one moment: what is looked at every time, and what a few times a day are enough for.

Everything here is safe to run twice, late, or in two processes at once.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from bot.services import (
    complaints,
    deferred,
    deliver,
    fall_back,
    orders,
    send_webhooks,
    shop_money,
    templates,
)
from bot.services.ask_providers import ask_providers
from bot.services.clear_payments import post_agreed
from bot.services.context import Context
from bot.services.desk.ask_score import ask_score
from bot.services.desk.forgotten import remember
from bot.services.keep_books import keep_books
from bot.services.look_after import look_after
from bot.services.payment_claims import look_after_claims
from bot.services.plan_reminders import plan_reminders
from bot.services.remind import Reminded, remind
from bot.services.retention import erase_old
from bot.services.review_limits import review_limits
from bot.services.send_payouts import send_payouts
from bot.services.tell_charges import tell_charges

Work = Callable[..., object]  # (context, *, now)


def plan(context: Context, *, now: datetime) -> int:
    """Reminders of the next day; how many are new."""
    return sum(step.rows for step in plan_reminders(context, now=now))


# The books look at days, not at minutes.
DAILY: tuple[Work, ...] = (keep_books, complaints.remind, look_after, review_limits, erase_old)
ALWAYS: tuple[Work, ...] = (
    orders.expire,
    remember,
    ask_score,
    templates.refresh,
    fall_back.send_unheard,
    ask_providers,
)
MONEY: tuple[Work, ...] = (post_agreed, shop_money.draw_up, send_payouts, look_after_claims)
AFTERWARDS: tuple[Work, ...] = (tell_charges,)  # of a day's one message the reminders have the better claim


def tick(context: Context, *, now: datetime) -> Iterator[Reminded]:
    """The books as of `now`, reminders due by then, and what waits in the outbox."""
    as_of = replace(context, clock=lambda: now)
    deferred.take_in(as_of)
    for work in (*DAILY, plan, *ALWAYS, *MONEY):
        work(as_of, now=now)
    yield from remind(as_of, now=now)
    for work in AFTERWARDS:
        work(as_of, now=now)
    deliver.drain(as_of)
    send_webhooks.drain(as_of)
