"""Due reminders: each looked at again in the moment of sending, for much may have happened since it was planned."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from bot.conversation.position import Position
from bot.conversation.turn import Say, Shown
from bot.lending.facts import Facts, Loan
from bot.lending.reminders import PAKISTAN, Standing, is_open, is_overdue, suppressed
from bot.services import speak
from bot.services.context import Context
from bot.services.proactive import within_limits
from bot.store import conversations, messages, people, reminders
from bot.store.conversations import Line
from bot.store.database import Transaction, lock_person
from bot.store.facts import Reader
from bot.store.reminders import ReminderRow

WINDOW = timedelta(hours=24)  # WhatsApp: free text only so long after the customer's last message
OPTIONS = ("pay", "day", "hard")


@dataclass(frozen=True, slots=True)
class Reminded:
    """What became of one planned reminder. "wait": not now, it stays planned."""

    reminder_id: int
    loan: str
    installment: int
    kind: str
    outcome: Literal["sent", "skipped", "wait"]
    why: str = ""
    channel: str = ""
    address: str = ""


class Rehearsal(Exception):
    """Thrown to undo a transaction that was only meant to be looked at."""


def remind(context: Context, *, now: datetime, rehearse: bool = False) -> Iterator[Reminded]:
    """Every reminder due by `now`, each in its own transaction. `rehearse` tells what would happen and undoes it."""
    after = 0
    while batch := _due(context, now, after):
        for row in batch:
            after = row.id
            yield _one(context, row, now, rehearse)
    context.outgoing.set()


def _due(context: Context, now: datetime, after: int) -> list[ReminderRow]:
    with context.database.transaction() as connection:
        return reminders.due(connection, now=now, after=after)


def _one(context: Context, row: ReminderRow, now: datetime, rehearse: bool) -> Reminded:
    outcome: list[Reminded] = []
    try:
        with context.database.transaction() as connection:
            outcome.append(_decide(context, connection, row, now))
            if rehearse:
                raise Rehearsal
    except Rehearsal:
        pass
    return outcome[0]


def _decide(context: Context, connection: Transaction, row: ReminderRow, now: datetime) -> Reminded:
    lines = conversations.lines_of_customer(connection, row.customer_id)
    lock_person(connection, lines[0].address)
    facts = Reader(connection, context.vault, context.rules, context.pay_url).facts(
        row.customer_id, now=now, fresh=context.fresh()
    )
    said = Reminded(row.id, row.loan, row.installment, row.kind, "wait")
    why = _why_not(context, row, lines, facts)
    if why:
        reminders.settle(connection, reminder_id=row.id, state="skipped", at=now, why=why)
        return replace(said, outcome="skipped", why=why)
    if not is_open(now, rules=context.rules, city=context.city):
        return replace(said, why="closed_hours")
    if not within_limits(context, connection, conversation_id=lines[0].conversation_id, now=now):
        return replace(said, why="frequency")
    line = _line(connection, row, lines, now)
    if line is None:
        reminders.settle(connection, reminder_id=row.id, state="skipped", at=now, why="opted_out")
        return replace(said, outcome="skipped", why="opted_out")
    message_id = _say(context, connection, row, line, facts)
    reminders.settle(connection, reminder_id=row.id, state="sent", at=now, message_id=message_id)
    return replace(said, outcome="sent", channel=line.channel, address=line.address)


def _why_not(context: Context, row: ReminderRow, lines: list[Line], facts: Facts) -> str | None:
    loan = facts.loan(row.loan)
    assert loan is not None  # the reminder's row points at it
    standing = Standing(
        outstanding=_left(loan, row.installment),
        promised=loan.promised,
        disputed=facts.paused == "dispute",
        hardship=facts.paused == "hardship",
        return_open=facts.paused == "return",
        opted_out=all(line.opted_out for line in lines),
        held_by_agent=any(line.held_by != "bot" for line in lines),
        locked=facts.person.pin_locked,
    )
    return suppressed(standing, kind=row.kind, planned_at=row.due_at, at=facts.now, rules=context.rules)


def _left(loan: Loan, number: int) -> int:
    return next(part.left for part in loan.installments if part.number == number)


def _line(connection: Transaction, row: ReminderRow, lines: list[Line], now: datetime) -> Line | None:
    """What is overdue goes by SMS (Meta bars debt collection); on WhatsApp only while its window is open."""
    last = max(lines, key=lambda line: line.contact_id == line.last_contact_id)
    open_window = last.last_inbound_at is not None and now - last.last_inbound_at < WINDOW
    if last.channel == "whatsapp" and open_window and not is_overdue(row.kind) and not last.opted_out:
        return last
    if not last.address.startswith("+"):
        return None  # a hidden number: there is no SMS to it
    line = conversations.line_of(connection, channel="sms", address=last.address, at=now)
    return None if line.opted_out else line


def _say(context: Context, connection: Transaction, row: ReminderRow, line: Line, facts: Facts) -> int:
    """The reminder itself, and its question laid on top of whatever was open."""
    loan = facts.loan(row.loan)
    assert loan is not None
    part = next(part for part in loan.installments if part.number == row.installment)
    position = Position.from_dict(line.position)
    signed = people.signature(connection) or "Qist Saathi"
    figures = {"amount": part.left, "day": part.due.isoformat(), "agent": signed}
    choices = tuple(Shown(f"reminder.answer.{option}", f"reminder.answer.{option}") for option in OPTIONS)
    says = [Say(f"reminder.{row.kind}", figures, choices=choices, tag="question")]
    spoken = speak.spoken(context, says=says, line=line, language=position.language)
    laid = context.engine.lay(
        position=position, flow="reminder", slots={"loan": row.loan, "installment": row.installment}
    )
    conversations.save_position(connection, conversation_id=line.conversation_id, position=laid.to_dict())
    closes = datetime.combine(facts.now.astimezone(PAKISTAN).date(), context.rules.contact_closes, PAKISTAN)
    ids = speak.put_out(
        connection,
        line=line,
        spoken=spoken,
        at=facts.now,
        tag=messages.PROACTIVE,
        valid_for=closes - facts.now,
    )
    return ids[0]
