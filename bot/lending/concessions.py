"""Postings that let a customer owe less: cooling-off, early settlement, returns, waivers, write-off."""

from collections.abc import Container, Iterable, Iterator
from datetime import datetime

from bot.lending.accounts import Account
from bot.lending.allocation import Outstanding, Portion
from bot.lending.balances import LoanBalance
from bot.lending.booking import credit, posting
from bot.lending.caps import RuleBroken
from bot.lending.money import whole_rupees
from bot.lending.posting import Entry, Posting


def cancel_cooling_off(*, loan: str, balance: LoanBalance, at: datetime) -> Posting | None:
    """Leaving inside the cooling-off time: every mark-up is taken back, the principal stays owed.

    None when there is no mark-up to take back. What was already paid as mark-up now pays principal.
    """
    taken = balance.unearned + balance.earned
    return _take_back_markup(loan, balance, amount=taken, kind="cancel", reference=f"cancel:{loan}", at=at)


def rebate(*, loan: str, balance: LoanBalance, amount: int, reference: str, at: datetime) -> Posting | None:
    """Early settlement: `amount` paisa of mark-up not yet earned (see `earning.unmade`) is forgiven.

    None when nothing is.
    """
    return _take_back_markup(loan, balance, amount=amount, kind="rebate", reference=reference, at=at)


def refund(*, loan: str, balance: LoanBalance, amount: int, reference: str, at: datetime) -> Posting:
    """The shop takes goods back: `amount` paisa of the price is no longer owed, the last instalment first.

    The mark-up that belongs to those goods goes with them, earned or not, rounded up to a rupee; what was
    paid too much becomes credit. The shop owes us the price, and that share of our bill to the shop is taken
    back. Raises RuleBroken: refund_too_large, written_off.
    """
    _require_refundable(balance, amount)
    markup = _markup_of(balance, amount)
    shop_discount = -balance.accounts.get(Account.SHOP_DISCOUNT_INCOME, 0) * amount // balance.principal
    entries = [Entry(Account.SHOP_REFUND_RECEIVABLE, amount, loan), *_unmade(loan, balance, markup)]
    entries += _less_owed(loan, balance, markup=markup, principal=amount)
    entries.append(Entry(Account.SHOP_DISCOUNT_INCOME, shop_discount, loan))
    entries.append(Entry(Account.SHOP_DISCOUNT_RECEIVABLE, -shop_discount, loan))
    return posting(kind="refund", reference=reference, at=at, entries=entries)


def waive_late_charges(
    *,
    loan: str,
    balance: LoanBalance,
    reference: str,
    at: datetime,
    only: Container[int] | None = None,
) -> Posting | None:
    """Late charges not yet paid, on all instalments or `only` on some, are dropped. None when there are none."""
    owed = _owed(balance.open, Account.LATE_RECEIVABLE)
    portions = [part for part in owed if only is None or part.installment in only]
    if not portions:
        return None
    dropped = Entry(balance.late_account, _total(portions), loan)
    entries = [dropped, *(credit(loan, part) for part in portions)]
    return posting(kind="waive", reference=reference, at=at, entries=entries)


def write_off(
    *, loan: str, balance: LoanBalance, reference: str, at: datetime, relief: bool = False
) -> Posting | None:
    """Give up all that is owed: a loss, except unearned mark-up and late charges, which are taken back.

    `relief`: given for death or disaster; the same money under its own name. None when nothing is owed.
    """
    if balance.settled:
        return None
    late = _total(_owed(balance.open, Account.LATE_RECEIVABLE))
    markup = min(balance.unearned, _total(_owed(balance.open, Account.RECEIVABLE_MARKUP)))
    loss = balance.outstanding - late - markup
    entries = [Entry(Account.WRITE_OFF, loss, loan), Entry(balance.late_account, late, loan)]
    entries += _unmade(loan, balance, markup)
    for account in (Account.RECEIVABLE_MARKUP, Account.RECEIVABLE_PRINCIPAL, Account.LATE_RECEIVABLE):
        entries += [credit(loan, part) for part in _owed(balance.open, account)]
    return posting(kind="relief" if relief else "write_off", reference=reference, at=at, entries=entries)


def _take_back_markup(
    loan: str, balance: LoanBalance, *, amount: int, kind: str, reference: str, at: datetime
) -> Posting | None:
    if not amount:
        return None
    entries = [*_unmade(loan, balance, amount), *_less_owed(loan, balance, markup=amount, principal=0)]
    return posting(kind=kind, reference=reference, at=at, entries=entries)


def _unmade(loan: str, balance: LoanBalance, amount: int) -> Iterator[Entry]:
    """Mark-up that will not be made: what is unearned first, from the last instalment back, then income."""
    left = amount
    for account in (Account.MARKUP_UNEARNED, Account.MARKUP_INCOME):
        for part in reversed(balance.installments):
            made = part.unearned if account == Account.MARKUP_UNEARNED else part.earned
            taken = min(left, made)
            yield Entry(account, taken, loan, part.number)
            left -= taken


def _less_owed(loan: str, balance: LoanBalance, *, markup: int, principal: int) -> Iterator[Entry]:
    """Take mark-up, then principal, off what is owed, the last instalment first.

    What is over pays whatever else is owed, and what is over then becomes the customer's credit.
    """
    backwards = balance.open[::-1]
    markups = _owed(backwards, Account.RECEIVABLE_MARKUP)
    others = _owed(backwards, Account.RECEIVABLE_PRINCIPAL)
    late = _owed(backwards, Account.LATE_RECEIVABLE)
    taken, still, over = _take(markup, markups)
    more, _, credited = _take(principal + over, [*others, *still, *late])
    yield from (credit(loan, part) for part in (*taken, *more))
    yield Entry(Account.CUSTOMER_CREDIT, -credited, loan)


def _take(amount: int, portions: Iterable[Portion]) -> tuple[list[Portion], list[Portion], int]:
    """The portions that `amount` covers, in order; what is left of them; what is left of the amount."""
    taken, still, left = [], [], amount
    for part in portions:
        paid = min(left, part.amount)
        taken.append(Portion(part.installment, part.account, paid))
        still.append(Portion(part.installment, part.account, part.amount - paid))
        left -= paid
    return taken, still, left


def _owed(parts: Iterable[Outstanding], account: Account) -> list[Portion]:
    return [Portion(part.installment, account, part.of(account)) for part in parts if part.of(account)]


def _total(portions: Iterable[Portion]) -> int:
    return sum(part.amount for part in portions)


def _markup_of(balance: LoanBalance, amount: int) -> int:
    """The share of all mark-up that belongs to `amount` of the principal, rounded up to a rupee."""
    markup = balance.unearned + balance.earned
    return min(markup, -whole_rupees(-(markup * amount) // balance.principal))


def _require_refundable(balance: LoanBalance, amount: int) -> None:
    if balance.written_off:
        raise RuleBroken("written_off", "a loan written off takes no return; book a recovery")
    if not 0 < amount <= balance.principal:
        raise RuleBroken("refund_too_large", f"{amount} paisa come back of {balance.principal}")
