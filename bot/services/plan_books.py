"""One plan's books while they change: locked, read, written, and the plan's state kept in step with them.

Everybody who writes takes the locks in one order: the customer's conversation, the plan, the head of the books.
So nobody waits for somebody who waits for them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.lending import ledger
from bot.lending.ledger import LoanBalance, Posting
from bot.store import books, conversations, decisions, loans
from bot.store.database import Transaction
from bot.store.loans import LoanRow


@dataclass(slots=True)
class PlanBooks:
    """A plan held by this transaction, and its postings so far."""

    connection: Transaction
    plan: LoanRow
    postings: list[Posting]

    @property
    def balance(self) -> LoanBalance:
        return ledger.balance(self.postings, loan=self.plan.number)

    def has(self, reference: str) -> bool:
        return any(one.reference == reference for one in self.postings)

    def write(self, postings: Iterable[Posting | None], *, at: datetime) -> bool:
        """Append; True when this closed the plan. A plan that owes again is open again. Raises AlreadyPosted."""
        before = self.plan.state
        for posting in filter(None, postings):
            books.append(self.connection, posting, loan=self.plan.number)
            self.postings.append(posting)
        state = self._state()
        if state != before:
            loans.set_state(self.connection, loan=self.plan.number, state=state, at=at)
        if state == "closed" != before:
            decisions.review(self.connection, customer_id=self.plan.customer_id, at=at)
        return state == "closed" != before

    def _state(self) -> str:
        if self.balance.settled:
            return "closed"
        if self.plan.state != "closed":
            return self.plan.state
        return "cancelled" if self.has(f"cancel:{self.plan.number}") else "open"


def hold(connection: Transaction, number: str) -> PlanBooks | None:
    """Take the locks and read; None when there is no such plan."""
    found = loans.by_number(connection, number)
    if found is None:
        return None
    conversations.lock(connection, customer_id=found.customer_id)
    plan = loans.by_number(connection, number, lock=True)
    assert plan is not None  # plans are never deleted
    return PlanBooks(connection, plan, books.of_loan(connection, number))
