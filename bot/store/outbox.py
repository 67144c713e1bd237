"""The outbox as an operator sees it: what waits, what is tried again, what did not arrive.

What waits is little, and found by one index; what did not arrive adds up over the years, and has another of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, case, func, select, text, update

from bot.store.conversations import CONVERSATION, CUSTOMER
from bot.store.loans import LOAN
from bot.store.messages import IS_OPEN, MESSAGE, NOT_BY_ROWID
from bot.store.reminders import REMINDER

LOST = ("dead", "failed", "undelivered", "canceled", "suppressed")
NOT_ARRIVED = LOST[:-1]  # what was suppressed was not meant to arrive any more
STATES = ("waiting", "retrying", *LOST)
USUAL = ("waiting", "retrying", *NOT_ARRIVED)
# In the very words of the index, or SQLite does not see that it serves. Only what goes out is ever in these states.
IS_LOST = text("message.state IN ('dead', 'failed', 'undelivered', 'canceled', 'suppressed')")


@dataclass(frozen=True, slots=True)
class Search:
    """`reason`: a word of ours, or the number of an error. `since`: last tried from then on. "" narrows nothing."""

    states: tuple[str, ...] = USUAL
    channel: str = ""
    reason: str = ""
    address: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """So many did not arrive for this reason."""

    why: str
    code: int | None
    number: int


@dataclass(frozen=True, slots=True)
class Open:
    """How many have not been tried yet and since when the oldest waits; how many were tried and will be again."""

    waiting: int = 0
    oldest: datetime | None = None
    retrying: int = 0


def page(connection: Connection, *, search: Search, before: int, limit: int) -> list[Any]:
    """Rows from the newest on, those with an id below `before` (0: all)."""
    found: list[Any] = []
    for query in _queries(search, before=before):
        found += connection.execute(query.limit(limit))
    return sorted(found, key=lambda row: int(row.id), reverse=True)[:limit]


def opened(connection: Connection) -> Open:
    """What is still to be sent."""
    tried = MESSAGE.c.attempts > 0
    query = select(func.count(), func.count(case((tried, 1))), func.min(case((~tried, MESSAGE.c.at))))
    every, again, oldest = connection.execute(query.where(IS_OPEN)).one()
    return Open(every - again, oldest, again)


def people_waiting(connection: Connection) -> int:
    """How many conversations nobody has taken from the queue."""
    query = select(func.count()).select_from(CONVERSATION).where(CONVERSATION.c.held_by == "queue")
    return int(connection.execute(query).scalar_one())


def counts(connection: Connection) -> list[Count]:
    columns = (MESSAGE.c.why, MESSAGE.c.error_code)
    query = select(*columns, func.count()).where(IS_LOST).group_by(*columns)
    return [Count(*row) for row in connection.execute(query)]


def tried_since(connection: Connection, since: datetime | None) -> int:
    """How many did not arrive of those last tried since a moment; None: of all."""
    query = select(func.count()).where(IS_LOST, MESSAGE.c.state.in_(NOT_ARRIVED))
    if since is not None:
        query = query.where(MESSAGE.c.next_at >= since)
    return int(connection.execute(query).scalar_one())


def held(connection: Connection, message_id: int) -> Any | None:
    """An outgoing message and whether its customer was erased; nobody else changes it until the transaction ends."""
    mine = (MESSAGE.c.id == message_id) & (MESSAGE.c.direction == "out")
    query = (
        select(MESSAGE, CUSTOMER.c.erased_at, CUSTOMER.c.id.label("customer_id"))
        .join_from(MESSAGE, CONVERSATION, CONVERSATION.c.id == MESSAGE.c.conversation_id)
        .join(CUSTOMER, CUSTOMER.c.id == CONVERSATION.c.customer_id)
        .where(mine)
        .with_for_update(of=MESSAGE)
    )
    return connection.execute(query).first()


def contact_of(connection: Connection, message_id: int) -> int | None:
    """Whom an outgoing message is for."""
    mine = (MESSAGE.c.id == message_id) & (MESSAGE.c.direction == "out")
    return connection.execute(select(MESSAGE.c.contact_id).where(mine)).scalar()


def is_overtaken(connection: Connection, *, conversation_id: int, message_id: int) -> bool:
    """Whether something was said after it, by either side."""
    later = (MESSAGE.c.conversation_id == conversation_id) & (MESSAGE.c.id > message_id)
    return connection.execute(select(MESSAGE.c.id).where(later).limit(1)).first() is not None


def reminds_of(
    connection: Connection, *, customer_id: int, message_ids: Sequence[int]
) -> list[tuple[str, int]]:
    """(plan, instalment) that a message reminds of; none when it is no reminder, or its date stands no more."""
    query = (
        select(LOAN.c.number, REMINDER.c.installment)
        .join_from(LOAN, REMINDER, REMINDER.c.loan_id == LOAN.c.id)
        .where(LOAN.c.customer_id == customer_id, REMINDER.c.message_id.in_(message_ids))
    )
    return [(row.number, row.installment) for row in connection.execute(query)]


def put_back(
    connection: Connection, *, message_id: int, at: datetime, valid_until: datetime, doubtful: bool
) -> None:
    """Into the outbox again, as if it had not been tried; `doubtful`: what left of it earlier is looked for first.

    Its number at the provider stays until it gets another: should the first have arrived after all, it is not sent.
    """
    connection.execute(
        update(MESSAGE)
        .where(MESSAGE.c.id == message_id)
        .values(
            state="queued",
            attempts=0,
            maybe_sent=doubtful,
            next_at=at,
            valid_until=valid_until,
            retried_at=at,
            leased_until=None,
            error_code=None,
            why="",
            content_sid="",
        )
    )


def _queries(search: Search, *, before: int) -> Iterator[Select[Any]]:
    """One for each state. What did not arrive is read from its index in the order it is shown."""
    query = _narrowed(select(MESSAGE), search)
    for state in search.states:
        place = MESSAGE.c.id if state in LOST else NOT_BY_ROWID
        page = query.where(place < before) if before else query
        if state in LOST:
            page = page.where(IS_LOST, MESSAGE.c.state == state)
        else:
            page = page.where(IS_OPEN, (MESSAGE.c.attempts > 0) == (state == "retrying"))
        yield page.order_by(place.desc())


def _narrowed(query: Select[Any], search: Search) -> Select[Any]:
    if search.channel:
        query = query.where(MESSAGE.c.channel == search.channel)
    if search.address:
        query = query.where(MESSAGE.c.address == search.address)
    if search.since is not None:
        query = query.where(MESSAGE.c.next_at >= search.since)
    if search.reason.isdecimal():
        return query.where(MESSAGE.c.error_code == int(search.reason))
    return query.where(MESSAGE.c.why == search.reason) if search.reason else query
