"""A customer in trouble: the free extension, smaller instalments. The same loan at the same price, never a new one."""

from datetime import date, datetime

from bot.lending.caps import RuleBroken
from bot.lending.hardship import SPREAD_DAYS, extend, smaller_installments
from bot.services.context import Context
from bot.services.plan_books import PlanBooks, hold
from bot.store import reminders, schedule
from bot.store.database import Transaction


class NoSuchPlan(Exception):
    """Nobody has a plan with this number."""


def extend_plan(context: Context, connection: Transaction, *, loan: str, by_days: int) -> date:
    """Move every unpaid instalment; the new date of the first. Raises RuleBroken (see `extend`), NoSuchPlan."""
    held = _held(connection, loan)
    used = len(schedule.extensions(connection, [held.plan.id]))
    moved = extend(
        unpaid=unpaid(connection, held),
        by_days=by_days,
        agreed_on=held.plan.offer.agreed_on,
        extensions_used=used,
        rules=context.rules,
    )
    schedule.move(connection, plan_id=held.plan.id, to=moved)
    reminders.forget(connection, loan_id=held.plan.id, installments=list(moved))
    return min(moved.values())


def spread(
    context: Context, connection: Transaction, *, loan: str, count: int, first_due: date, at: datetime
) -> int:
    """Smaller instalments in the place of the unpaid; the first amount in paisa. Raises RuleBroken, NoSuchPlan."""
    held = _held(connection, loan)
    before = unpaid(connection, held)
    changed = smaller_installments(
        loan=loan,
        balance=held.balance,
        count=count,
        first_due=first_due,
        every_days=SPREAD_DAYS,
        agreed_on=held.plan.offer.agreed_on,
        reference=f"spread:{loan}:{held.balance.installments[-1].number}",
        at=at,
        rules=context.rules,
    )
    held.write([changed.posting], at=at)
    schedule.add(connection, plan_id=held.plan.id, parts=changed.installments)
    reminders.forget(connection, loan_id=held.plan.id, installments=list(before))
    return changed.installments[0].amount


def unpaid(connection: Transaction, held: PlanBooks) -> dict[int, date]:
    """Instalments that still owe something, with their due dates as they stand."""
    days = schedule.dues(connection, [held.plan.id])[held.plan.id]
    return {part.number: days[part.number] for part in held.balance.installments if not part.settled}


def _held(connection: Transaction, loan: str) -> PlanBooks:
    held = hold(connection, loan)
    if held is None:
        raise NoSuchPlan(loan)
    if held.balance.written_off:
        raise RuleBroken("written_off", "a loan written off has no schedule any more")
    return held
