"""How a customer has repaid, read from the books."""

from collections.abc import Iterable

from sqlalchemy import Connection

from bot.lending.history import repaid_on_time
from bot.lending.rules import Rules
from bot.store import books, schedule
from bot.store.loans import LoanRow


def good_plans(connection: Connection, held: Iterable[LoanRow], *, rules: Rules) -> int:
    """How many of these plans were paid in full and on time."""
    closed = [plan for plan in held if plan.state == "closed"]
    dues = schedule.dues(connection, [plan.id for plan in closed]) if closed else {}
    return sum(
        repaid_on_time(
            books.of_loan(connection, plan.number), loan=plan.number, dues=dues.get(plan.id, {}), rules=rules
        )
        for plan in closed
    )
