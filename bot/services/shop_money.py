"""What a shop gets for a sale: the full price, due from the moment the goods are handed over, less what it owes us.

A shop that owes for goods that came back after it was paid gets so much less for its next sale: docs/decisions/0019.
"""

from datetime import datetime

from bot.lending import ledger
from bot.lending.ledger import Account, Posting, stands
from bot.services.context import Context
from bot.services.plan_books import PlanBooks, hold
from bot.store import loans, payouts
from bot.store.database import Transaction, lock_person
from bot.store.payouts import PayoutRow

AT_ONCE = 200


def draw_up(context: Context, *, now: datetime) -> int:
    """Put what has become due to shops among the payouts; how many."""
    done = 0
    while found := _some(context):
        done += sum(_draw(context, plan.number, plan.shop_id, now) for plan in found)
    return done


def _some(context: Context) -> list[payouts.Undrawn]:
    with context.database.snapshot() as connection:
        return payouts.undrawn(connection, limit=AT_ONCE)


def _draw(context: Context, loan: str, shop_id: int, now: datetime) -> bool:
    with context.database.transaction() as connection:
        held = hold(connection, loan)
        assert held is not None  # plans are never deleted
        return payouts.draw(connection, loan=loan, shop_id=shop_id, amount=due(held), at=now)


def net(context: Context, row: PayoutRow, *, now: datetime) -> None:
    """Set against a payout that has not left what its shop owes us by now, and write down what is left to send."""
    with context.database.transaction() as connection:
        assert row.shop_id is not None  # it is a shop's
        lock_person(connection, f"shop {row.shop_id}")  # two sales must not be set against the same return
        others = [loan for loan in payouts.returned(connection, row.shop_id) if loan != row.loan]
        for loan in _in_order(connection, [row.loan, *others]):
            hold(connection, loan)
        held, still = hold(connection, row.loan), payouts.by_reference(connection, row.reference)
        if held is None or still is None or still.state != "waiting":
            return
        _net_own(context, held, row, now)
        for loan in others:
            _net_other(connection, held, loan, row, now)
        payouts.netted(connection, reference=row.reference, amount=due(held))


def due(held: PlanBooks) -> int:
    """What we owe the shop for a sale, in paisa."""
    return stands(Account.MERCHANT_PAYABLE, held.balance.accounts.get(Account.MERCHANT_PAYABLE, 0))


def net_return(held: PlanBooks, *, named: str, at: datetime) -> None:
    """What is due for a sale, set against the goods of it that came back."""
    if amount := min(due(held), _owed(held, Account.SHOP_REFUND_RECEIVABLE)):
        reference = f"net_return:{named}"
        held.write(
            [ledger.net_return(loan=held.plan.number, amount=amount, reference=reference, at=at)], at=at
        )


def _in_order(connection: Transaction, numbers: list[str]) -> list[str]:
    """Whoever takes the conversations of several people takes them in one order."""
    plans = [plan for plan in (loans.by_number(connection, number) for number in set(numbers)) if plan]
    return [plan.number for plan in sorted(plans, key=lambda plan: (plan.customer_id, plan.id))]


def _net_own(context: Context, held: PlanBooks, row: PayoutRow, now: datetime) -> None:
    loan = held.plan.number
    _give_share_back(held, row, now)
    named = f"{row.reference}:{len(held.postings)}"
    net_return(held, named=named, at=now)
    if not context.rules.discount_is_netted:
        return
    if (share := min(due(held), _owed(held, Account.SHOP_DISCOUNT_RECEIVABLE))) > 0:
        held.write(
            [ledger.net_discount(loan=loan, amount=share, reference=f"net_discount:{named}", at=now)], at=now
        )


def _net_other(connection: Transaction, held: PlanBooks, loan: str, row: PayoutRow, now: datetime) -> None:
    """Goods of another sale came back after the shop was paid for it."""
    other = hold(connection, loan)
    assert other is not None  # it has postings
    _give_share_back(other, row, now)
    named = f"{row.reference}:{loan}:{len(other.postings)}"
    # What is still due to the shop for that sale itself goes against it first, when that sale is paid.
    owed = _owed(other, Account.SHOP_REFUND_RECEIVABLE) - due(other)
    if (amount := min(due(held), owed)) > 0:
        taken, against = _both(held.plan.number, loan, amount, named, now)
        held.write([taken], at=now)
        other.write([against], at=now)


def _give_share_back(held: PlanBooks, row: PayoutRow, now: datetime) -> None:
    """A shop whose share was paid or kept back before goods came back owes us so much less for them."""
    loan, share = held.plan.number, max(0, -_owed(held, Account.SHOP_DISCOUNT_RECEIVABLE))
    if share := min(share, _owed(held, Account.SHOP_REFUND_RECEIVABLE)):
        named = f"net_share:{row.reference}:{loan}:{len(held.postings)}"
        held.write([ledger.net_share(loan=loan, amount=share, reference=named, at=now)], at=now)


def _both(loan: str, other: str, amount: int, named: str, now: datetime) -> tuple[Posting, Posting]:
    return (
        ledger.take_from(loan=loan, amount=amount, reference=f"net_from:{named}", at=now),
        ledger.set_against(loan=other, amount=amount, reference=f"net_against:{named}", at=now),
    )


def _owed(held: PlanBooks, account: Account) -> int:
    return held.balance.accounts.get(account, 0)
