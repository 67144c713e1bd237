"""Money that leaves, once for each payout: credit that customers asked back, and what shops get for their sales."""

from datetime import datetime
from typing import Literal

from bot.conversation.turn import Say
from bot.lending import ledger
from bot.lending.ledger import BANK, Account
from bot.payments.transfers import Answer
from bot.services import orders, reach, shop_money, shop_word
from bot.services.context import Context
from bot.services.plan_books import PlanBooks, hold
from bot.store import conversations, payouts, people, shops
from bot.store import orders as sales
from bot.store.database import Transaction
from bot.store.payouts import Payee, PayoutRow

PaidBack = Literal["paid", "known", "unknown"]
Settled = Literal["paid", "failed", "known", "unknown", "contradicts"]


def ask_back(context: Context, connection: Transaction, *, loan: str, reference: str) -> int:
    """All the credit of a plan becomes money to pay out; how much, 0 when there is none."""
    held = hold(connection, loan)
    amount = held.balance.credit if held else 0
    if held is None or amount <= 0:
        return 0
    now = context.clock()
    asked = ledger.request_payout(
        reference=f"payout:{reference}", amount=amount, balance=held.balance, at=now
    )
    held.write([asked], at=now)
    payouts.ask(connection, reference=reference, loan=loan, amount=amount, at=now)
    return amount


def waiting(context: Context, payee: Payee = "customers") -> list[PayoutRow]:
    """What has not left yet, in whatever state, oldest first."""
    with context.database.snapshot() as connection:
        return payouts.waiting(connection, payee)


def net(context: Context, row: PayoutRow, *, now: datetime) -> None:
    """Before it leaves: a shop's less what it owes us, a customer's less a payment that has bounced since."""
    if row.payee == "shops":
        shop_money.net(context, row, now=now)
        return
    with context.database.transaction() as connection:
        held, still = hold(connection, row.loan), payouts.by_reference(connection, row.reference)
        if held is None or still is None or still.state != "waiting":
            return
        bounced = min(still.amount, held.balance.accounts.get(Account.CHARGEBACK_RECEIVABLE, 0))
        if bounced > 0:
            named = f"net_chargeback:{row.reference}:{len(held.postings)}"
            held.write(
                [ledger.net_chargeback(loan=row.loan, amount=bounced, reference=named, at=now)], at=now
            )
            payouts.netted(connection, reference=row.reference, amount=still.amount - bounced)


def pay_back(
    context: Context, *, reference: str, provider: str, provider_id: str, agent_id: int | None
) -> PaidBack:
    """Somebody made the transfer by hand: `provider_id` is its number at the provider. Once for each payout."""
    with context.database.transaction() as connection:
        row, held = _held(connection, reference)
        if row is None or held is None:
            return "unknown"
        if row.state in ("paid", "netted"):
            return "known"
        _pay(context, connection, row, held, provider=provider, transfer=provider_id)
        people.note(
            connection,
            at=context.clock(),
            agent_id=agent_id,
            action="pay_back",
            detail=f"{reference} {provider_id}",
        )
    context.outgoing.set()
    return "paid"


def settle(context: Context, answer: Answer, *, provider: str = BANK, agent_id: int | None = None) -> Settled:
    """What became of an instruction. "contradicts": something else is known of it, and nothing is changed."""
    reference, _, attempt = answer.number.rpartition("-")
    with context.database.transaction() as connection:
        row, held = _held(connection, reference)
        if row is None or held is None or int(attempt) > row.attempt:
            return "unknown"
        if int(attempt) < row.attempt:
            return "contradicts" if answer.ok else "known"
        told = f"{provider}:{answer.transfer}"
        if row.state == "paid":
            return "known" if answer.ok and row.paid_as == told else "contradicts"
        if row.state != "instructed":
            return "contradicts" if answer.ok else "known"
        if answer.ok:
            _pay(context, connection, row, held, provider=provider, transfer=answer.transfer)
        else:
            payouts.failed(connection, reference=reference, why=answer.reason)
        action = "payout_paid" if answer.ok else "payout_failed"
        detail = f"{answer.number} {answer.transfer or answer.reason}"
        people.note(connection, at=context.clock(), agent_id=agent_id, action=action, detail=detail)
    context.outgoing.set()
    return "paid" if answer.ok else "failed"


def again(context: Context, *, reference: str, agent_id: int | None) -> Literal["again", "known", "unknown"]:
    """Somebody has looked at one that failed: it may leave once more."""
    with context.database.transaction() as connection:
        row = payouts.by_reference(connection, reference)
        if row is None:
            return "unknown"
        if row.state != "failed":
            return "known"
        payouts.again(connection, reference=reference)
        people.note(
            connection, at=context.clock(), agent_id=agent_id, action="payout_again", detail=reference
        )
    return "again"


def _held(connection: Transaction, reference: str) -> tuple[PayoutRow | None, PlanBooks | None]:
    """The locks in their order: the customer's conversation and the plan, then the payout."""
    row = payouts.look(connection, reference)
    held = hold(connection, row.loan) if row else None
    return (payouts.by_reference(connection, reference) if row else None), held


def _pay(
    context: Context,
    connection: Transaction,
    row: PayoutRow,
    held: PlanBooks,
    *,
    provider: str,
    transfer: str,
) -> None:
    """Out of the books, off the list, and told; what is told takes locks that come before those of the books."""
    now = context.clock()
    if row.payee == "shops":
        _tell_shop(context, connection, held, row)
        if order := sales.of_loan(connection, row.loan):
            orders.happened(connection, order=order, event="paid_out", at=now, amount=row.amount)
        book, reference = ledger.merchant_paid, f"shop_paid:{row.reference}"
    else:
        _tell_customer(context, connection, held, row, transfer)
        book, reference = ledger.pay_out, f"paid_out:{row.reference}"
    posting = book(loan=row.loan, provider=provider, amount=row.amount, reference=reference, at=now)
    held.write([posting], at=now)
    payouts.paid(connection, reference=row.reference, paid_as=f"{provider}:{transfer}", at=now)


def _tell_shop(context: Context, connection: Transaction, held: PlanBooks, row: PayoutRow) -> None:
    shop = shops.by_code(connection, held.plan.shop_code)
    assert shop is not None  # plans point at shops that exist
    say = Say("shop.paid", {"loan": row.loan, "amount": row.amount})
    shop_word.tell(context, connection, shop=shop, say=say, kind="shop_paid", at=context.clock())


def _tell_customer(
    context: Context, connection: Transaction, held: PlanBooks, row: PayoutRow, transfer: str
) -> None:
    line = conversations.line_of_customer(connection, held.plan.customer_id)
    say = Say("receipt.paid_back", {"amount": row.amount, "reference": transfer})
    reach.tell(context, connection, line=line, say=say, kind="refund", at=context.clock())
