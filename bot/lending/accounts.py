"""The chart of accounts. Debits are positive, credits negative; cash has one account a provider."""

from enum import StrEnum
from functools import cache
from typing import Literal

Nature = Literal["asset", "liability", "income", "expense"]


class Account(StrEnum):
    """Names of accounts; CASH is only ever used as `cash("jazzcash")`."""

    CASH = "cash"
    RECEIVABLE_PRINCIPAL = "receivable_principal"
    RECEIVABLE_MARKUP = "receivable_markup"
    LATE_RECEIVABLE = "late_receivable"
    SHOP_DISCOUNT_RECEIVABLE = "shop_discount_receivable"  # the shop's share, invoiced, never deducted
    SHOP_REFUND_RECEIVABLE = "shop_refund_receivable"  # goods returned: the shop owes us the price
    CHARGEBACK_RECEIVABLE = "chargeback_receivable"  # credit paid out to a customer, then its payment bounced
    MERCHANT_PAYABLE = "merchant_payable"
    MARKUP_UNEARNED = "markup_unearned"
    CHARITY_PAYABLE = "charity_payable"
    CUSTOMER_CREDIT = "customer_credit"
    REFUNDS_PAYABLE = "refunds_payable"
    SUSPENSE = "suspense"  # received, and nobody knows yet for what
    SHOP_CLEARING = "shop_clearing"  # between two sales of one shop while one is set against the other
    MARKUP_INCOME = "markup_income"
    SHOP_DISCOUNT_INCOME = "shop_discount_income"
    LATE_INCOME = "late_income"  # only when the rules do not give late charges to charity
    WRITE_OFF = "write_off"
    PROVIDER_FEES = "provider_fees"  # what a payment provider kept of the money it collected


BANK = "bank"  # our own account there, as a provider: cash:bank
RECEIVABLES = (Account.RECEIVABLE_PRINCIPAL, Account.RECEIVABLE_MARKUP, Account.LATE_RECEIVABLE)
NATURE: dict[Account, Nature] = {
    Account.CASH: "asset",
    Account.RECEIVABLE_PRINCIPAL: "asset",
    Account.RECEIVABLE_MARKUP: "asset",
    Account.LATE_RECEIVABLE: "asset",
    Account.SHOP_DISCOUNT_RECEIVABLE: "asset",
    Account.SHOP_REFUND_RECEIVABLE: "asset",
    Account.CHARGEBACK_RECEIVABLE: "asset",
    Account.MERCHANT_PAYABLE: "liability",
    Account.MARKUP_UNEARNED: "liability",
    Account.CHARITY_PAYABLE: "liability",
    Account.CUSTOMER_CREDIT: "liability",
    Account.REFUNDS_PAYABLE: "liability",
    Account.SUSPENSE: "liability",
    Account.SHOP_CLEARING: "liability",
    Account.MARKUP_INCOME: "income",
    Account.SHOP_DISCOUNT_INCOME: "income",
    Account.LATE_INCOME: "income",
    Account.WRITE_OFF: "expense",
    Account.PROVIDER_FEES: "expense",
}


def cash(provider: str) -> str:
    """The cash account of a payment provider: `cash:jazzcash`. Raises ValueError for a name with a colon."""
    if not provider or ":" in provider:
        raise ValueError(f"{provider!r} is not the name of a payment provider")
    return f"{Account.CASH}:{provider}"


def is_cash(account: str) -> bool:
    """Whether an account is the cash held at some provider."""
    return account.startswith(f"{Account.CASH}:")


@cache  # there are as many answers as accounts, and every entry asks
def nature(account: str) -> Nature:
    """Asset, liability, income or expense. Raises ValueError for an account that does not exist.

    Cash is always somebody's: `cash` and `cash:` are no accounts.
    """
    if account in (Account.CASH, f"{Account.CASH}:"):
        raise ValueError("cash is held at a provider")
    return NATURE[Account.CASH if is_cash(account) else Account(account)]


def stands(account: str, balance: int) -> int:
    """A balance the way people read it: positive is normal for the account's nature."""
    return balance if nature(account) in ("asset", "expense") else -balance
