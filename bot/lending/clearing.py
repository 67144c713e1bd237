"""Postings between us and those who carry the money: a provider settles to our bank, debts are set against payouts."""

from datetime import datetime

from bot.lending.accounts import BANK, Account, cash
from bot.lending.booking import posting, require_positive
from bot.lending.posting import Entry, Posting


def fee_kept(*, provider: str, amount: int, reference: str, at: datetime) -> Posting:
    """A provider kept its fee of what it had collected for us."""
    require_positive(amount)
    entries = (Entry(Account.PROVIDER_FEES, amount), Entry(cash(provider), -amount))
    return posting(kind="fee_kept", reference=reference, at=at, entries=entries)


def to_bank(*, provider: str, amount: int, reference: str, at: datetime) -> Posting:
    """What a provider had collected for us reached our own account."""
    require_positive(amount)
    entries = (Entry(cash(BANK), amount), Entry(cash(provider), -amount))
    return posting(kind="to_bank", reference=reference, at=at, entries=entries)


def net_return(*, loan: str, amount: int, reference: str, at: datetime) -> Posting:
    """Goods came back before their shop was paid: that much of the price is no longer due to it."""
    return _moved("shop_netted", loan, Account.MERCHANT_PAYABLE, Account.SHOP_REFUND_RECEIVABLE,
                  amount=amount, reference=reference, at=at)  # fmt: skip


def net_discount(*, loan: str, amount: int, reference: str, at: datetime) -> Posting:
    """The shop's share of a sale is kept back, where that is agreed, instead of billed."""
    return _moved("shop_netted", loan, Account.MERCHANT_PAYABLE, Account.SHOP_DISCOUNT_RECEIVABLE,
                  amount=amount, reference=reference, at=at)  # fmt: skip


def net_share(*, loan: str, amount: int, reference: str, at: datetime) -> Posting:
    """A shop that paid its share of goods that came back owes us so much less for them."""
    return _moved("shop_netted", loan, Account.SHOP_DISCOUNT_RECEIVABLE, Account.SHOP_REFUND_RECEIVABLE,
                  amount=amount, reference=reference, at=at)  # fmt: skip


def take_from(*, loan: str, amount: int, reference: str, at: datetime) -> Posting:
    """What a shop owes for another sale is kept back of this one; `set_against` is the other half."""
    return _moved("shop_netted", loan, Account.MERCHANT_PAYABLE, Account.SHOP_CLEARING,
                  amount=amount, reference=reference, at=at)  # fmt: skip


def set_against(*, loan: str, amount: int, reference: str, at: datetime) -> Posting:
    """Goods came back after their shop was paid: its debt is made good by what was kept back of another sale."""
    return _moved("shop_netted", loan, Account.SHOP_CLEARING, Account.SHOP_REFUND_RECEIVABLE,
                  amount=amount, reference=reference, at=at)  # fmt: skip


def net_chargeback(*, loan: str, amount: int, reference: str, at: datetime) -> Posting:
    """The payment bounced before the refund of it had left: so much less goes out."""
    return _moved("refund_netted", loan, Account.REFUNDS_PAYABLE, Account.CHARGEBACK_RECEIVABLE,
                  amount=amount, reference=reference, at=at)  # fmt: skip


def _moved(
    kind: str, loan: str, owed: Account, owing: Account, *, amount: int, reference: str, at: datetime
) -> Posting:
    """Both get smaller. Clearing belongs to no sale, so that it stands on no plan's books."""
    require_positive(amount)
    whose = {account: None if account == Account.SHOP_CLEARING else loan for account in (owed, owing)}
    entries = (Entry(owed, amount, whose[owed]), Entry(owing, -amount, whose[owing]))
    return posting(kind=kind, reference=reference, at=at, entries=entries)
