"""Paying everything early: what is earned is booked, what is not is forgiven, the rest is paid."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.lending.balances import balance
from bot.lending.booking import earn, receive
from bot.lending.concessions import rebate
from bot.lending.earning import newly_earned, settlement_quote
from bot.lending.offer import Offer
from bot.lending.posting import Posting

REBATE = "rebate:"


def settle(
    *,
    offer: Offer,
    loan: str,
    postings: Sequence[Posting],
    reference: str,
    provider: str,
    amount: int,
    on: date,
    at: datetime,
) -> tuple[Posting, ...]:
    """The postings of a payment meant to settle a loan, on top of its `postings`.

    When `amount` is less than the quote of the day it is an ordinary payment and nothing is forgiven.
    """
    before = balance(postings, loan=loan)
    added: list[Posting] = []
    if amount >= settlement_quote(offer, balance=before, on=on).amount:
        earned = newly_earned(offer, balance=before, on=on)
        if earned:
            added.append(earn(loan=loan, amounts=earned, reference=f"earn:{reference}", at=at))
        now = balance((*postings, *added), loan=loan)
        forgiven = rebate(loan=loan, balance=now, reference=REBATE + reference, at=at)
        added += [forgiven] if forgiven else []
    now = balance((*postings, *added), loan=loan)
    paid = receive(
        reference=reference,
        provider=provider,
        amount=amount,
        loan=loan,
        outstanding=now.open,
        written_off=now.written_off,
        at=at,
    )
    return (*added, paid)
