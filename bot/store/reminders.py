"""Planned reminders as rows: planned once (unique), settled once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Connection, Select, delete, func, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store import tables
from bot.store.loans import INSTALLMENT, LOAN
from bot.store.schedule import DUE_NOW
from bot.store.tables import table

REMINDER = table(tables.Reminder)
PROGRESS = table(tables.Progress)
PLANNED = "reminders planned"
COLUMNS = ["loan_id", "installment", "kind", "due", "due_at", "next_at", "state", "why"]


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """`due`: the due date it speaks of, or the day that was promised; `due_at`: when it was to go out."""

    id: int
    loan: str
    customer_id: int
    installment: int
    kind: str
    due: date
    due_at: datetime


def planned_until(connection: Connection) -> datetime | None:
    """The moment up to which everything is planned; None when nothing ever was."""
    return connection.execute(select(PROGRESS.c.until).where(PROGRESS.c.name == PLANNED)).scalar()


def first_plan(connection: Connection) -> datetime | None:
    """When the oldest plan that is not over was agreed; None when there is none."""
    row = connection.execute(select(func.min(LOAN.c.accepted_at)).where(LOAN.c.state != "closed")).scalar()
    return cast("datetime | None", row)


def set_planned_until(connection: Connection, moment: datetime) -> None:
    """Back too: the clock may have been wrong, and what is planned twice is planned once."""
    made = _dialect(connection).insert(PROGRESS).values(name=PLANNED, until=moment)
    connection.execute(made.on_conflict_do_update(index_elements=["name"], set_={"until": moment}))


def plan(connection: Connection, *, kind: str, due: date, due_at: datetime) -> int:
    """One kind for every instalment due on a day, in one statement; how many are new."""
    rows = _would_be(due, due_at, LOAN.c.id, INSTALLMENT.c.number)
    settled = [literal(value) for value in ("planned", "")]
    moment = literal(due_at, tables.Moment())
    chosen = rows.add_columns(literal(kind), literal(due), moment, moment, *settled)
    made = _dialect(connection).insert(REMINDER).from_select(COLUMNS, chosen, include_defaults=False)
    counted = {"preserve_rowcount": True}
    return connection.execute(made.on_conflict_do_nothing(), execution_options=counted).rowcount


def would_plan(connection: Connection, *, kind: str, due: date, due_at: datetime) -> list[ReminderRow]:
    """What `plan` would add; nothing is written. The rows have no id yet."""
    known = select(REMINDER.c.id).where(
        REMINDER.c.loan_id == LOAN.c.id,
        REMINDER.c.installment == INSTALLMENT.c.number,
        REMINDER.c.kind == kind,
        REMINDER.c.due == due,
    )
    rows = _would_be(due, due_at, LOAN.c.number, LOAN.c.customer_id, INSTALLMENT.c.number)
    return [
        ReminderRow(0, row[0], row[1], row[2], kind, due, due_at)
        for row in connection.execute(rows.where(~known.exists()))
    ]


def _would_be(due: date, due_at: datetime, *columns: Any) -> Select[Any]:
    """Instalments due on a day, of plans that stood by the moment of the reminder and are not over."""
    return (
        select(*columns)
        .join_from(INSTALLMENT, LOAN, LOAN.c.id == INSTALLMENT.c.loan_id)
        .where(literal(due) == DUE_NOW, LOAN.c.state != "closed", LOAN.c.accepted_at <= due_at)
    )


def plan_promise(
    connection: Connection,
    *,
    loan: str,
    installment: int,
    day: date,
    kinds: Sequence[tuple[str, datetime]],
    after: datetime,
) -> None:
    """The reminders (kind, moment) of a day that was promised, in the place of those of an earlier one.

    What should have gone out before `after` is not planned any more.
    """
    loan_id = connection.execute(select(LOAN.c.id).where(LOAN.c.number == loan)).scalar_one()
    forget(connection, loan_id=loan_id, installments=[installment], kinds=[kind for kind, _ in kinds])
    common = {"loan_id": loan_id, "installment": installment, "due": day, "state": "planned", "why": ""}
    for kind, moment in kinds:
        if moment <= after:
            continue
        made = _dialect(connection).insert(REMINDER)
        made = made.values(**common, kind=kind, due_at=moment, next_at=moment)
        connection.execute(made.on_conflict_do_nothing())


def forget(
    connection: Connection, *, loan_id: int, installments: Sequence[int], kinds: Sequence[str] = ()
) -> None:
    """What is planned for dates that do not stand any more goes; what was sent or skipped stays on record."""
    theirs = (REMINDER.c.loan_id == loan_id) & REMINDER.c.installment.in_(installments)
    if kinds:
        theirs &= REMINDER.c.kind.in_(kinds)
    connection.execute(delete(REMINDER).where(theirs, REMINDER.c.state == "planned"))


def due(connection: Connection, *, now: datetime, after: int = 0, limit: int = 100) -> list[ReminderRow]:
    """What should be looked at by now, by id from `after` on."""
    waiting = (REMINDER.c.state == "planned") & (REMINDER.c.next_at <= now) & (REMINDER.c.id > after)
    rows = connection.execute(_rows().where(waiting).order_by(REMINDER.c.id).limit(limit))
    return [ReminderRow(*row) for row in rows]


def of_message(connection: Connection, message_id: int) -> ReminderRow | None:
    """The reminder that a message is."""
    row = connection.execute(_rows().where(REMINDER.c.message_id == message_id)).first()
    return ReminderRow(*row) if row else None


def said_since(connection: Connection, *, row: ReminderRow, moment: datetime) -> bool:
    """Whether another reminder of the same instalment went out from a moment on."""
    same = (LOAN.c.number == row.loan) & (REMINDER.c.installment == row.installment)
    query = select(REMINDER.c.id).join_from(REMINDER, LOAN, LOAN.c.id == REMINDER.c.loan_id).where(same)
    sent = query.where(REMINDER.c.state == "sent", REMINDER.c.settled_at >= moment)
    return connection.execute(sent.limit(1)).first() is not None


def for_people(connection: Connection) -> list[tuple[ReminderRow, datetime]]:
    """Those of plans not over that the bot has given to people and nobody has dealt with, with when it did so."""
    mine = (REMINDER.c.state == "people") & (LOAN.c.state != "closed")
    rows = connection.execute(_rows().add_columns(REMINDER.c.settled_at).where(mine).order_by(REMINDER.c.id))
    return [(ReminderRow(*row[:-1]), row[-1]) for row in rows]


def spoken_to(connection: Connection, *, reminder_id: int, at: datetime) -> bool:
    """A person has talked with them; False when that is on record already."""
    mine = (REMINDER.c.id == reminder_id) & (REMINDER.c.state == "people")
    changed = update(REMINDER).where(mine).values(state="spoken", settled_at=at)
    return connection.execute(changed).rowcount == 1


def of_id(connection: Connection, reminder_id: int) -> ReminderRow | None:
    row = connection.execute(_rows().where(REMINDER.c.id == reminder_id)).first()
    return ReminderRow(*row) if row else None


def goes_as(connection: Connection, *, message_id: int, instead: int) -> None:
    """Another message goes in the place of the one that was refused."""
    mine = REMINDER.c.message_id == message_id
    connection.execute(update(REMINDER).where(mine).values(message_id=instead))


def withdraw(connection: Connection, *, message_id: int, why: str) -> None:
    """It was decided, and before it left there was a reason against it."""
    mine = REMINDER.c.message_id == message_id
    connection.execute(update(REMINDER).where(mine).values(state="skipped", why=why))


def hold(connection: Connection, reminder_id: int) -> bool:
    """Nobody else decides about it until the transaction is over; False when somebody has."""
    mine = select(REMINDER.c.state).where(REMINDER.c.id == reminder_id).with_for_update()
    return connection.execute(mine).scalar() == "planned"


def wait(connection: Connection, *, reminder_id: int, until: datetime) -> None:
    connection.execute(update(REMINDER).where(REMINDER.c.id == reminder_id).values(next_at=until))


def settle(
    connection: Connection,
    *,
    reminder_id: int,
    state: str,
    at: datetime,
    why: str = "",
    message_id: int | None = None,
) -> None:
    """What became of one that this transaction holds: sent, skipped, people."""
    values = {"state": state, "why": why, "settled_at": at, "message_id": message_id}
    connection.execute(update(REMINDER).where(REMINDER.c.id == reminder_id).values(**values))


def _rows() -> Select[Any]:
    return select(
        REMINDER.c.id,
        LOAN.c.number,
        LOAN.c.customer_id,
        REMINDER.c.installment,
        REMINDER.c.kind,
        REMINDER.c.due,
        REMINDER.c.due_at,
    ).join_from(REMINDER, LOAN, LOAN.c.id == REMINDER.c.loan_id)


def _dialect(connection: Connection) -> Any:
    return postgresql if connection.dialect.name == "postgresql" else sqlite
