"""When mark-up is earned, and what it costs to settle early.

Ours, and said so in every statement: mark-up is earned day by day, in a straight line inside the period that
ends with each instalment's due date; on early settlement all that is not yet earned is forgiven. Earned
amounts are rounded down to a rupee in the customer's favour, until the period is over.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.lending.balances import LoanBalance
from bot.lending.money import whole_rupees
from bot.lending.offer import Offer


@dataclass(frozen=True, slots=True)
class SettlementQuote:
    """What settles a loan on a day, in paisa, and the mark-up forgiven by it (already taken off `amount`)."""

    on: date
    amount: int
    forgiven: int


def earned_by(offer: Offer, *, on: date) -> dict[int, int]:
    """Paisa of mark-up earned up to and including `on`, by instalment number."""
    return {number: _earned(markup, start, end, on) for number, markup, start, end in _periods(offer)}


def newly_earned(offer: Offer, *, balance: LoanBalance, on: date) -> dict[int, int]:
    """Mark-up to book as income now, by instalment; empty when nothing is. Never more than is unearned."""
    target = earned_by(offer, on=on)
    due = {
        part.number: min(target.get(part.number, 0) - part.earned, part.unearned)
        for part in balance.installments
    }
    return {number: amount for number, amount in due.items() if amount > 0}


def unmade(offer: Offer, *, balance: LoanBalance, on: date) -> int:
    """Paisa of mark-up that is not earned on `on`: what settling on that day forgives.

    It counts what was booked as earned on later days, for a payment that we hear of late. Nothing for a loan
    written off: the loss is made good first.
    """
    if balance.written_off:
        return 0
    target = earned_by(offer, on=on)
    left = (part.unearned + part.earned - target.get(part.number, 0) for part in balance.installments)
    return sum(max(0, amount) for amount in left)


def settlement_quote(offer: Offer, *, balance: LoanBalance, on: date) -> SettlementQuote:
    """What to pay on `on` so that nothing is owed any more."""
    forgiven = min(unmade(offer, balance=balance, on=on), balance.outstanding)
    return SettlementQuote(on=on, amount=balance.outstanding - forgiven, forgiven=forgiven)


def _periods(offer: Offer) -> Iterator[tuple[int, int, date, date]]:
    start = offer.agreed_on
    for part in offer.installments:
        yield part.number, part.markup, start, part.due
        start = part.due


def _earned(markup: int, start: date, end: date, on: date) -> int:
    if on >= end:
        return markup
    if on <= start:
        return 0
    return whole_rupees(markup * (on - start).days // (end - start).days)
