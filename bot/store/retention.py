"""What is kept for a while only, found and erased a stretch of ids at a time: no statement holds anybody up for long.

The books, plans, statements, papers, decisions, consents, complaints and the record are not here: nothing erases them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, exists, func, or_, select, update

from bot.store import desk_tables, tables
from bot.store.api_keys import ANSWER
from bot.store.conversations import CONVERSATION, CUSTOMER
from bot.store.handovers import TRY
from bot.store.held_requests import HELD, MOST_ATTEMPTS
from bot.store.loans import LOAN
from bot.store.messages import EVENT, MESSAGE, WAITING
from bot.store.orders import ORDER
from bot.store.tables import table
from bot.store.unknown import LABELLED, UNKNOWN
from bot.store.webhooks import ATTEMPT, DELIVERY
from bot.store.webhooks import EVENT as ORDER_EVENT

NOTE = table(desk_tables.Note)
STEP = 5_000


@dataclass(frozen=True, slots=True)
class Task:
    """Rows of `table` that came before `before` and fit: `values` blanks columns of them, None deletes them.

    `moment`: the column that says when they came.
    """

    name: str
    table: Table
    before: datetime
    fits: Any
    values: dict[str, Any] | None = None
    moment: str = "at"


@dataclass(frozen=True, slots=True)
class Stretch:
    """The ids above `after` up to `last`, and when the oldest of their rows came."""

    after: int
    last: int
    oldest: datetime


def texts(before: datetime) -> Task:
    """What was said, and what was understood of it; that it was said stays."""
    blank = {"text": "", "reading": None, "buttons": None, "template_variables": None}
    fits = or_(MESSAGE.c.text != "", MESSAGE.c.reading.is_not(None))
    settled = MESSAGE.c.state.not_in(WAITING)
    return Task("texts of messages", MESSAGE, before, fits & settled & ~_needed(MESSAGE), blank)


def media(before: datetime) -> Task:
    """Where pictures and voice notes lie at the provider."""
    fits = MESSAGE.c.media.is_not(None) & ~_needed(MESSAGE)
    return Task("references to media", MESSAGE, before, fits, {"media": None})


def unknown(before: datetime) -> Task:
    """Out of the linguist's list; the message itself stays with its conversation."""
    fits = MESSAGE.c.tag.in_((UNKNOWN, LABELLED)) & (MESSAGE.c.direction == "in")
    return Task("messages kept for the linguist", MESSAGE, before, fits, {"tag": ""})


def reports(before: datetime) -> Task:
    """What became of the message stands in the message."""
    return Task("delivery reports", EVENT, before, EVENT.c.id > 0)


def notes(before: datetime) -> Task:
    """What people wrote for each other about somebody."""
    return Task("notes of the desk", NOTE, before, ~_needed(NOTE))


def given_up(before: datetime) -> Task:
    """Requests that could not be taken in and that nobody has looked after."""
    return Task("requests given up", HELD, before, HELD.c.attempts >= MOST_ATTEMPTS)


def addresses(before: datetime) -> Task:
    """For whom a shop began a sale that was over, or that became a plan, long ago."""
    fits = (ORDER.c.address != "") & (ORDER.c.state != "open")
    return Task("telephones in orders", ORDER, before, fits, {"address": ""}, moment="created_at")


def wrong_codes(before: datetime) -> Task:
    return Task("wrong codes of shops", TRY, before, TRY.c.id > 0)


def answers(before: datetime) -> Task:
    """What web shops were answered; what was done stands where it was done."""
    return Task("answers kept for web shops", ANSWER, before, ANSWER.c.id > 0)


def webhook_tries(before: datetime) -> Task:
    return Task("tries of webhooks", ATTEMPT, before, ATTEMPT.c.id > 0)


def webhooks(before: datetime) -> Task:
    """What is on its way, or waits for an endpoint that is off, stays; so does what was tried not long ago."""
    tried = exists().where(ATTEMPT.c.delivery_id == DELIVERY.c.id)
    return Task("webhooks", DELIVERY, before, DELIVERY.c.state.in_(("delivered", "failed")) & ~tried)


def events(before: datetime) -> Task:
    """What shops were told: it happened all the same."""
    told = exists().where(DELIVERY.c.event_id == ORDER_EVENT.c.id)
    return Task("events for web shops", ORDER_EVENT, before, ~told)


def stretch(connection: Connection, one: Table, *, after: int, moment: str = "at") -> Stretch | None:
    """The next ids of a table; None behind the last."""
    came = one.c[moment].label("at")
    ids = select(one.c.id, came).where(one.c.id > after).order_by(one.c.id).limit(STEP).subquery()
    last, oldest = connection.execute(select(func.max(ids.c.id), func.min(ids.c.at))).one()
    return Stretch(after, int(last), oldest) if last is not None else None


def count(connection: Connection, task: Task, part: Stretch) -> int:
    """How many `erase` would erase."""
    query = select(func.count()).select_from(task.table).where(*_in(task, part))
    return int(connection.execute(query).scalar_one())


def erase(connection: Connection, task: Task, part: Stretch) -> int:
    """Blank or delete; how many."""
    if task.values is None:
        return connection.execute(delete(task.table).where(*_in(task, part))).rowcount
    return connection.execute(update(task.table).where(*_in(task, part)).values(**task.values)).rowcount


def _in(task: Task, part: Stretch) -> Sequence[Any]:
    ids = task.table.c.id
    return ids > part.after, ids <= part.last, task.table.c[task.moment] < task.before, task.fits


def _needed(one: Table) -> Any:
    """Something is open with this customer, and what was said may be asked for."""
    complaint, request = table(tables.Complaint), table(tables.DataRequest)
    change, approval = table(tables.NumberChange), table(desk_tables.Approval)
    theirs = CONVERSATION.c.customer_id
    open_ = or_(
        CONVERSATION.c.held_by != "bot",
        CUSTOMER.c.paused_reason.is_not(None),
        exists().where(LOAN.c.customer_id == theirs, LOAN.c.state != "closed"),
        exists().where(complaint.c.customer_id == theirs, complaint.c.answered_at.is_(None)),
        exists().where(request.c.customer_id == theirs, request.c.done_at.is_(None)),
        exists().where(change.c.customer_id == theirs, change.c.decided_at.is_(None)),
        exists().where(approval.c.conversation_id == CONVERSATION.c.id, approval.c.decided_at.is_(None)),
    )
    return exists().where(
        CONVERSATION.c.id == one.c.conversation_id, CUSTOMER.c.id == CONVERSATION.c.customer_id, open_
    )
