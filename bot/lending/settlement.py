"""Paying everything early: what is earned is booked, what is not is forgiven, the rest is paid."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

from bot.lending.balances import balance
from bot.lending.booking import earn, place, receive
from bot.lending.concessions import rebate
from bot.lending.earning import newly_earned, settlement_quote, unmade
from bot.lending.offer import Offer
from bot.lending.posting import Posting

REBATE = "rebate:"


def settle(
    *,
    offer: Offer,
    loan: str,
    postings: Sequence[Posting],
    reference: str,
    provider: str | None,
    amount: int,
    on: date,
    at: datetime,
) -> tuple[Posting, ...]:
    """The postings of a payment of `amount` paisa for a loan, on top of its `postings`.

    Enough for the quote of `on`, the day the money was paid, it settles the loan; less is an ordinary
    payment and nothing is forgiven. `provider` None: the money waited in suspense. Raises ValueError.
    """
    forgiven = forgive(
        offer=offer, loan=loan, postings=postings, reference=reference, amount=amount, on=on, at=at
    )
    now = balance((*postings, *forgiven), loan=loan)
    take = place if provider is None else partial(receive, provider=provider)
    paid = take(
        reference=reference,
        amount=amount,
        loan=loan,
        outstanding=now.open,
        written_off=now.written_off,
        at=at,
    )
    return (*forgiven, paid)


def forgive(
    *,
    offer: Offer,
    loan: str,
    postings: Sequence[Posting],
    reference: str,
    amount: int,
    on: date,
    at: datetime,
) -> tuple[Posting, ...]:
    """What makes `amount` paisa enough on `on`: earned mark-up is booked, the rest forgiven.

    Empty when it is not enough. An amount of 0 closes a plan of which a return
    of goods has left nothing to pay.
    """
    before = balance(postings, loan=loan)
    if amount < settlement_quote(offer, balance=before, on=on).amount:
        return ()
    amounts = newly_earned(offer, balance=before, on=on)
    earned = (earn(loan=loan, amounts=amounts, reference=f"earn:{reference}", at=at),) if amounts else ()
    now = balance((*postings, *earned), loan=loan)
    forgiven = rebate(
        loan=loan,
        balance=now,
        amount=unmade(offer, balance=now, on=on),
        reference=REBATE + reference,
        at=at,
    )
    return (*earned, forgiven) if forgiven else earned
