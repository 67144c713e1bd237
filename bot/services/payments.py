"""What a customer is asked to pay: under which reference, until when, and how."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from bot.lending.hours import PAKISTAN, midnight
from bot.lending.ledger import balance
from bot.payments.ports import Attempt, Checkout, HasCheckout, HowToPay, PayRequest, Stands
from bot.services import documents
from bot.services.context import Context
from bot.store import books, loans, pay_requests
from bot.store.conversations import Line
from bot.store.database import Transaction
from bot.store.pay_requests import RequestRow

MOST_ATTEMPTS = 20  # ours: nobody needs more, and nobody fills the table
FIRST_INQUIRY = timedelta(minutes=10)  # JazzCash wants to be left alone that long

State = Literal["open", "paid", "over"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands on the page that a customer's link opens."""

    request: PayRequest
    state: State
    ways: Sequence[HowToPay]


def ask(
    context: Context,
    connection: Transaction,
    *,
    line: Line,
    loan: str,
    reference: str,
    amount: int,
    last_day: date | None,
    at: datetime,
) -> None:
    """Expect the money until the end of `last_day`; on WhatsApp the Raast code goes along as a picture."""
    today = at.astimezone(PAKISTAN).date()
    day = last_day or today + timedelta(days=context.ways.days)
    until = midnight(day + timedelta(days=1))
    pay_requests.ask(
        connection,
        reference=reference,
        loan=loan,
        amount=amount,
        providers=",".join(context.providers) or context.payment_provider,
        at=at,
        expires_at=until,
    )
    if line.channel != "whatsapp":
        return
    for way in ways(context, PayRequest(reference, amount, loan, until)):
        if way.qr:
            _send_code(context, connection, line=line, code=way.qr, loan=loan)


def send_standing(context: Context, connection: Transaction, *, line: Line, loan: str) -> None:
    """Where Raast is on, the code of a plan to save: good for every instalment."""
    for one in context.providers.values():
        if isinstance(one, Stands):
            code = one.standing(loan=loan).qr
            _send_code(context, connection, line=line, code=code, loan=loan, kind="raast_plan")


def _send_code(
    context: Context, connection: Transaction, *, line: Line, code: str, loan: str, kind: str = "raast"
) -> None:
    where = {"kind": kind, "loan": loan}
    kept = documents.keep_code(context, connection, text=code, customer_id=line.customer_id, **where)
    documents.send(context, connection, line=line, document_id=kept, **where)


def ways(context: Context, request: PayRequest) -> list[HowToPay]:
    """How this request can be paid, as far as the settings name providers."""
    return [one.instructions(request=request) for one in context.providers.values()]


def asked(context: Context, reference: str) -> Asked | None:
    """What is to be paid under a reference; None when nothing ever was."""
    with context.database.snapshot() as connection:
        found = pay_requests.by_reference(connection, reference)
        if found is None:
            return None
        owed = _owed(connection, found)
    request = _request(found, owed)
    return Asked(request, _state(found, owed, context.clock()), ways(context, request))


def amount_asked(context: Context, reference: str) -> int | None:
    """Paisa, or None when nothing is to be paid there."""
    found = asked(context, reference)
    return found.request.paisa if found else None


def begin(context: Context, *, reference: str, provider: str) -> Checkout | None:
    """A new attempt at a provider's page; None when there is nothing to pay, or too many were begun."""
    at = context.clock()
    with context.database.transaction() as connection:
        found = pay_requests.by_reference(connection, reference)
        wallet = context.providers.get(provider)
        if found is None or not isinstance(wallet, HasCheckout) or found.paid_at:
            return None
        loans.by_number(connection, found.loan, lock=True)  # one at a time, so that they can be counted
        owed = _owed(connection, found)
        if _state(found, owed, at) != "open":
            return None
        if pay_requests.count_attempts(connection, reference) >= MOST_ATTEMPTS:
            return None
        request = _request(found, owed)
        attempt = wallet.attempt(request=request, at=at, digits=context.fresh())
        _keep(connection, attempt, provider=provider)
    return wallet.checkout(attempt=attempt)


def _keep(connection: Transaction, attempt: Attempt, *, provider: str) -> None:
    pay_requests.begin(
        connection,
        provider=provider,
        number=attempt.number,
        reference=attempt.reference,
        amount=attempt.paisa,
        at=attempt.at,
        expires_at=attempt.expires_at,
        next_at=attempt.at + FIRST_INQUIRY,
    )


def _owed(connection: Transaction, found: RequestRow) -> int:
    """Goods may have come back, or other money may have come, since it was asked for."""
    return balance(books.of_loan(connection, found.loan), loan=found.loan).outstanding


def _request(found: RequestRow, owed: int) -> PayRequest:
    """Nobody is asked for more than is owed by now."""
    return PayRequest(found.reference, min(found.amount, owed) or found.amount, found.loan, found.expires_at)


def _state(found: RequestRow, owed: int, now: datetime) -> State:
    if found.paid_at is not None:
        return "paid"
    return "over" if found.is_over(now) or not owed else "open"
