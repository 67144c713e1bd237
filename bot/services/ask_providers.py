"""What became of attempts of which no callback told: the provider is asked, seldom, and not for ever."""

import logging
from datetime import datetime, timedelta

from bot.payments.ports import Attempt, HasCheckout, Inquired, NoAnswer
from bot.services.context import Context
from bot.services.record_payment import record_payment
from bot.store import pay_requests
from bot.store.pay_requests import AttemptRow

LOG = logging.getLogger(__name__)
AT_ONCE = 20  # in one tick, so that a slow provider does not hold up the rest
FIRST_WAIT = timedelta(minutes=10)
LONGEST_WAIT = timedelta(hours=6)
LOOK_BACK = timedelta(days=2)  # after the attempt has run out nobody pays; word of it may still be missing
PATIENCE = timedelta(days=14)  # with a provider that gives no answer; then its statement must tell


def ask_providers(context: Context, *, now: datetime) -> int:
    """Ask about each attempt whose turn has come; how many were paid. Safe to run twice, or in two processes.

    The network is never asked inside a transaction. Who gives no answer once is left alone until the next time.
    """
    asked = [name for name, one in context.providers.items() if isinstance(one, HasCheckout)]
    if not asked:
        return 0
    with context.database.snapshot() as connection:
        due = pay_requests.due_attempts(connection, providers=asked, now=now, limit=AT_ONCE)
    silent: set[str] = set()
    return sum(_ask(context, row, now=now, silent=silent) for row in due)


def _ask(context: Context, row: AttemptRow, *, now: datetime, silent: set[str]) -> bool:
    provider = context.providers[row.provider]
    assert isinstance(provider, HasCheckout)  # no others were looked for
    if row.provider in silent:
        return False
    with context.database.transaction() as connection:
        if not pay_requests.claim(connection, row, next_at=now + _wait(row.asked)):
            return False
    try:
        found = provider.inquire(attempt=_attempt(row))
    except NoAnswer as error:
        LOG.warning("no answer about a payment: %s", error)
        silent.add(row.provider)
        return _settle(context, row, Inquired("pending"), over=now > row.expires_at + PATIENCE)
    return _settle(context, row, found, over=now > row.expires_at + LOOK_BACK)


def _settle(context: Context, row: AttemptRow, found: Inquired, *, over: bool) -> bool:
    if found.paid is not None:
        record_payment(context, found.paid)  # and settles the attempt with it
        return True
    state = "failed" if found.state == "failed" else "given_up" if over else ""
    if state:
        with context.database.transaction() as connection:
            pay_requests.settle(connection, provider=row.provider, number=row.number, state=state)
    return False


def _attempt(row: AttemptRow) -> Attempt:
    return Attempt(row.number, row.reference, row.amount, row.at, row.expires_at)


def _wait(asked: int) -> timedelta:
    return min(FIRST_WAIT * (1 << min(asked, 10)), LONGEST_WAIT)
