"""Those to whom the bot has said all it may, and who still owe: our people talk to them, one by one."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.lending.facts import Facts
from bot.services.context import Context
from bot.services.reminder_check import look
from bot.store import conversations, people, reminders
from bot.store.database import Transaction
from bot.store.reminders import ReminderRow

MOST = 50  # more than one desk talks to in a day; the oldest come first


@dataclass(frozen=True, slots=True)
class LateCase:
    """`left` in paisa; `kind`: "people", every reminder was said, or "broken", days that were chosen have passed."""

    reminder_id: int
    conversation_id: int
    name: str
    loan: str
    due: date
    days: int
    left: int
    kind: str
    since: datetime


def waiting(context: Context) -> list[LateCase]:
    """The oldest first. Whoever has paid, has chosen a day, is in trouble or is with a person is left out."""
    with context.database.snapshot() as connection:
        rows = reminders.for_people(connection)
        cases = (_case(context, connection, row, since) for row, since in rows)
        return [case for case in cases if case is not None][:MOST]


def spoken_to(context: Context, *, reminder_id: int, agent_id: int) -> Literal["spoken", "known"]:
    """Take one off the list, with who did so on record."""
    with context.database.transaction() as connection:
        now = context.clock()
        row = reminders.of_id(connection, reminder_id)
        if row is None or not reminders.spoken_to(connection, reminder_id=reminder_id, at=now):
            return "known"
        people.note(connection, at=now, agent_id=agent_id, action="spoken_to", detail=row.loan)
    return "spoken"


def _case(context: Context, connection: Transaction, row: ReminderRow, since: datetime) -> LateCase | None:
    lines = conversations.lines_of_customer(connection, row.customer_id)
    case = look(context, connection, row, lines)
    part, facts = case.part, case.facts
    if part is None or not part.left or _rests(facts, row) or any(line.held_by != "bot" for line in lines):
        return None
    return LateCase(
        reminder_id=row.id,
        conversation_id=lines[0].conversation_id,
        name=facts.person.name,
        loan=row.loan,
        due=part.due,
        days=(facts.today - part.due).days,
        left=part.left,
        kind=row.kind,
        since=since,
    )


def _rests(facts: Facts, row: ReminderRow) -> bool:
    loan = facts.loan(row.loan)
    promised = loan.promised if loan else None
    return facts.paused is not None or (promised is not None and promised >= facts.today)
