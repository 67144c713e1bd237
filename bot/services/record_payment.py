"""The provider's callback moves money; the customer's claim never does."""

import logging
from datetime import datetime, timedelta
from typing import Literal

from bot import metrics, tracing
from bot.account_messages import Kind
from bot.conversation.templates import say
from bot.conversation.turn import Say
from bot.lending import ledger
from bot.lending.hours import PAKISTAN
from bot.payments.ports import Paid, TakenBack
from bot.services import begin, documents, odd_payments, speak
from bot.services.context import Context
from bot.services.odd_payments import Expected
from bot.services.papers import Writer
from bot.services.plan_books import PlanBooks, hold
from bot.services.posted import hold_payment
from bot.services.reach import is_window_open
from bot.services.reverse_payment import take_back_in
from bot.store import books, conversations, loans, oddities, pay_requests
from bot.store.claimed import Filled
from bot.store.conversations import Line
from bot.store.database import Transaction
from bot.store.facts import Reader
from bot.store.loans import LoanRow

LOG = logging.getLogger(__name__)
Placed = Literal["posted", "known", "unplaced"]


def record_payment(context: Context, paid: Paid) -> Placed:
    """Post a payment once, however often the provider tells of it. An attempt that moved no money changes nothing."""
    if not paid.ok or paid.paisa <= 0:
        return "known"
    with tracing.caused_by(f"{paid.provider}:{paid.provider_id}"):
        with context.database.transaction() as connection:
            placed = _record(context, connection, paid)
        context.outgoing.set()
        LOG.info("payment", extra={"provider": paid.provider, "result": placed})
    metrics.payment(provider=paid.provider, result=placed)
    return placed


def _record(context: Context, connection: Transaction, paid: Paid) -> Placed:
    reference = hold_payment(connection, provider=paid.provider, provider_id=paid.provider_id)
    asked, number = _asked(context, connection, paid)
    held = hold(connection, number) if number else None
    if held is not None:  # it may have been paid while we waited for the plan
        asked, _ = _asked(context, connection, paid)
    new = loans.insert_payment(
        connection,
        provider=paid.provider,
        provider_id=paid.provider_id,
        reference=paid.reference,
        amount=paid.paisa,
        loan=held.plan.number if held else None,
        posted_as=reference,
        at=context.clock(),
    )
    if not new:
        known = loans.payment(connection, provider=paid.provider, provider_id=paid.provider_id)
        odd_payments.told_again(connection, paid, known=known, at=context.clock())
        return "known"
    pay_requests.settle(connection, provider=paid.provider, number=paid.provider_id, state="paid")
    if held is None:
        _suspend(context, connection, paid, reference)
        odd_payments.note(connection, paid, kind="unknown_reference", loan=None, at=context.clock())
        _taken_back_before(context, connection, paid)
        return "unplaced"
    expected = _expected(context, connection, held, asked)
    closed = _post(context, held, paid, reference)
    odd_payments.first_time(connection, paid, expected=expected, loan=held.plan.number, at=context.clock())
    if asked is not None:
        pay_requests.paid(connection, reference=asked.reference, at=context.clock())
    if not _taken_back_before(context, connection, paid):
        _receipt(context, connection, paid, held.plan, closed=closed)
    return "posted"


def _asked(
    context: Context, connection: Transaction, paid: Paid
) -> tuple[pay_requests.RequestRow | None, str | None]:
    """The request that is paid, and the plan: named by the request's reference, or by the plan's own number."""
    asked = pay_requests.by_reference(connection, paid.reference)
    if asked is not None:
        return asked, asked.loan
    plan = loans.by_number(connection, paid.reference)
    if plan is None:
        return None, None
    return pay_requests.open_of(connection, plan.number, now=context.clock()), plan.number


def _expected(
    context: Context, connection: Transaction, held: PlanBooks, asked: pay_requests.RequestRow | None
) -> Expected:
    due = 0 if asked else _due(context, connection, held)
    return Expected(held.balance.outstanding, asked, due)


def _due(context: Context, connection: Transaction, held: PlanBooks) -> int:
    reader = Reader(connection, context.vault, context.rules, context.ways)
    now = context.clock()
    loan = reader.facts(held.plan.customer_id, now=now, fresh="").loan(held.plan.number)
    return loan.due_by(now.astimezone(PAKISTAN).date()) if loan else 0


def _taken_back_before(context: Context, connection: Transaction, paid: Paid) -> bool:
    """Word of a reversal may overtake word of the payment: then both are booked now, and no receipt goes out."""
    told = {"provider": paid.provider, "provider_id": paid.provider_id}
    amount = oddities.amount_of(connection, kind="reversal_unknown", **told)
    if amount is None:
        return False
    amount = amount or paid.paisa  # 0: a person took it back, and knew no amount
    taken = TakenBack(paid.provider, paid.provider_id, paid.reference, amount, context.clock())
    return take_back_in(context, connection, taken) == "reversed"


def _suspend(context: Context, connection: Transaction, paid: Paid, reference: str) -> None:
    """Nobody knows yet what it was for: it waits in the books for a person."""
    posting = ledger.suspend(
        reference=reference, provider=paid.provider, amount=paid.paisa, at=_paid_at(context, paid)
    )
    books.append(connection, posting, loan=None)


def _post(context: Context, held: PlanBooks, paid: Paid, reference: str) -> bool:
    """Book it as of the moment the money was paid; True when that closed the plan."""
    at = max(_paid_at(context, paid), held.plan.accepted_at)
    on = at.astimezone(PAKISTAN).date()
    undue = ledger.waive_undue(
        offer=held.plan.offer,
        balance=held.balance,
        amount=paid.paisa,
        on=on,
        reference=f"undue:{reference}",
        at=at,
        rules=context.rules,
    )
    waived = [undue] if undue else []
    postings = ledger.settle(
        offer=held.plan.offer,
        loan=held.plan.number,
        postings=[*held.postings, *waived],
        reference=reference,
        provider=paid.provider,
        amount=paid.paisa,
        on=on,
        at=at,
    )
    return held.write([*waived, *postings], at=context.clock())


def _paid_at(context: Context, paid: Paid) -> datetime:
    """When the customer paid, for what we hear of late is not their fault; never in the future, nor long ago."""
    now = context.clock()
    return max(min(paid.at, now), now - timedelta(days=context.rules.payment_told_late_days))


def _receipt(context: Context, connection: Transaction, paid: Paid, loan: LoanRow, *, closed: bool) -> None:
    """A receipt says what came in and nothing that a borrowed phone should not show."""
    line = conversations.line_of_customer(connection, loan.customer_id)
    wanted: tuple[Kind, ...] = ("receipt", "plan_closed") if closed else ("receipt",)
    kinds = [kind for kind in wanted if begin.may_begin(context, line, kind=kind)]
    if not kinds:
        return
    if line.channel == "whatsapp" and not is_window_open(line, context.clock()):
        _receipt_as_template(context, connection, paid, line, kinds=kinds)
        return
    said = {
        "receipt": Say("receipt.paid", {"amount": paid.paisa, "reference": paid.reference}),
        "plan_closed": Say("receipt.closed", {"loan": loan.number}),
    }
    says = [said[kind] for kind in kinds]
    spoken = speak.spoken(context, says=says, line=line, language=speak.language_on(line))
    page = _page(context, connection, paid, loan) if line.channel == "whatsapp" else None
    speak.put_out(connection, line=line, spoken=spoken, at=context.clock(), document_id=page, tag=kinds[0])


def _receipt_as_template(
    context: Context, connection: Transaction, paid: Paid, line: Line, *, kinds: list[Kind]
) -> None:
    """Free text and pictures are not taken so long after the customer's last message."""
    template = context.engine.script.template("paid_off" if "plan_closed" in kinds else "receipt")
    filled = Filled(
        template.name, speak.language_on(line), {"amount": paid.paisa, "reference": paid.reference}
    )
    says = [say(template, filled.variables)]
    spoken = speak.spoken(context, says=says, line=line, language=speak.language_on(line))
    speak.put_out(connection, line=line, spoken=spoken, at=context.clock(), tag=kinds[0], template=filled)


def _page(context: Context, connection: Transaction, paid: Paid, loan: LoanRow) -> int:
    """The receipt as a picture to keep."""
    at = _paid_at(context, paid)
    writer = Writer(context.catalog, context.rules)
    page = writer.receipt(amount=paid.paisa, reference=paid.reference, loan=loan.number, at=at)
    where = {"kind": "receipt", "loan": loan.number}
    return documents.keep(context, connection, page=page, customer_id=loan.customer_id, **where)
