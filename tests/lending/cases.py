"""A small loan to try things on: Rs 1,000 for the goods, in the words of the tests."""

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta

from bot.lending import ledger
from bot.lending.money import rupees
from bot.lending.plans import Offer, Payday, Terms, draw_up
from bot.lending.posting import canonical
from bot.lending.rules import Rules

DAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LOAN = "QS-1"
DAILY = Payday("daily")
SMALL = Rules(min_loan=100)  # textbook cases are smaller than any loan of ours
FREE = Terms("pay4", 4, "15_days", advance=True, markup_bp=0)
FREE_LATER = Terms("pay4", 4, "15_days", advance=False, markup_bp=0)
PRICED = Terms("pay3", 3, "month", advance=False, markup_bp=450)


def offer(price: int | float, terms: Terms = PRICED, *, today: date = DAY, payday: Payday = DAILY) -> Offer:
    return draw_up(price=rupees(price), today=today, payday=payday, terms=terms, rules=SMALL)


class Book:
    """The postings of one loan, written with the ledger's own builders. Only ever added to."""

    def __init__(self, agreed: Offer, *, shop_discount: int = 0) -> None:
        self.offer = agreed
        self.postings: list[ledger.Posting] = []
        self._sums: Counter[str] = Counter()
        self._moved: Counter[tuple[str, str]] = Counter()
        self._now: tuple[int, ledger.LoanBalance | None] = (0, None)
        self.add(ledger.accept(offer=agreed, loan=LOAN, at=NOON, shop_discount=shop_discount))

    @property
    def now(self) -> ledger.LoanBalance:
        written, known = self._now
        if known is None or written != len(self.postings):
            known = ledger.balance(self.postings, loan=LOAN)
            self._now = (len(self.postings), known)
        return known

    def add(self, *postings: ledger.Posting | None) -> None:
        for posting in filter(None, postings):
            self.postings.append(posting)
            for entry in posting.entries:
                self._sums[entry.account] += entry.amount
                self._moved[posting.kind, entry.account] += entry.amount

    def named(self, reference: str) -> ledger.Posting | None:
        return next((one for one in self.postings if one.reference == reference), None)

    def pay(self, amount: int | float, reference: str = "P1", *, day: int = 0) -> None:
        now = self.now
        paid = ledger.receive(
            reference=reference,
            provider="jazzcash",
            amount=rupees(amount),
            loan=LOAN,
            outstanding=now.open,
            written_off=now.written_off,
            at=after(day),
        )
        self.add(paid)

    def settle(
        self,
        amount: int | float,
        reference: str,
        *,
        day: int,
        told: int | None = None,
        provider: str | None = "jazzcash",
    ) -> None:
        """Money of day `day`, of which we were told on day `told`."""
        postings = ledger.settle(
            offer=self.offer,
            loan=LOAN,
            postings=self.postings,
            reference=reference,
            provider=provider,
            amount=rupees(amount),
            on=DAY + timedelta(days=day),
            at=after(day if told is None else told),
        )
        self.add(*postings)

    def forgive(self, reference: str, *, day: int) -> None:
        at = {"on": DAY + timedelta(days=day), "at": after(day)}
        postings = {"offer": self.offer, "loan": LOAN, "postings": self.postings}
        self.add(*ledger.forgive(reference=reference, amount=0, **postings, **at))

    def bounce(self, reference: str, *, day: int = 0) -> tuple[ledger.Posting, ...]:
        postings = ledger.reverse_payment(
            offer=self.offer, postings=self.postings, loan=LOAN, reference=reference, at=after(day)
        )
        self.add(*postings)
        return postings

    def earn(self, *, day: int) -> None:
        amounts = ledger.newly_earned(self.offer, balance=self.now, on=DAY + timedelta(days=day))
        if amounts:
            self.add(ledger.earn(loan=LOAN, amounts=amounts, reference=f"earn:{day}", at=after(day)))

    def stands(self, account: str) -> int:
        """The balance of an account, debit positive, in paisa."""
        return self._sums[account]

    def moved(self, kind: str, account: str) -> int:
        """What postings of one kind moved on an account, debit positive, in paisa."""
        return self._moved[kind, account]

    def owed(self) -> list[int]:
        """What is owed on each instalment, in rupees."""
        return [part.outstanding // 100 for part in self.now.installments]

    def problems_now(self) -> list[ledger.Problem]:
        """What is wrong with the loan; the chain is left out."""
        return list(ledger.check_loan(ledger.LoanBooks(LOAN, self.offer, self.postings), rules=SMALL))

    def problems(self) -> list[ledger.Problem]:
        books = ledger.LoanBooks(LOAN, self.offer, self.postings)
        stored, previous = [], ledger.GENESIS
        for posting in self.postings:
            previous = ledger.chain(previous, posting)
            stored.append(ledger.Stored(posting, previous))
        return list(ledger.check(stored, loans=[books], rules=SMALL))


def again(posting: ledger.Posting) -> ledger.Posting:
    """A posting as it comes back from where it was written down."""
    kind, reference, at, entries = json.loads(canonical(posting))
    return ledger.Posting(
        kind, reference, datetime.fromisoformat(at), tuple(ledger.Entry(*entry) for entry in entries)
    )


def after(days: int) -> datetime:
    return NOON + timedelta(days=days)
