"""The shop takes goods back, all of them or a part: that much of the plan is no longer owed."""

from datetime import datetime
from typing import Literal

from bot.lending import ledger
from bot.lending.caps import RuleBroken
from bot.lending.hours import PAKISTAN
from bot.services import orders
from bot.services.context import Context
from bot.services.plan_books import PlanBooks, hold
from bot.store import handovers
from bot.store import orders as order_rows

Returned = Literal["returned", "known", "unknown", "refused"]


def return_goods(context: Context, *, loan: str, amount: int, reference: str) -> Returned:
    """Take `amount` paisa of the price off a plan, once for each `reference` of the shop's.

    "refused": more than the goods that are still with the customer, or a plan written off.
    """
    try:
        with context.database.transaction() as connection:
            held = hold(connection, loan)
            return take_back(context, held, amount=amount, reference=reference) if held else "unknown"
    except RuleBroken:
        return "refused"


def named(loan: str, reference: str) -> str:
    """What the posting of a return is called in the books."""
    return f"return:{loan}:{reference}"


def take_back(
    context: Context, held: PlanBooks, *, amount: int, reference: str
) -> Literal["returned", "known"]:
    """The same on a plan that is held. What is left may need no more money: then the plan closes here.

    Raises RuleBroken: refund_too_large, written_off.
    """
    posted = named(held.plan.number, reference)
    if held.has(posted):
        return "known"
    now = context.clock()
    back = ledger.refund(
        loan=held.plan.number,
        balance=held.balance,
        amount=amount,
        reference=posted,
        at=now,
    )
    closing = ledger.forgive(
        offer=held.plan.offer,
        loan=held.plan.number,
        postings=[*held.postings, back],
        reference=posted,
        amount=0,
        on=now.astimezone(PAKISTAN).date(),
        at=now,
    )
    held.write([back, *closing], at=now)
    _follow(held, amount=amount, at=now)
    return "returned"


def _follow(held: PlanBooks, *, amount: int, at: datetime) -> None:
    """Goods that never left the shop and were given back as a whole: their code is good for nothing any more."""
    if held.plan.handed_over_at is None and held.balance.principal <= 0:
        handovers.call_off(held.connection, loan=held.plan.number, at=at)
    order = order_rows.of_loan(held.connection, held.plan.number)
    if order:
        orders.returned(held.connection, order=order, amount=amount, at=at)
