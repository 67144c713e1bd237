"""What a loan's postings come to. Balances are only ever derived, never stored as truth."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.lending.accounts import RECEIVABLES, Account
from bot.lending.allocation import Outstanding
from bot.lending.posting import Entry, Posting, settled_kind

BILLS = frozenset({"accept", "late_charge", "reschedule"})
PAYS = frozenset({"payment", "credit_used", "placed"})
FORGIVES = frozenset({"cancel", "rebate", "waive", "refund", "write_off", "relief"})
TAKEN_BACK = (
    Account.MARKUP_UNEARNED,
    Account.MARKUP_INCOME,
    Account.CHARITY_PAYABLE,
    Account.LATE_INCOME,
)


@dataclass(frozen=True, slots=True)
class InstallmentBalance:
    """One instalment in paisa: billed = paid + forgiven + outstanding. `late_charged` is within `billed`."""

    number: int
    billed: int
    paid: int
    forgiven: int
    late_charged: int
    open: Outstanding
    unearned: int
    earned: int

    @property
    def outstanding(self) -> int:
        """Still owed, late charge included."""
        return self.open.total

    @property
    def settled(self) -> bool:
        """Nothing is owed any more."""
        return self.outstanding == 0


@dataclass(frozen=True, slots=True)
class LoanBalance:
    """One loan in paisa.

    `credit`: paid too much, ours to give back. `principal`: lent, goods returned not counted. `charges`:
    mark-up not forgiven and late charges not waived, what the total-cost rule looks at. `written_off`: the
    loss taken on it. `late_account`: where its late charges went. `accounts`: what stands on each account for
    this loan, debit positive.
    """

    loan: str
    installments: tuple[InstallmentBalance, ...]
    credit: int
    principal: int
    charges: int
    written_off: int
    late_account: Account
    accounts: Mapping[str, int] = field(repr=False, compare=False)

    @property
    def outstanding(self) -> int:
        """All that is still owed."""
        return sum(part.outstanding for part in self.installments)

    @property
    def paid(self) -> int:
        """All that was paid on instalments, credit not counted."""
        return sum(part.paid for part in self.installments)

    @property
    def unearned(self) -> int:
        """Mark-up agreed and not yet earned."""
        return sum(part.unearned for part in self.installments)

    @property
    def earned(self) -> int:
        """Mark-up booked as income."""
        return sum(part.earned for part in self.installments)

    @property
    def settled(self) -> bool:
        """Nothing is owed any more."""
        return self.outstanding == 0

    @property
    def open(self) -> tuple[Outstanding, ...]:
        """What is owed on each instalment that is not settled, oldest first."""
        return tuple(part.open for part in self.installments if not part.settled)

    def installment(self, number: int) -> InstallmentBalance:
        """One instalment by its number, from 1. Raises KeyError."""
        for part in self.installments:
            if part.number == number:
                return part
        raise KeyError(number)


def balance(postings: Iterable[Posting], *, loan: str) -> LoanBalance:
    """The balance of one loan after these postings (others' entries are passed over), in one pass."""
    whole = _Sums()
    parts: dict[int, _Sums] = defaultdict(_Sums)
    for posting in postings:
        kind = settled_kind(posting.kind)
        for entry in posting.entries:
            if entry.loan == loan:
                whole.add(entry, kind)
                if entry.installment is not None:
                    parts[entry.installment].add(entry, kind)
    return LoanBalance(
        loan=loan,
        installments=tuple(_installment(number, sums) for number, sums in sorted(parts.items())),
        credit=-whole.owed[Account.CUSTOMER_CREDIT],
        principal=whole.principal,
        charges=whole.charges,
        written_off=whole.owed[Account.WRITE_OFF],
        late_account=Account.LATE_INCOME if Account.LATE_INCOME in whole.owed else Account.CHARITY_PAYABLE,
        accounts=dict(whole.owed),
    )


@dataclass(slots=True)
class _Sums:
    """Running sums while entries go by."""

    owed: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    billed: int = 0
    paid: int = 0
    forgiven: int = 0
    principal: int = 0
    charges: int = 0
    late_charged: int = 0

    def add(self, entry: Entry, kind: str) -> None:
        self.owed[entry.account] += entry.amount
        if entry.account in RECEIVABLES:
            self._bill(entry, kind)
        elif entry.account == Account.SHOP_REFUND_RECEIVABLE and kind == "refund":
            self.principal -= entry.amount
        elif entry.account in TAKEN_BACK and kind in FORGIVES:
            self.charges -= entry.amount

    def _bill(self, entry: Entry, kind: str) -> None:
        if kind in BILLS:
            self.billed += entry.amount
            lent = entry.account == Account.RECEIVABLE_PRINCIPAL
            self.principal += entry.amount if lent else 0
            self.charges += 0 if lent else entry.amount
            self.late_charged += entry.amount if kind == "late_charge" else 0
        elif kind in PAYS:
            self.paid -= entry.amount
        elif kind in FORGIVES:
            self.forgiven -= entry.amount
        else:
            raise ValueError(f"a posting of kind {kind} may not touch what a customer owes")


def _installment(number: int, sums: _Sums) -> InstallmentBalance:
    return InstallmentBalance(
        number=number,
        billed=sums.billed,
        paid=sums.paid,
        forgiven=sums.forgiven,
        late_charged=sums.late_charged,
        open=Outstanding(
            installment=number,
            principal=sums.owed[Account.RECEIVABLE_PRINCIPAL],
            markup=sums.owed[Account.RECEIVABLE_MARKUP],
            late=sums.owed[Account.LATE_RECEIVABLE],
        ),
        unearned=-sums.owed[Account.MARKUP_UNEARNED],
        earned=-sums.owed[Account.MARKUP_INCOME],
    )
