"""A payment that the provider takes back (reversal or chargeback). What came after it is booked again in order."""

from typing import Literal

from bot.lending import ledger
from bot.payments.ports import TakenBack
from bot.services.context import Context
from bot.services.odd_payments import note
from bot.services.plan_books import PlanBooks, hold
from bot.services.posted import hold_payment
from bot.store import books, loans, pay_requests
from bot.store.database import Transaction

Reversed = Literal["reversed", "known", "unknown", "differs"]
ODD = {
    "reversed": "taken_back",
    "known": "reversal_twice",
    "unknown": "reversal_unknown",
    "differs": "reversal_differs",
}


def take_back(context: Context, taken: TakenBack) -> Reversed:
    """As a provider tells of it. "differs": not of the amount that was paid, so a person decides; nothing is undone."""
    with context.database.transaction() as connection:
        return take_back_in(context, connection, taken)


def reverse_payment(context: Context, *, provider: str, provider_id: str) -> Reversed:
    """Undo one payment once, however often we are told. "unknown": no such payment ever came."""
    with context.database.transaction() as connection:
        hold_payment(connection, provider=provider, provider_id=provider_id)
        payment = loans.payment(connection, provider=provider, provider_id=provider_id)
        reference, amount = (payment.reference, payment.amount) if payment else ("", 0)
        taken = TakenBack(provider, provider_id, reference, amount, context.clock())
        return take_back_in(context, connection, taken)


def take_back_in(context: Context, connection: Transaction, taken: TakenBack) -> Reversed:
    """The same inside a transaction. A person always sees that it happened, and when it was told twice."""
    reference = hold_payment(connection, provider=taken.provider, provider_id=taken.provider_id)
    payment = loans.payment(connection, provider=taken.provider, provider_id=taken.provider_id)
    held = hold(connection, payment.loan) if payment and payment.loan else None
    if payment is not None and payment.amount != taken.paisa:
        outcome: Reversed = "differs"
    elif payment is None:
        outcome = "unknown"
    else:
        outcome = _reverse(context, connection, held, reference)
    if outcome == "reversed":
        pay_requests.reopen(connection, reference=taken.reference)
    note(connection, taken, kind=ODD[outcome], loan=held.plan.number if held else None, at=context.clock())
    return outcome


def _reverse(context: Context, connection: Transaction, held: PlanBooks | None, reference: str) -> Reversed:
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
