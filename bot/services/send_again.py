"""A person puts a message that did not arrive back into the outbox: once, and only where it still does good.

Never what has been sent in another form, what nobody may be told any more (STOP, an erasure), what is not true any more
(a paid instalment, a question after which the talk went on), or what would come at a time or as often as it must not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.lending.facts import Loan
from bot.lending.hours import is_open
from bot.services import reminder_check, tell_charges
from bot.services.context import Context
from bot.services.outbox import is_unsure
from bot.services.proactive import within_limits
from bot.store import conversations, fallbacks, outbox, people
from bot.store.conversations import Line
from bot.store.database import Transaction
from bot.store.facts import Reader
from bot.store.messages import COUNTED, MAY_HAVE_LEFT
from bot.store.outbox import Search

AGAIN = ("dead", "failed", "undelivered", "canceled")
QUESTION = "question"
BATCH = 200
ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Terms:
    """`valid_for`: how long an answer whose time is over may still arrive. `doubtful`: even if it may have left.

    `agent_id`: who asks at the desk; `operator`: who asks at the command line.
    """

    agent_id: int | None = None
    operator: str = ""
    valid_for: timedelta | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Retried:
    """`outcome`: "queued", or why not: unknown, not_dead, retried, replaced, number_moved, erased, opted_out,
    overtaken, may_have_left, too_late, closed_hours, frequency, held, no_longer_due."""

    id: int
    outcome: str


def send_again(context: Context, *, message_id: int, terms: Terms) -> Retried:
    """Put one message back, or say why it stays where it is."""
    with context.database.transaction() as connection:
        outcome = _put_back(context, connection, message_id, terms)
    if outcome == "queued":
        context.outgoing.set()
    return Retried(message_id, outcome)


def send_all_again(context: Context, *, search: Search, terms: Terms) -> Iterator[Retried]:
    """Everything that `search` leaves, the oldest first within each batch, each in its own transaction."""
    before = 0
    while True:
        with context.database.snapshot() as connection:
            rows = outbox.page(connection, search=search, before=before, limit=BATCH)
        for row in reversed(rows):
            yield send_again(context, message_id=row.id, terms=terms)
        if len(rows) < BATCH:
            return
        before = rows[-1].id


def _put_back(context: Context, connection: Transaction, message_id: int, terms: Terms) -> str:
    contact_id = outbox.contact_of(connection, message_id)
    if contact_id is None:
        return "unknown"
    line = conversations.line_by_contact(connection, contact_id)  # the conversation before its messages
    row = outbox.held(connection, message_id)
    assert row is not None  # nothing deletes messages
    now = context.clock()
    proactive = row.tag in COUNTED
    refused = _is_over(connection, row, line) or _is_unsure(row, terms) or _is_late(row, terms, now)
    refused = refused or (proactive and _is_unwelcome(context, connection, row, line, now)) or ""
    if refused:
        return refused
    until = _closing(context, row.valid_until, now) if proactive else _validity(row.valid_until, terms, now)
    # The provider's word that it did not arrive leaves nothing to look for.
    doubtful = is_unsure(row.why, doubtful=row.maybe_sent) or not row.provider_id
    outbox.put_back(connection, message_id=message_id, at=now, valid_until=until, doubtful=doubtful)
    _note(context, connection, row, terms)
    return "queued"


def _is_over(connection: Transaction, row: Any, line: Line) -> str:
    """Nothing that could be asked for would let it go again."""
    if row.state not in AGAIN:
        return "not_dead"
    if row.retried_at is not None:
        return "retried"
    if fallbacks.is_replaced(connection, row.id):
        return "replaced"
    if line.conversation_id != row.conversation_id:
        return "number_moved"
    if row.erased_at is not None or not line.address or not row.text:
        return "erased"
    if line.opted_out:
        return "opted_out"
    here = {"conversation_id": row.conversation_id, "message_id": row.id}
    return "overtaken" if row.tag == QUESTION and outbox.is_overtaken(connection, **here) else ""


def _is_unsure(row: Any, terms: Terms) -> str:
    unsure = is_unsure(row.why, doubtful=row.maybe_sent)
    return MAY_HAVE_LEFT if unsure and not terms.doubtful else ""


def _is_late(row: Any, terms: Terms, now: datetime) -> str:
    """An answer or a receipt may be given more time; what we wrote first spoke of its day."""
    more = terms.valid_for is not None and row.tag not in COUNTED
    return "too_late" if row.valid_until <= now and not more else ""


def _is_unwelcome(context: Context, connection: Transaction, row: Any, line: Line, now: datetime) -> str:
    """What we write first goes by our rules as they stand now, not as they stood when it was written."""
    if not is_open(now, rules=context.rules, city=context.city):
        return "closed_hours"
    if line.held_by != "bot":
        return "held"
    if not within_limits(context, connection, conversation_id=row.conversation_id, now=now):
        return "frequency"
    return "" if _is_still_due(context, connection, row, now) else "no_longer_due"


def _is_still_due(context: Context, connection: Transaction, row: Any, now: datetime) -> bool:
    """A reminder is of an instalment that is unpaid, not promised for a day to come, and not at rest."""
    if row.tag == tell_charges.KIND:
        return tell_charges.why_not(context, connection, row.customer_id) is None
    if reminder_check.still_true(context, connection, message_id=row.id):
        return False
    about = outbox.reminds_of(connection, customer_id=row.customer_id, message_ids=_forms(row))
    reader = Reader(connection, context.vault, context.rules, context.ways)
    facts = reader.facts(row.customer_id, now=now, fresh=context.fresh())
    return bool(about) and not facts.paused and all(_is_owed(facts.loan(loan), part) for loan, part in about)


def _is_owed(loan: Loan | None, number: int) -> bool:
    if loan is None or not loan.open or loan.promised:
        return False
    return any(part.number == number and part.left for part in loan.installments)


def _forms(row: Any) -> Sequence[int]:
    """The message, and the one that it went in the place of."""
    return [row.id] if row.fallback_of is None else [row.id, row.fallback_of]


def _closing(context: Context, until: datetime, now: datetime) -> datetime:
    """Not beyond the next minute in which we may not write first, however often it has to be tried."""
    minute = now
    while minute < until and is_open(minute, rules=context.rules, city=context.city):
        minute += ONE_MINUTE
    return min(minute, until)


def _validity(until: datetime, terms: Terms, now: datetime) -> datetime:
    return max(until, now + terms.valid_for) if terms.valid_for else until


def _note(context: Context, connection: Transaction, row: Any, terms: Terms) -> None:
    why = row.why or row.error_code or ""
    by = f", by operator {terms.operator}" if terms.operator else ""
    people.note(
        connection,
        at=context.clock(),
        agent_id=terms.agent_id,
        action="retry_message",
        conversation_id=row.conversation_id,
        detail=f"message {row.id}, was {row.state}{f' ({why})' if why else ''}{by}",
    )
