"""A payment that the provider takes back (reversal or chargeback). What came after it is booked again in order."""

from typing import Literal

from bot.lending import ledger
from bot.services.context import Context
from bot.services.plan_books import PlanBooks, hold
from bot.services.record_payment import posted_as
from bot.store import books, loans
from bot.store.database import Transaction

Reversed = Literal["reversed", "known", "unknown"]


def reverse_payment(context: Context, *, provider: str, provider_id: str) -> Reversed:
    """Undo one payment once, however often we are told. "unknown": no such payment ever came."""
    reference = posted_as(provider=provider, provider_id=provider_id)
    with context.database.transaction() as connection:
        payment = loans.payment(connection, provider=provider, provider_id=provider_id)
        if payment is None:
            return "unknown"
        held = hold(connection, payment.loan) if payment.loan else None
        if held is None:
            return _unsuspend(context, connection, reference)
        placed = ledger.placing_of(reference)
        if not held.has(placed):
            return _undo(context, held, reference)
        _undo(context, held, placed)  # back into suspense, and out of it
        return _unsuspend(context, connection, reference)


def _undo(context: Context, held: PlanBooks, reference: str) -> Reversed:
    now = context.clock()
    undone = ledger.reverse_payment(
        offer=held.plan.offer,
        postings=held.postings,
        loan=held.plan.number,
        reference=reference,
        at=now,
    )
    held.write(undone, at=now)
    return "reversed" if undone else "known"


def _unsuspend(context: Context, connection: Transaction, reference: str) -> Reversed:
    """It was never placed: the money in suspense is gone."""
    suspended = books.named(connection, reference)
    if suspended is None:
        return "unknown"
    try:
        books.append(connection, ledger.reverse(suspended, at=context.clock()), loan=None)
    except books.AlreadyPosted:
        return "known"
    return "reversed"
