"""What follows a settlement file: payments a second person agreed to are posted; fees and transfers are booked."""

import logging
from datetime import datetime
from functools import partial

from bot.lending import ledger
from bot.payments.ports import Paid
from bot.services.context import Context
from bot.services.record_payment import record_payment
from bot.store import books, settlements
from bot.store.database import Transaction, lock_person
from bot.store.settlements import LineRow

AT_ONCE = 500
LOG = logging.getLogger(__name__)


def post_agreed(context: Context, *, now: datetime | None = None, limit: int = AT_ONCE) -> int:
    """Each in its own transaction, by the same door as a callback: what came meanwhile is known. How many.

    A crash between the posting and the mark is made good by the next run.
    """
    with context.database.snapshot() as connection:
        agreed = settlements.agreed(connection, limit=limit)
    done = sum(map(partial(_post, context), agreed))
    for provider in {line.provider for line in agreed}:
        book(context, provider=provider)
    return done


def _post(context: Context, line: LineRow) -> bool:
    """One that stumbles keeps no other from being posted."""
    paid = Paid(line.provider, line.provider_id, line.reference, line.amount, line.paid_at, ok=True)
    try:
        record_payment(context, paid)
        with context.database.transaction() as connection:
            _mark(connection, line)
    except Exception:
        LOG.exception("line %s of a settlement file stumbled", line.id)
        return False
    return True


def _mark(connection: Transaction, line: LineRow) -> None:
    """What a callback brought in the meantime may be another amount than the file's."""
    ours = settlements.held(connection, line.provider, [line.provider_id])[line.provider_id]
    same = not ours.gone and ours.amount == line.amount
    settlements.set_state(connection, [line.id], "posted" if same else "differing")


def book(context: Context, *, provider: str) -> int:
    with context.database.transaction() as connection:
        lock_person(connection, f"settlement of {provider}")
        return book_in(connection, provider=provider, at=context.clock())


def book_in(connection: Transaction, *, provider: str, at: datetime) -> int:
    """Fees the provider kept, and what it says reached our bank, each line once; the fees in paisa."""
    fees = _book_fees(connection, provider, settlements.without_fee(connection, provider), at)
    for lines in settlements.without_bank(connection, provider):
        _book_transfer(connection, provider, lines, at)
    return fees


def _book_fees(connection: Transaction, provider: str, lines: list[LineRow], at: datetime) -> int:
    if not lines:
        return 0
    fees, reference = sum(line.fee for line in lines), f"fees:{provider}:{lines[0].id}"
    posting = ledger.fee_kept(provider=provider, amount=fees, reference=reference, at=at)
    books.append(connection, posting, loan=None)
    settlements.booked(connection, (line.id for line in lines), fee_booked_as=reference)
    return fees


def _book_transfer(connection: Transaction, provider: str, lines: list[LineRow], at: datetime) -> None:
    """One posting for what came with one transfer."""
    reference = f"to_bank:{provider}:{lines[0].id}"
    if amount := sum(line.amount - line.fee for line in lines):
        posting = ledger.to_bank(provider=provider, amount=amount, reference=reference, at=at)
        books.append(connection, posting, loan=None)
    settlements.booked(connection, (line.id for line in lines), bank_booked_as=reference)
