"""The shop takes goods back, all of them or a part: that much of the plan is no longer owed."""

from datetime import datetime
from typing import Literal

from bot.conversation.turn import Say
from bot.lending import ledger
from bot.lending.caps import RuleBroken
from bot.lending.hours import PAKISTAN
from bot.services import orders, reach, shop_money
from bot.services.context import Context
from bot.services.plan_books import PlanBooks, hold
from bot.store import conversations, handovers
from bot.store import orders as order_rows

Door = Literal["return", "return_by_text", "called_off"]
Returned = Literal["returned", "known", "unknown", "refused"]


def return_goods(context: Context, *, loan: str, amount: int, reference: str) -> Returned:
    """Take `amount` paisa of the price off a plan, once for each `reference` of the shop's.

    "refused": more than the goods that are still with the customer, or a plan written off.
    """
    try:
        with context.database.transaction() as connection:
            held = hold(connection, loan)
            return give_back(context, held, amount=amount, reference=reference) if held else "unknown"
    except RuleBroken:
        return "refused"


def named(loan: str, reference: str, *, door: Door = "return") -> str:
    """What the posting of a return is called in the books: a shop's number is never like one of our own names."""
    return f"{door}:{loan}:{reference.replace('%', '%25').replace('~', '%7E')}"


def give_back(
    context: Context, held: PlanBooks, *, amount: int, reference: str, door: Door = "return"
) -> Literal["returned", "known"]:
    """Take it back, and tell the customer, who did not ask for it here. Raises RuleBroken as `take_back` does."""
    before = held.balance.outstanding
    outcome = take_back(context, held, amount=amount, reference=reference, door=door)
    if outcome == "returned":
        _tell(context, held, amount=amount, less=before - held.balance.outstanding)
    return outcome


def take_back(
    context: Context, held: PlanBooks, *, amount: int, reference: str, door: Door = "return"
) -> Literal["returned", "known"]:
    """The same on a plan that is held. What is left may need no more money: then the plan closes here.

    `door`: "return" for what has the shop's own number, whoever tells of it. Raises RuleBroken: refund_too_large,
    written_off.
    """
    posted = named(held.plan.number, reference, door=door)
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
        _square(held, at=at)
    order = order_rows.of_loan(held.connection, held.plan.number)
    if order:
        orders.happened(held.connection, order=order, event="returned", at=at, amount=amount)


def _square(held: PlanBooks, *, at: datetime) -> None:
    """Nobody will be paid for them: what we would owe the shop and what it would owe us are nothing at once."""
    shop_money.net_return(held, named=f"{held.plan.number}:called_off", at=at)


def _tell(context: Context, held: PlanBooks, *, amount: int, less: int) -> None:
    """What it means in rupees: so much less to pay, and what was paid too much."""
    line = conversations.line_of_customer(held.connection, held.plan.customer_id)
    figures = {"loan": held.plan.number, "amount": amount, "less": less, "back": max(0, held.balance.credit)}
    say = Say("shop_told.returned_credit" if figures["back"] else "shop_told.returned", figures)
    reach.tell(context, held.connection, line=line, say=say, kind="refund", at=context.clock())
    context.outgoing.set()
