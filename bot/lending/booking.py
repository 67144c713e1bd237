"""How everyday events become postings: a plan accepted, a shop paid, a payment received, mark-up earned."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.lending.accounts import Account, cash
from bot.lending.allocation import Outstanding, Portion, allocate
from bot.lending.balances import LoanBalance
from bot.lending.offer import Offer
from bot.lending.posting import Entry, Posting, root


def accept(*, offer: Offer, loan: str, at: datetime, shop_discount: int = 0) -> Posting:
    """A plan begins: the customer owes every instalment, we owe the shop the whole principal.

    `shop_discount` (paisa) is what the shop owes us for the sale. It is billed to the shop, never taken off
    what the shop receives: no deduction up front (SECP, dawn.com 1730491). Raises ValueError when below 0.
    """
    if shop_discount < 0:
        raise ValueError("a discount is not negative")
    entries = [
        entry
        for part in offer.installments
        for entry in _billed(loan, part.number, part.principal, part.markup)
    ]
    entries.append(Entry(Account.MERCHANT_PAYABLE, -offer.principal, loan))
    entries.append(Entry(Account.SHOP_DISCOUNT_RECEIVABLE, shop_discount, loan))
    entries.append(Entry(Account.SHOP_DISCOUNT_INCOME, -shop_discount, loan))
    return posting(kind="accept", reference=f"accept:{loan}", at=at, entries=entries)


def merchant_paid(*, loan: str, provider: str, amount: int, reference: str, at: datetime) -> Posting:
    """Money went to the shop for a loan."""
    require_positive(amount)
    entries = (Entry(Account.MERCHANT_PAYABLE, amount, loan), Entry(cash(provider), -amount, loan))
    return posting(kind="merchant_paid", reference=reference, at=at, entries=entries)


def discount_received(*, loan: str, provider: str, amount: int, reference: str, at: datetime) -> Posting:
    """The shop paid its invoice for a sale."""
    require_positive(amount)
    entries = (Entry(cash(provider), amount, loan), Entry(Account.SHOP_DISCOUNT_RECEIVABLE, -amount, loan))
    return posting(kind="discount_received", reference=reference, at=at, entries=entries)


def receive(
    *,
    reference: str,
    provider: str,
    amount: int,
    loan: str,
    outstanding: Iterable[Outstanding],
    at: datetime,
    written_off: int = 0,
) -> Posting:
    """A customer's payment: the oldest instalment first (see allocation.py), what is too much kept as credit.

    `outstanding` is `balance(...).open` before the payment, `written_off` the loss taken on the loan, which
    a payment makes good before it becomes credit. Raises ValueError unless `amount` is above 0, and for a
    reference that looks like a correction of ours.
    """
    require_positive(amount)
    _require_plain(reference)
    source = Entry(cash(provider), amount, loan)
    return posting(
        kind="payment",
        reference=reference,
        at=at,
        entries=[source, *pays(amount, loan, outstanding, written_off)],
    )


def use_credit(
    *, reference: str, amount: int, loan: str, outstanding: Iterable[Outstanding], at: datetime
) -> Posting:
    """Credit kept from an earlier payment pays what is owed now. The caller takes no more than either."""
    require_positive(amount)
    source = Entry(Account.CUSTOMER_CREDIT, amount, loan)
    paid = pays(amount, loan, outstanding)
    return posting(kind="credit_used", reference=reference, at=at, entries=[source, *paid])


def suspend(*, reference: str, provider: str, amount: int, at: datetime) -> Posting:
    """A payment that nobody can place yet: it waits for an agent. Raises ValueError as `receive` does."""
    require_positive(amount)
    _require_plain(reference)
    entries = (Entry(cash(provider), amount), Entry(Account.SUSPENSE, -amount))
    return posting(kind="suspense", reference=reference, at=at, entries=entries)


def place(
    *,
    reference: str,
    amount: int,
    loan: str,
    outstanding: Iterable[Outstanding],
    at: datetime,
    written_off: int = 0,
) -> Posting:
    """An agent found the loan a suspended payment was for; the rest as in `receive`."""
    require_positive(amount)
    _require_plain(reference)
    paid = pays(amount, loan, outstanding, written_off)
    return posting(
        kind="placed", reference=reference, at=at, entries=[Entry(Account.SUSPENSE, amount), *paid]
    )


def request_payout(*, reference: str, amount: int, balance: LoanBalance, at: datetime) -> Posting:
    """The customer asks for credit back: it is now a refund to pay. Raises ValueError beyond the credit."""
    require_positive(amount)
    if amount > balance.credit:
        raise ValueError(f"{amount} paisa of credit were asked for, there are {balance.credit}")
    loan = balance.loan
    entries = (Entry(Account.CUSTOMER_CREDIT, amount, loan), Entry(Account.REFUNDS_PAYABLE, -amount, loan))
    return posting(kind="payout_requested", reference=reference, at=at, entries=entries)


def pay_out(*, reference: str, provider: str, amount: int, loan: str, at: datetime) -> Posting:
    """A requested refund left by an account of the customer's own."""
    require_positive(amount)
    entries = (Entry(Account.REFUNDS_PAYABLE, amount, loan), Entry(cash(provider), -amount, loan))
    return posting(kind="paid_out", reference=reference, at=at, entries=entries)


def charity_paid(*, provider: str, amount: int, reference: str, at: datetime) -> Posting:
    """Late charges went to the charity they were collected for."""
    require_positive(amount)
    entries = (Entry(Account.CHARITY_PAYABLE, amount), Entry(cash(provider), -amount))
    return posting(kind="charity_paid", reference=reference, at=at, entries=entries)


def earn(*, loan: str, amounts: Mapping[int, int], reference: str, at: datetime) -> Posting:
    """Mark-up earned by the passing of time: paisa by instalment (see earning.py)."""
    entries: list[Entry] = []
    for number, amount in sorted(amounts.items()):
        require_positive(amount)
        entries.append(Entry(Account.MARKUP_UNEARNED, amount, loan, number))
        entries.append(Entry(Account.MARKUP_INCOME, -amount, loan, number))
    return posting(kind="earn", reference=reference, at=at, entries=entries)


def posting(*, kind: str, reference: str, at: datetime, entries: Iterable[Entry]) -> Posting:
    """A posting of the entries that are not zero."""
    return Posting(kind, reference, at, tuple(entry for entry in entries if entry.amount))


def pays(amount: int, loan: str, outstanding: Iterable[Outstanding], written_off: int = 0) -> list[Entry]:
    """The credits of a payment: what it settles, a loss made good, and the rest as the customer's credit."""
    portions, left = allocate(amount, outstanding=outstanding)
    recovered = min(left, written_off)
    return [
        *(credit(loan, portion) for portion in portions),
        Entry(Account.WRITE_OFF, -recovered, loan),
        Entry(Account.CUSTOMER_CREDIT, recovered - left, loan),
    ]


def credit(loan: str, portion: Portion) -> Entry:
    """The entry that takes a portion off what is owed."""
    return Entry(portion.account, -portion.amount, loan, portion.installment)


def _billed(loan: str, number: int, principal: int, markup: int) -> tuple[Entry, ...]:
    return (
        Entry(Account.RECEIVABLE_PRINCIPAL, principal, loan, number),
        Entry(Account.RECEIVABLE_MARKUP, markup, loan, number),
        Entry(Account.MARKUP_UNEARNED, -markup, loan, number),
    )


def require_positive(amount: int) -> None:
    """Raises ValueError."""
    if amount <= 0:
        raise ValueError("money that moves is above zero")


def _require_plain(reference: str) -> None:
    """A provider's number that ended like ours would be taken for another payment's correction."""
    if root(reference) != reference:
        raise ValueError(f"{reference!r} ends like one of our own corrections")
