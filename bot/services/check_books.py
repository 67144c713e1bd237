"""Every invariant of the books, read from the store and streamed."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import InvalidOperation

from bot.lending import ledger
from bot.lending.ledger import Broken, LoanBooks, Posting, Problem, Stored
from bot.lending.offer import Offer
from bot.lending.rules import Rules
from bot.lending.statement import KeyFacts, digest
from bot.services.context import Context
from bot.store import auditing
from bot.store.auditing import StoredPlan
from bot.store.database import Transaction

RESCHEDULE = "reschedule"
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, InvalidOperation)
STRAYS: tuple[tuple[str, Callable[[Transaction], Iterator[str]], str], ...] = (
    ("payment", auditing.unposted, "the books do not hold what the provider told us"),
    ("cash", auditing.untold, "booked as received, and no provider told us of it"),
    ("stray", auditing.unplanned, "filed under a plan that does not exist"),
)


def check_books(context: Context) -> Iterator[Problem]:
    """What is wrong, if anything: the chain of postings, each plan, and what each customer was promised."""
    with context.database.snapshot() as connection:
        yield from ledger.check_chain(auditing.postings(connection), head=auditing.head(connection))
        for plan in auditing.plans(connection):
            yield from _plan(plan, context.rules)
        for code, look, text in STRAYS:
            for where in look(connection):
                yield Problem(code, where, text)


def _plan(plan: StoredPlan, rules: Rules) -> Iterator[Problem]:
    try:
        offer, stated = Offer.from_dict(plan.offer), KeyFacts.from_dict(plan.facts)
    except UNREADABLE as error:
        yield Problem("agreement", plan.number, f"what was agreed cannot be so: {error}")
        return
    yield from _promises(plan, offer, stated)
    standing = [one.posting for one in plan.postings if isinstance(one, Stored)]
    if any(isinstance(one, Broken) for one in plan.postings):
        return  # named in the chain
    yield from _spread(plan, offer, standing)
    books = LoanBooks(plan.number, offer, standing, closed=plan.state == "closed")
    yield from ledger.check_loan(books, rules=rules)


def _spread(plan: StoredPlan, offer: Offer, postings: Sequence[Posting]) -> Iterator[Problem]:
    """Instalments that took the place of others are as the books have them."""
    moved: Counter[int] = Counter()
    for posting in postings:
        if posting.kind == RESCHEDULE:
            for entry in posting.entries:
                moved[entry.installment or 0] += max(0, entry.amount)
    booked = {number: amount for number, amount in moved.items() if amount}
    if {part.number: part.amount for part in plan.schedule[offer.count :]} != booked:
        yield Problem("schedule", plan.number, "smaller instalments differ from the books")


def _promises(plan: StoredPlan, offer: Offer, stated: KeyFacts) -> Iterator[Problem]:
    """The statement shown, the offer agreed and the schedule stored say the same, to the paisa."""
    if digest(stated, plan.shown) != plan.digest:
        yield Problem("statement", plan.number, "the key fact statement was changed after it was shown")
    same = stated.installments == offer.installments == plan.schedule[: offer.count]
    if not same or stated.total != offer.total or stated.annual_rate != offer.annual_rate:
        yield Problem("promise", plan.number, "statement, offer and schedule differ")
