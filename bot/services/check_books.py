"""Every invariant of the books, read from the store and streamed."""

from collections.abc import Iterator

from bot.lending import ledger
from bot.lending.ledger import Problem
from bot.lending.statement import KeyFacts, digest
from bot.services.context import Context
from bot.store import books, loans
from bot.store.database import Transaction


def check_books(context: Context) -> Iterator[Problem]:
    """What is wrong, if anything: the chain of postings, each plan, and what each customer was promised."""
    with context.database.transaction() as connection:
        yield from ledger.check_chain(books.everything(connection), previous=ledger.GENESIS)
        for one in loans.all_books(connection):
            yield from ledger.check_loan(one, rules=context.rules)
        yield from _promises(connection)


def _promises(connection: Transaction) -> Iterator[Problem]:
    """The statement shown, the offer agreed and the schedule stored say the same, to the paisa."""
    for loan, offer, schedule, facts, shown, stored in loans.agreements(connection):
        stated = KeyFacts.from_dict(facts)
        if digest(stated, shown) != stored:
            yield Problem("statement", loan, "the key fact statement was changed after it was shown")
        same = stated.installments == offer.installments == schedule
        if not same or stated.total != offer.total or stated.annual_rate != offer.annual_rate:
            yield Problem("promise", loan, "statement, offer and schedule differ")
