"""What time alone does to the books: mark-up is earned when its period is over, a late charge falls due."""

from datetime import date, datetime, timedelta

from bot.lending import ledger
from bot.lending.caps import RuleBroken
from bot.lending.hours import PAKISTAN
from bot.lending.statement import KeyFacts
from bot.services.context import Context
from bot.services.plan_books import hold
from bot.store import due, loans
from bot.store.due import Due

LOOK_BACK = timedelta(days=90)  # ours: a worker that stood still for a whole plan still finds what is late


def keep_books(context: Context, *, now: datetime) -> None:
    """Everything due by `now`, each plan in its own transaction. Doing it twice changes nothing."""
    today = now.astimezone(PAKISTAN).date()
    with context.database.snapshot() as connection:
        earned = due.periods_over(connection, by=today)
        late = due.perhaps_late(
            connection, since=today - LOOK_BACK, before=today - timedelta(days=1), today=today
        )
    for one in earned:
        _earn(context, one, now)
    for one in late:
        _charge(context, one, today, now)


def _earn(context: Context, one: Due, now: datetime) -> None:
    reference = f"earn:{one.loan}:{one.number}"
    with context.database.transaction() as connection:
        held = hold(connection, one.loan)
        if held is None or held.has(reference):
            return
        amounts = ledger.newly_earned(held.plan.offer, balance=held.balance, on=one.due)
        if amounts:
            held.write([ledger.earn(loan=one.loan, amounts=amounts, reference=reference, at=now)], at=now)


def _charge(context: Context, one: Due, today: date, now: datetime) -> None:
    with context.database.transaction() as connection:
        held = hold(connection, one.loan)
        if held is None:
            return
        try:
            charged = ledger.late_charge(
                loan=one.loan,
                balance=held.balance,
                facts=KeyFacts.from_dict(loans.statement(connection, one.loan)),
                installment=one.number,
                due=one.due,
                on=today,
                at=now,
                rules=context.rules,
            )
        except RuleBroken:  # within its days of grace, paid, charged before, or not in the statement
            return
        held.write([charged], at=now)
