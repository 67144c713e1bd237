"""Which part of a debt a payment pays.

The order, unless a statement says otherwise (rules.md, Money movement): the oldest instalment first; inside
it fees, then mark-up, then principal, then the late charge. No fee of its own exists today, so mark-up leads.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.lending.accounts import Account

ORDER = (Account.RECEIVABLE_MARKUP, Account.RECEIVABLE_PRINCIPAL, Account.LATE_RECEIVABLE)


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What is still owed on one instalment, in paisa."""

    installment: int
    principal: int
    markup: int
    late: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.principal + self.markup + self.late

    def of(self, account: Account) -> int:
        """The part held on one receivable account."""
        owed = {
            Account.RECEIVABLE_PRINCIPAL: self.principal,
            Account.RECEIVABLE_MARKUP: self.markup,
            Account.LATE_RECEIVABLE: self.late,
        }
        return owed[account]


@dataclass(frozen=True, slots=True)
class Portion:
    """Paisa (above 0) that go to one receivable account of one instalment."""

    installment: int
    account: Account
    amount: int


def allocate(amount: int, *, outstanding: Iterable[Outstanding]) -> tuple[tuple[Portion, ...], int]:
    """Divide `amount` paisa among what is owed; also what is left when all of it is paid.

    Raises ValueError when `amount` or anything owed is below 0.
    """
    if amount < 0:
        raise ValueError("a payment is not negative")
    portions: list[Portion] = []
    left = amount
    for portion in _owed(outstanding):
        taken = min(left, portion.amount)
        if taken:
            portions.append(Portion(portion.installment, portion.account, taken))
            left -= taken
    return tuple(portions), left


def _owed(outstanding: Iterable[Outstanding]) -> Iterator[Portion]:
    for part in sorted(outstanding, key=lambda part: part.installment):
        for account in ORDER:
            if part.of(account) < 0:
                raise ValueError(f"less than nothing is owed on instalment {part.installment}")
            yield Portion(part.installment, account, part.of(account))
