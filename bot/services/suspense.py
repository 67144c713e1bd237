"""Payments that nobody could place wait here for a person, who finds the plan they were for."""

from typing import Literal

from bot.lending import ledger
from bot.lending.hours import PAKISTAN
from bot.services.context import Context
from bot.services.plan_books import PlanBooks, hold
from bot.services.posted import hold_payment
from bot.store import books, loans, people
from bot.store.database import Transaction
from bot.store.loans import PaymentRow

Placing = Literal["placed", "known", "unknown", "no_plan"]


def waiting(context: Context) -> list[PaymentRow]:
    """Oldest first. A payment that was taken back meanwhile does not wait any more."""
    with context.database.snapshot() as connection:
        unplaced = loans.unplaced(connection)
        return [
            one for one in unplaced if not books.named(connection, ledger.reversal_of(one.posted_as or ""))
        ]


def place(context: Context, *, provider: str, provider_id: str, loan: str, agent_id: int | None) -> Placing:
    """Put a waiting payment to a plan, as of the moment it was received."""
    with context.database.transaction() as connection:
        return place_in(
            context, connection, provider=provider, provider_id=provider_id, loan=loan, agent_id=agent_id
        )


def place_in(
    context: Context,
    connection: Transaction,
    *,
    provider: str,
    provider_id: str,
    loan: str,
    agent_id: int | None,
) -> Placing:
    """The same inside a transaction."""
    hold_payment(connection, provider=provider, provider_id=provider_id)
    held = hold(connection, loan)
    if held is None:
        return "no_plan"
    payment = loans.payment(connection, provider=provider, provider_id=provider_id)
    if payment is None or not payment.posted_as:
        return "unknown"
    suspended = books.named(connection, payment.posted_as)
    taken_back = books.named(connection, ledger.reversal_of(payment.posted_as))
    if payment.loan or suspended is None or taken_back:
        return "known"
    _book(context, held, suspended, amount=payment.amount)
    loans.place_payment(connection, payment_id=payment.id, loan=loan)
    detail = f"{payment.posted_as} {loan}"
    people.note(connection, at=context.clock(), agent_id=agent_id, action="place", detail=detail)
    return "placed"


def _book(context: Context, held: PlanBooks, suspended: ledger.Posting, *, amount: int) -> None:
    at = max(suspended.at, held.plan.accepted_at)
    postings = ledger.settle(
        offer=held.plan.offer,
        loan=held.plan.number,
        postings=held.postings,
        reference=ledger.placing_of(suspended.reference),
        provider=None,
        amount=amount,
        on=at.astimezone(PAKISTAN).date(),
        at=at,
    )
    held.write(postings, at=context.clock())
