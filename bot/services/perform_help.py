"""Commands of the flows that help: more time, smaller instalments, complaints, papers, a changed number."""

from collections.abc import Callable
from typing import Any

from bot.lending.account import account_lines
from bot.lending.commands import (
    AskBack,
    AskData,
    AskNumberChange,
    Extend,
    RegisterComplaint,
    SendAccount,
    SendCalendar,
    SendSchedule,
    Spread,
    TryProof,
)
from bot.lending.hours import PAKISTAN
from bot.lending.ledger import settlement_quote
from bot.services import bills, complaints, documents, hardship, payouts, personal_data
from bot.services.papers import Writer
from bot.services.plan_books import hold
from bot.services.stage import Stage
from bot.store import complaints as register
from bot.store import customers, loans, messages, numbers


def _extend(stage: Stage, command: Extend) -> None:
    hardship.extend_plan(stage.context, stage.connection, loan=command.loan, by_days=command.days)


def _spread(stage: Stage, command: Spread) -> None:
    hardship.spread(
        stage.context,
        stage.connection,
        loan=command.loan,
        count=command.count,
        first_due=command.first,
        at=stage.now,
    )


def _register(stage: Stage, command: RegisterComplaint) -> None:
    if register.by_number(stage.connection, command.number) is None:
        last = messages.last_inbound(stage.connection, conversation_id=stage.line.conversation_id)
        complaints.register(
            stage.context,
            stage.connection,
            number=command.number,
            customer_id=stage.line.customer_id,
            words=last[0] if last else "",
            at=stage.now,
        )


def _try_proof(stage: Stage, command: TryProof) -> None:
    """A right PIN elsewhere opens nothing at home; a wrong one counts."""
    if not command.correct:
        tries = stage.context.rules.pin_tries
        customers.pin_wrong(stage.connection, customer_id=command.owner, at=stage.now, tries=tries)


def _ask_number_change(stage: Stage, command: AskNumberChange) -> None:
    numbers.ask(stage.connection, customer_id=command.owner, contact_id=stage.line.contact_id, at=stage.now)


def _send_account(stage: Stage, command: SendAccount) -> None:
    held = hold(stage.connection, command.loan)
    if held is None or stage.line.channel != "whatsapp":
        return
    customer_id = stage.line.customer_id
    page = Writer(stage.context.catalog, stage.context.rules).account(
        account_lines(held.postings, loan=command.loan),
        balance=held.balance,
        quote=settlement_quote(
            held.plan.offer, balance=held.balance, on=stage.now.astimezone(PAKISTAN).date()
        ),
        shop=held.plan.shop_name,
        name=customers.name(stage.connection, customer_id=customer_id),
        at=stage.now,
    )
    where = {"kind": "account", "loan": command.loan}
    kept = documents.keep(stage.context, stage.connection, page=page, customer_id=customer_id, **where)
    documents.send(stage.context, stage.connection, line=stage.line, document_id=kept, **where)


def _send_schedule(stage: Stage, command: SendSchedule) -> None:
    plan = loans.by_number(stage.connection, command.loan)
    if plan is None or stage.line.channel != "whatsapp":
        return
    page = Writer(stage.context.catalog, stage.context.rules).schedule(
        bills.facts_of(stage.context, stage.connection, plan), at=stage.now
    )
    where = {"kind": "schedule", "loan": command.loan}
    kept = documents.keep(
        stage.context, stage.connection, page=page, customer_id=stage.line.customer_id, **where
    )
    documents.send(stage.context, stage.connection, line=stage.line, document_id=kept, **where)


def _send_calendar(stage: Stage, _command: SendCalendar) -> None:
    if stage.line.channel == "whatsapp":
        documents.send_calendar(stage.context, stage.connection, line=stage.line)


def _ask_back(stage: Stage, command: AskBack) -> None:
    payouts.ask_back(stage.context, stage.connection, loan=command.loan, reference=command.reference)


def _ask_data(stage: Stage, command: AskData) -> None:
    personal_data.ask(
        stage.connection,
        context=stage.context,
        number=command.number,
        customer_id=stage.line.customer_id,
        kind=command.kind,
    )


HELP: dict[type, Callable[[Stage, Any], None]] = {
    Extend: _extend,
    Spread: _spread,
    RegisterComplaint: _register,
    TryProof: _try_proof,
    AskNumberChange: _ask_number_change,
    SendAccount: _send_account,
    SendCalendar: _send_calendar,
    SendSchedule: _send_schedule,
    AskBack: _ask_back,
    AskData: _ask_data,
}
