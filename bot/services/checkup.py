"""The books looked through, and what came of it kept where everybody can read it: metrics, alarms, the console."""

import logging
from collections.abc import Iterator

from bot.lending.ledger import Problem
from bot.services.check_books import check_books
from bot.services.context import Context
from bot.store import checkups

BOOKS = "books"
LOG = logging.getLogger(__name__)


def examine(context: Context) -> int:
    """Look through the books and keep how many problems there are."""
    return sum(1 for _ in problems(context))


def problems(context: Context) -> Iterator[Problem]:
    """What is wrong in the books; how much it was is kept once all was looked at."""
    found = 0
    for problem in check_books(context):
        found += 1
        LOG.error("the books: %s %s", problem.code, problem.where)
        yield problem
    with context.database.transaction() as connection:
        checkups.keep(connection, name=BOOKS, problems=found, at=context.clock())
