"""Due reminders: each looked at again in the moment of sending, for much may have happened since it was planned."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Literal

from bot import metrics, tracing
from bot.conversation.templates import say
from bot.conversation.turn import Say
from bot.lending.hours import PAKISTAN, is_open, midnight
from bot.lending.reminders import BROKEN, PEOPLE
from bot.services import lay, speak, templates
from bot.services.context import Context
from bot.services.plan_reminders import would_plan
from bot.services.proactive import next_moment
from bot.services.reach import is_window_open
from bot.services.reminder_check import Case, look, why_not
from bot.store import conversations, fallbacks, messages, people, reminders
from bot.store.claimed import Filled
from bot.store.conversations import Line
from bot.store.database import Transaction, lock_person
from bot.store.reminders import ReminderRow
from bot.understanding import Language

# What WhatsApp approves are the texts of these kinds, on every channel; the second when it comes a day or more before.
TODAY, TO_COME = "due_today", "due_soon"
ON_TIME = ("before_3", "on_day")
OPTIONS = ("pay", "day", "hard")
AN_HOUR = timedelta(hours=1)
LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reminded:
    """What became of one planned reminder. "wait": not now, it stays planned; "people": now it is their turn."""

    reminder_id: int
    loan: str
    installment: int
    kind: str
    outcome: Literal["sent", "skipped", "wait", "people"]
    why: str = ""
    channel: str = ""
    address: str = ""


class Rehearsal(Exception):
    """Thrown to undo a transaction that was only meant to be looked at."""


def remind(context: Context, *, now: datetime) -> Iterator[Reminded]:
    """Every reminder due by `now`, each in its own transaction."""
    as_of, after = replace(context, clock=lambda: now), 0
    while batch := _due(context, now, after):
        for row in batch:
            after = row.id
            if (done := _one(as_of, row)) is not None:
                yield done
    context.outgoing.set()


def _one(context: Context, row: ReminderRow) -> Reminded | None:
    """One that cannot be decided must not keep the others from their turn: it is looked at again in an hour."""
    try:
        with tracing.caused_by(f"reminder:{row.id}"), context.database.transaction() as connection:
            done = _decide(context, connection, row)
        if done is not None:
            metrics.reminder(done.outcome, why=done.why)
        return done
    except Exception:
        LOG.exception("reminder %s of plan %s stumbled", row.id, row.loan)
    with context.database.transaction() as connection:
        reminders.wait(connection, reminder_id=row.id, until=context.clock() + AN_HOUR)
    return Reminded(row.id, row.loan, row.installment, row.kind, "wait", "error")


def rehearse(context: Context, *, now: datetime) -> Iterator[Reminded]:
    """What `remind` would do, planning first, and nothing of it done: a customer's reminders at once, then undone."""
    as_of = replace(context, clock=lambda: now)
    rows = [*would_plan(context, now=now), *_every_due(context, now)]
    rows.sort(key=lambda row: (row.customer_id, row.id or float("inf"), row.due_at))
    for _, theirs in groupby(rows, key=lambda row: row.customer_id):
        yield from _undone(as_of, list(theirs))


def _due(context: Context, now: datetime, after: int) -> list[ReminderRow]:
    with context.database.snapshot() as connection:
        return reminders.due(connection, now=now, after=after)


def _every_due(context: Context, now: datetime) -> Iterator[ReminderRow]:
    after = 0
    while batch := _due(context, now, after):
        yield from batch
        after = batch[-1].id


def _undone(context: Context, rows: Sequence[ReminderRow]) -> list[Reminded]:
    told: list[Reminded] = []
    try:
        with context.database.transaction() as connection:
            told += filter(None, (_decide(context, connection, row) for row in rows))
            raise Rehearsal
    except Rehearsal:
        return told
    except Exception:
        LOG.exception("the rehearsal of plan %s stumbled", rows[0].loan)
        return [Reminded(row.id, row.loan, row.installment, row.kind, "wait", "error") for row in rows]


def _decide(context: Context, connection: Transaction, row: ReminderRow) -> Reminded | None:
    """None when another process has decided about it meanwhile."""
    now = context.clock()
    lines = conversations.lines_of_customer(connection, row.customer_id)
    lock_person(connection, lines[0].address)
    conversations.lock(connection, customer_id=row.customer_id)
    if row.id and not reminders.hold(connection, row.id):
        return None
    case = look(context, connection, row, conversations.lines_of_customer(connection, row.customer_id))
    said = Reminded(row.id, row.loan, row.installment, row.kind, "skipped")
    if why := why_not(context, case) or _said(connection, case):
        return _settled(connection, said, now, why=why)
    if _is_for_people(case):
        return _settled(connection, replace(said, outcome="people"), now, why=row.kind)
    if (moment := next_moment(context, connection, lines[0].conversation_id, now)) > now:
        reminders.wait(connection, reminder_id=row.id, until=moment)
        closed = not is_open(now, rules=context.rules, city=context.city)
        return replace(said, outcome="wait", why="closed_hours" if closed else "frequency")
    line = _line(context, connection, case)
    if line is None:
        return _settled(connection, said, now, why="opted_out")
    message_id = _say(context, connection, case, line)
    sent = replace(said, outcome="sent", channel=line.channel, address=line.address)
    return _settled(connection, sent, now, message_id=message_id)


def _settled(
    connection: Transaction, said: Reminded, now: datetime, *, why: str = "", message_id: int | None = None
) -> Reminded:
    reminders.settle(
        connection,
        reminder_id=said.reminder_id,
        state=said.outcome,
        at=now,
        why=why,
        message_id=message_id,
    )
    return replace(said, why=why)


def _said(connection: Transaction, case: Case) -> str:
    """One reminder of an instalment on a day is enough: the second of that day is not kept for the next."""
    if case.row.kind == PEOPLE:
        return ""
    today = midnight(case.facts.today)
    return "said" if reminders.said_since(connection, row=case.row, moment=today) else ""


def _is_for_people(case: Case) -> bool:
    """Whether the bot has said all it may: the cadence is over, or too many days were chosen and passed."""
    row, rules = case.row, case.facts.rules
    if row.kind != BROKEN:
        return row.kind == PEOPLE
    loan = case.facts.loan(row.loan)
    return loan is not None and loan.broken >= rules.promises_broken


def _line(context: Context, connection: Transaction, case: Case) -> Line | None:
    """What is overdue goes by SMS (Meta bars debt collection). The rest goes where the customer wrote last: on WhatsApp
    while its window is open, and after that if it has approved the text.
    """
    last = max(case.lines, key=lambda line: line.contact_id == line.last_contact_id)
    if last.channel == "whatsapp" and not last.opted_out and _reaches(context, connection, case, last):
        return last
    if not last.address.startswith("+"):
        return None  # a hidden number: there is no SMS to it
    line = conversations.line_of(connection, channel="sms", address=last.address, at=case.facts.now)
    return None if line.opted_out else line


def _reaches(context: Context, connection: Transaction, case: Case, line: Line) -> bool:
    """Whether WhatsApp may carry it, and is likely to arrive in time."""
    slow = fallbacks.is_slow(connection, line=line, times=context.rules.slow_after)
    if line.unreachable or slow or (_is_late(case) and not context.late_on_whatsapp):
        return False
    if is_window_open(line, case.facts.now):
        return True
    name, language = _template(case), speak.language_on(line)
    return name is not None and templates.is_approved(context, connection, name=name, language=language)


def _is_late(case: Case) -> bool:
    assert case.part is not None  # nothing is left of what is spread over others
    return case.facts.today > case.part.due


def _template(case: Case) -> str | None:
    if case.row.kind not in ON_TIME:
        return None
    return TO_COME if case.facts.today < case.row.due else TODAY


def _say(context: Context, connection: Transaction, case: Case, line: Line) -> int:
    """The reminder itself, and its question laid on top of whatever was open."""
    row, now = case.row, case.facts.now
    language = speak.language_on(line)
    say, filled = _words(context, connection, case, language)
    spoken = speak.spoken(context, says=[say], line=line, language=language)
    about = {"loan": row.loan, "installment": row.installment}
    lay.lay(context, connection, line=line, flow="reminder", slots=about)
    closes = datetime.combine(now.astimezone(PAKISTAN).date(), context.rules.contact_closes, PAKISTAN)
    ids = speak.put_out(
        connection,
        line=line,
        spoken=spoken,
        at=now,
        tag=messages.PROACTIVE,
        valid_for=closes - now,
        template=filled if line.channel == "whatsapp" else None,
    )
    return ids[0]


def _words(
    context: Context, connection: Transaction, case: Case, language: Language
) -> tuple[Say, Filled | None]:
    """What is said of an instalment, and as which template it may go."""
    part, row = case.part, case.row
    assert part is not None  # nothing is left of what is spread over others
    if name := _template(case):
        figures = {"amount": part.left, "day": part.due.isoformat()}
        return say(context.engine.script.template(name), figures), Filled(name, language, figures)
    signed = people.signature(connection) or "Qist Saathi"
    named = {"amount": part.left, "day": row.due.isoformat(), "agent": signed}
    return Say(f"reminder.{row.kind}", named, choices=lay.answers("reminder", OPTIONS), tag="question"), None
