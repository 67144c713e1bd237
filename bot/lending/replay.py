"""A payment that comes back (reversal or chargeback): undone, and everything after it booked again in order.

Nothing is edited. Later payments are reversed, latest first, then booked again against what is owed now; an
early settlement holds only when the money that is left still pays its price.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from bot.lending.accounts import Account
from bot.lending.balances import PAYS, LoanBalance, balance
from bot.lending.booking import pays, posting, use_credit
from bot.lending.hours import PAKISTAN
from bot.lending.offer import Offer
from bot.lending.posting import REBOOKED, REVERSED, Entry, Posting, is_reversal, reverse, root
from bot.lending.settlement import REBATE, forgive

UNDONE = PAYS | {"rebate"}
REBOOKS = frozenset({"payment", "placed"})  # credit that was used is used again at the end, if it is there


def live(postings: Iterable[Posting]) -> tuple[Posting, ...]:
    """The postings that stand: neither undone nor undoing another, in their order."""
    every = tuple(postings)
    undone = {one.reference.removesuffix(REVERSED) for one in every if is_reversal(one)}
    return tuple(one for one in every if not is_reversal(one) and one.reference not in undone)


def reverse_payment(
    *, offer: Offer, postings: Sequence[Posting], loan: str, reference: str, at: datetime
) -> tuple[Posting, ...]:
    """What to append when the payment `reference` of a loan bounces; `postings` are the loan's, in order.

    Empty when it is already undone. Raises KeyError when no such payment was ever booked.
    """
    if not any(one.reference == reference and one.kind in REBOOKS for one in postings):
        raise KeyError(reference)
    standing = [one for one in live(postings) if one.kind in UNDONE]
    gone = {reference, REBATE + reference}
    first = next((place for place, one in enumerate(standing) if root(one.reference) in gone), None)
    if first is None:
        return ()
    added = [reverse(one, at=at) for one in reversed(standing[first:])]
    for one in standing[first:]:
        if one.kind in REBOOKS and root(one.reference) not in gone:
            added += _again(one, offer, (*postings, *added), loan, at)
    added += _afterwards(reference, balance((*postings, *added), loan=loan), at)
    return tuple(added)


def _again(
    one: Posting, offer: Offer, postings: Sequence[Posting], loan: str, at: datetime
) -> Iterator[Posting]:
    """The same money booked again; it first makes good any credit that was given out meanwhile.

    It settles the loan when it is enough at the price of its own day.
    """
    now = balance(postings, loan=loan)
    reference = one.reference + REBOOKED
    source = next(entry for entry in one.entries if entry.amount > 0)
    short = min(source.amount, max(0, -now.credit))
    left = source.amount - short
    on = _day_of(one, postings)
    forgiven = forgive(
        offer=offer, loan=loan, postings=postings, reference=reference, amount=left, on=on, at=at
    )
    yield from forgiven
    now = balance((*postings, *forgiven), loan=loan)
    paid = pays(left, loan, now.open, now.written_off)
    entries = [source, Entry(Account.CUSTOMER_CREDIT, -short, loan), *paid]
    yield posting(kind=one.kind, reference=reference, at=at, entries=entries)


def _day_of(one: Posting, postings: Sequence[Posting]) -> date:
    """The day in Pakistan on which this money first came in, however often it was booked again."""
    first = next(before for before in postings if before.reference == root(one.reference))
    return first.at.astimezone(PAKISTAN).date()


def _afterwards(reference: str, now: LoanBalance, at: datetime) -> tuple[Posting, ...]:
    """Credit never stands beside a debt: it pays what is owed; credit already given out is owed to us."""
    if now.credit < 0:
        entries = (
            Entry(Account.CHARGEBACK_RECEIVABLE, -now.credit, now.loan),
            Entry(Account.CUSTOMER_CREDIT, now.credit, now.loan),
        )
        return (posting(kind="chargeback", reference=f"chargeback:{reference}", at=at, entries=entries),)
    amount = min(now.credit, now.outstanding)
    if not amount:
        return ()
    used = f"credit:{reference}"
    return (use_credit(reference=used, amount=amount, loan=now.loan, outstanding=now.open, at=at),)
