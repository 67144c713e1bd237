"""Whether a planned reminder is still true: asked when it is its turn, and once more when it leaves."""

from dataclasses import dataclass

from bot.lending.facts import Due, Facts
from bot.lending.reminders import BROKEN, PROMISED, Pause, Standing, suppressed
from bot.services.context import Context
from bot.store import conversations, reminders
from bot.store.conversations import Line
from bot.store.database import Transaction
from bot.store.facts import Reader
from bot.store.reminders import ReminderRow

Why = Pause  # in a word, why it must not go out


@dataclass(frozen=True, slots=True)
class Case:
    """A reminder with everything that bears on it now. `part` is None when its debt was put into other instalments."""

    row: ReminderRow
    lines: list[Line]
    facts: Facts
    part: Due | None


def look(context: Context, connection: Transaction, row: ReminderRow, lines: list[Line]) -> Case:
    """Read anew; the caller holds the conversation."""
    reader = Reader(connection, context.vault, context.rules, context.ways)
    facts = reader.facts(row.customer_id, now=context.clock(), fresh="")
    loan = facts.loan(row.loan)
    assert loan is not None  # the reminder's row points at it
    part = next((part for part in loan.installments if part.number == row.installment), None)
    return Case(row, lines, facts, part)


def why_not(context: Context, case: Case) -> Why | None:
    """What keeps the reminder from going out, now and for good; None when nothing does."""
    row, facts, part = case.row, case.facts, case.part
    loan = facts.loan(row.loan)
    left = part.left if part else 0
    standing = Standing(
        outstanding=left,
        prepaid=part is not None and not left and facts.today <= part.due,
        moved=part is not None and part.due != row.due and row.kind not in (PROMISED, BROKEN),
        promised=loan.promised if loan else None,
        disputed=facts.paused == "dispute",
        hardship=facts.paused == "hardship",
        return_open=facts.paused == "return",
        opted_out=all(line.opted_out for line in case.lines),
        held_by_agent=any(line.held_by != "bot" for line in case.lines),
        locked=facts.person.pin_locked,
    )
    return suppressed(
        standing, kind=row.kind, day=row.due, planned_at=row.due_at, at=facts.now, rules=context.rules
    )


def still_true(context: Context, connection: Transaction, *, message_id: int) -> Why | None:
    """Why the reminder that is this message must not leave any more; None when it may, or when it is no reminder."""
    row = reminders.of_message(connection, message_id)
    if row is None:
        return None
    lines = conversations.lines_of_customer(connection, row.customer_id)
    return why_not(context, look(context, connection, row, lines))
