"""What a customer paid too much goes back when they ask for it, by transfer to the account it came from."""

from typing import Literal

from bot.lending import ledger
from bot.services.context import Context
from bot.services.plan_books import hold
from bot.store import payouts, people
from bot.store.database import Transaction
from bot.store.payouts import PayoutRow

PaidBack = Literal["paid", "known", "unknown"]


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


def waiting(context: Context) -> list[PayoutRow]:
    with context.database.snapshot() as connection:
        return payouts.waiting(connection)


def pay_back(
    context: Context, *, reference: str, provider: str, provider_id: str, agent_id: int | None
) -> PaidBack:
    """The transfer was made: `provider_id` is its number at the provider. Once for each request."""
    with context.database.transaction() as connection:
        asked = payouts.by_reference(connection, reference)
        held = hold(connection, asked.loan) if asked else None
        if asked is None or held is None:
            return "unknown"
        if asked.paid_as or held.has(f"paid_out:{reference}"):
            return "known"
        now = context.clock()
        left = ledger.pay_out(
            reference=f"paid_out:{reference}",
            provider=provider,
            amount=asked.amount,
            loan=asked.loan,
            at=now,
        )
        held.write([left], at=now)
        payouts.paid(connection, reference=reference, paid_as=f"{provider}:{provider_id}", at=now)
        people.note(
            connection, at=now, agent_id=agent_id, action="pay_back", detail=f"{reference} {provider_id}"
        )
        return "paid"
