"""Commands of the flows → the store, inside the transaction of the turn that issued them."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.conversation.commands import HandOff, LeaveQueue, OptIn, OptOut
from bot.conversation.turn import Say
from bot.lending import ledger
from bot.lending.commands import (
    AcceptPlan,
    AgreeToTerms,
    Enrol,
    KeepCnic,
    PauseReminders,
    PromiseToPay,
    RateHelp,
    RequestPayment,
    SetPin,
    ShowStatement,
    TryPin,
)
from bot.lending.identity import mask_cnic
from bot.lending.money import share
from bot.lending.offer import Offer
from bot.lending.reminders import promise_kinds
from bot.lending.statement import KeyFacts, digest
from bot.services import documents, orders, shop_word
from bot.services.context import Context
from bot.services.desk import episodes
from bot.services.papers import Writer
from bot.services.perform_help import HELP
from bot.services.perform_shop import SHOP
from bot.services.stage import Stage
from bot.store import books, conversations, customers, decisions, handoffs, handovers, loans, reminders, shops
from bot.store.conversations import Line
from bot.store.database import Transaction

UNLOCKED_MINUTES = 15  # ours: how long private pages stay open after the PIN, counted from the last message


def perform(
    context: Context,
    connection: Transaction,
    *,
    command: object,
    line: Line,
    now: datetime,
    shown: Mapping[str, str],
) -> None:
    """Carry out one command. Raises KeyError for one that nobody knows."""
    _VERBS[type(command)](Stage(context, connection, line, now, shown), command)


def _agree(stage: Stage, _command: AgreeToTerms) -> None:
    customers.consent(stage.connection, customer_id=stage.line.customer_id, at=stage.now)


def _keep_cnic(stage: Stage, command: KeepCnic) -> None:
    customers.keep_cnic(
        stage.connection,
        customer_id=stage.line.customer_id,
        cnic=command.cnic,
        masked=mask_cnic(command.cnic),
        vault=stage.context.vault,
    )


def _set_pin(stage: Stage, command: SetPin) -> None:
    customers.set_pin(
        stage.connection,
        customer_id=stage.line.customer_id,
        pin=command.pin,
        unlocked_until=_until(stage),
        vault=stage.context.vault,
    )


def _try_pin(stage: Stage, command: TryPin) -> None:
    customer_id = stage.line.customer_id
    if command.correct:
        customers.pin_right(stage.connection, customer_id=customer_id, unlocked_until=_until(stage))
        customers.move_pin(
            stage.connection, customer_id=customer_id, pin=command.pin, vault=stage.context.vault
        )
        return
    tries = stage.context.rules.pin_tries
    customers.pin_wrong(stage.connection, customer_id=customer_id, at=stage.now, tries=tries)


def _until(stage: Stage) -> datetime:
    return stage.now + timedelta(minutes=UNLOCKED_MINUTES)


def _enrol(stage: Stage, command: Enrol) -> None:
    customers.enrol(
        stage.connection,
        customer_id=stage.line.customer_id,
        at=stage.now,
        name=command.name,
        born=command.born,
        work=command.work,
        income=command.income,
        obligations=command.obligations,
        payday_kind=command.payday_kind,
        payday_day=command.payday_day,
        decision=command.decision,
    )
    decisions.keep(
        stage.connection, customer_id=stage.line.customer_id, decision=command.decision, at=stage.now
    )


def _show_statement(stage: Stage, command: ShowStatement) -> None:
    facts = KeyFacts.from_dict(command.facts)
    shown = {**stage.shown, **_statement_page(stage, facts)}
    loans.show_statement(
        stage.connection,
        loan=command.loan,
        customer_id=stage.line.customer_id,
        at=stage.now,
        facts=command.facts,
        shown=shown,
        digest=digest(facts, shown),
    )


def _statement_page(stage: Stage, facts: KeyFacts) -> dict[str, str]:
    """On WhatsApp the statement is a picture too; its words and figures are kept with the texts."""
    if stage.line.channel != "whatsapp":
        return {}
    shop = loans.shop_by_code(stage.connection, facts.shop)
    name = customers.name(stage.connection, customer_id=stage.line.customer_id)
    writer = Writer(stage.context.catalog, stage.context.rules)
    page = writer.statement(facts, shop=shop.name if shop else "", name=name)
    where = {"kind": "kfs", "loan": facts.reference}
    kept = documents.keep(
        stage.context, stage.connection, page=page, customer_id=stage.line.customer_id, **where
    )
    documents.send(stage.context, stage.connection, line=stage.line, document_id=kept, **where)
    spoken = _read_aloud(stage, writer.aloud(facts, shop=shop.name if shop else ""), facts.reference)
    return {"page": documents.canonical(page.to_dict()), **spoken}


def _read_aloud(stage: Stage, words: str, loan: str) -> dict[str, str]:
    """The statement as a voice note in Urdu, for those who do not read; none where the machine cannot speak."""
    if stage.context.voice is None:
        return {}
    where = {"kind": "kfs_voice", "loan": loan}
    kept = documents.keep_words(
        stage.context, stage.connection, words=words, customer_id=stage.line.customer_id, **where
    )
    documents.send(stage.context, stage.connection, line=stage.line, document_id=kept, **where)
    return {"voice": words}


def _accept(stage: Stage, command: AcceptPlan) -> None:
    """What is agreed, what it does to the books, and word to the shop."""
    offer = Offer.from_dict(command.offer)
    loans.accept(
        stage.connection,
        loan=command.loan,
        customer_id=stage.line.customer_id,
        shop=command.shop,
        offer=offer,
        at=stage.now,
    )
    if command.order:
        orders.take(stage.connection, number=command.order, loan=command.loan, at=stage.now)
    row = loans.by_number(stage.connection, command.loan)
    assert row is not None
    discount = 0 if offer.markup else share(offer.principal, basis_points=row.shop_discount_bp)
    if command.code:
        handovers.keep_code(stage.connection, loan_id=row.id, code=command.code, vault=stage.context.vault)
    _tell_shop(stage, row, order=command.order)
    posting = ledger.accept(offer=offer, loan=command.loan, at=stage.now, shop_discount=discount)
    books.append(stage.connection, posting, loan=command.loan)


def _tell_shop(stage: Stage, row: loans.LoanRow, *, order: str) -> None:
    """The shop learns that it will be paid, and not who the customer is beyond the number of the plan."""
    shop = shops.by_code(stage.connection, row.shop_code)
    assert shop is not None
    named = {"loan": row.number, "price": row.offer.principal, "order": order or "none"}
    shop_word.tell(stage.context, stage.connection, shop=shop, say=Say("shop.sold", named), at=stage.now)


def _request_payment(stage: Stage, command: RequestPayment) -> None:
    loans.request_payment(
        stage.connection,
        reference=command.reference,
        loan=command.loan,
        amount=command.amount,
        provider=stage.context.payment_provider,
        at=stage.now,
    )


def _promise(stage: Stage, command: PromiseToPay) -> None:
    loans.promise(
        stage.connection, loan=command.loan, installment=command.installment, day=command.day, at=stage.now
    )
    reminders.plan_promise(
        stage.connection,
        loan=command.loan,
        installment=command.installment,
        day=command.day,
        kinds=promise_kinds(command.day, rules=stage.context.rules),
        after=stage.now,
    )


def _pause(stage: Stage, command: PauseReminders) -> None:
    customers.pause(stage.connection, customer_id=stage.line.customer_id, reason=command.reason)


def _hand_off(stage: Stage, command: HandOff) -> None:
    conversation_id = stage.line.conversation_id
    episodes.call_people(
        stage.context,
        stage.connection,
        conversation_id=conversation_id,
        reason=command.reason,
        at=stage.now,
    )


def _leave_queue(stage: Stage, _command: LeaveQueue) -> None:
    if stage.line.held_by == "queue":
        conversation_id = stage.line.conversation_id
        handoffs.close(stage.connection, conversation_id=conversation_id, how="left", at=stage.now)


def _rate(stage: Stage, command: RateHelp) -> None:
    conversation_id = stage.line.conversation_id
    handoffs.scored(stage.connection, conversation_id=conversation_id, score=command.score, at=stage.now)


def _opt_out(stage: Stage, _command: OptOut) -> None:
    conversations.opt_out(stage.connection, contact_id=stage.line.contact_id, at=stage.now)


def _opt_in(stage: Stage, _command: OptIn) -> None:
    conversations.opt_in(stage.connection, contact_id=stage.line.contact_id, at=stage.now)


_VERBS: dict[type, Callable[[Stage, Any], None]] = {
    AgreeToTerms: _agree,
    KeepCnic: _keep_cnic,
    SetPin: _set_pin,
    TryPin: _try_pin,
    Enrol: _enrol,
    ShowStatement: _show_statement,
    AcceptPlan: _accept,
    RequestPayment: _request_payment,
    PromiseToPay: _promise,
    PauseReminders: _pause,
    RateHelp: _rate,
    HandOff: _hand_off,
    LeaveQueue: _leave_queue,
    OptOut: _opt_out,
    OptIn: _opt_in,
    **HELP,
    **SHOP,
}
