"""The provider's callback moves money; the customer's claim never does."""

from typing import Literal

from bot.conversation.position import Position
from bot.conversation.turn import Say
from bot.lending import ledger
from bot.lending.hours import PAKISTAN
from bot.payments.ports import Paid
from bot.services import speak
from bot.services.context import Context
from bot.store import books, conversations, loans
from bot.store.database import Transaction
from bot.store.loans import LoanRow

Placed = Literal["posted", "known", "unplaced"]


def record_payment(context: Context, paid: Paid) -> Placed:
    """Post a payment once, however often the provider tells of it. An attempt that moved no money changes nothing."""
    if not paid.ok:
        return "known"
    with context.database.transaction() as connection:
        placed = _record(context, connection, paid)
    context.outgoing.set()
    return placed


def _record(context: Context, connection: Transaction, paid: Paid) -> Placed:
    asked = loans.payment_request(connection, paid.reference)
    loan = loans.by_number(connection, asked.loan, lock=True) if asked else None
    posted_as = f"{paid.provider}:{paid.provider_id}"
    new = loans.insert_payment(
        connection,
        provider=paid.provider,
        provider_id=paid.provider_id,
        reference=paid.reference,
        amount=paid.paisa,
        loan=loan.number if loan else None,
        posted_as=posted_as,
        at=context.clock(),
    )
    if not new:
        return "known"
    if loan is None:
        _suspend(context, connection, paid, posted_as)
        return "unplaced"
    _post(context, connection, paid, loan, posted_as)
    return "posted"


def _suspend(context: Context, connection: Transaction, paid: Paid, posted_as: str) -> None:
    """Nobody knows yet what it was for: it waits in the books for a person."""
    posting = ledger.suspend(
        reference=posted_as, provider=paid.provider, amount=paid.paisa, at=context.clock()
    )
    books.append(connection, posting, loan=None)


def _post(context: Context, connection: Transaction, paid: Paid, loan: LoanRow, posted_as: str) -> None:
    now = context.clock()
    before = books.of_loan(connection, loan.number)
    postings = ledger.settle(
        offer=loan.offer,
        loan=loan.number,
        postings=before,
        reference=posted_as,
        provider=paid.provider,
        amount=paid.paisa,
        on=now.astimezone(PAKISTAN).date(),
        at=now,
    )
    for posting in postings:
        books.append(connection, posting, loan=loan.number)
    settled = ledger.balance([*before, *postings], loan=loan.number).settled
    if settled and loan.state != "closed":
        loans.set_state(connection, loan=loan.number, state="closed", at=now)
    _receipt(context, connection, paid, loan, closed=settled and loan.state != "closed")


def _receipt(context: Context, connection: Transaction, paid: Paid, loan: LoanRow, *, closed: bool) -> None:
    """A receipt says what came in and nothing that a borrowed phone should not show."""
    lines = conversations.lines_of_customer(connection, loan.customer_id)
    line = conversations.line_by_conversation(connection, lines[0].conversation_id)
    if line is None:
        return
    position = Position.from_dict(line.position)
    figures = {"amount": paid.paisa, "reference": paid.reference}
    says = [Say("receipt.paid", figures)]
    if closed:
        says.append(Say("receipt.closed", {"loan": loan.number}))
    spoken = speak.spoken(context, says=says, line=line, language=position.language)
    speak.put_out(connection, line=line, spoken=spoken, at=context.clock())
