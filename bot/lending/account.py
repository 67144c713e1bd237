"""A customer's account with us, line by line: billed, paid, forgiven, given back, and what was then owed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.lending.accounts import RECEIVABLES, Account
from bot.lending.posting import Posting

THEIRS = frozenset({*RECEIVABLES, Account.CUSTOMER_CREDIT})


@dataclass(frozen=True, slots=True)
class AccountLine:
    """`kind` is the posting's. Paisa; `amount` above 0: more is owed. `balance` below 0: we owe the customer."""

    at: datetime
    kind: str
    amount: int
    balance: int


def account_lines(postings: Iterable[Posting], *, loan: str) -> Iterator[AccountLine]:
    """The lines of one loan in the order they were written; what changes nothing for the customer is left out."""
    balance = 0
    for posting in postings:
        amount = sum(
            entry.amount for entry in posting.entries if entry.loan == loan and entry.account in THEIRS
        )
        if amount:
            balance += amount
            yield AccountLine(posting.at, posting.kind, amount, balance)
