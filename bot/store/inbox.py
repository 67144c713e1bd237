"""The desk's lists: which conversations, in which order, a page at a time. Nothing here writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, and_, exists, func, or_, select

from bot.store import desk_tables, tables
from bot.store.tables import table
from bot.store.views import Thread, as_thread, threads_query

CONTACT = table(tables.Contact)
CONVERSATION = table(tables.Conversation)
CUSTOMER = table(tables.Customer)
MESSAGE = table(tables.Message)
LOAN = table(tables.Loan)
HANDOFF = table(desk_tables.Handoff)
WAIT = table(desk_tables.Wait)

View = Literal["waiting", "mine", "all", "snoozed", "closed"]
VIEWS: tuple[View, ...] = ("waiting", "mine", "all", "snoozed", "closed")
PAGE = 50
SEARCHED_MESSAGES = 200_000  # how far back a text is looked for: all of them would hold the page up


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; "" for everything. `search`: a phone, a name, a plan's number, words."""

    reason: str = ""
    language: str = ""
    channel: str = ""
    search: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A thread in a list, with the wait that is open in it."""

    thread: Thread
    since: datetime | None
    due_at: datetime | None
    snoozed_until: datetime | None
    reminded: bool


def rows(
    connection: Connection, *, view: View, agent_id: int, filters: Filters, now: datetime, page: int = 0
) -> list[Waiting]:
    """One page of a list: whom somebody owes words first, the most overdue on top; without a wait the newest."""
    query = _narrowed(_of(view, agent_id, now), filters)
    order = [WAIT.c.due_at.is_(None), WAIT.c.due_at] if view != "all" else []
    newest = func.coalesce(CONVERSATION.c.last_at, CONVERSATION.c.held_since).desc()
    found = connection.execute(
        query.order_by(*order, newest, CONVERSATION.c.id).limit(PAGE + 1).offset(page * PAGE)
    )
    return [
        Waiting(as_thread(row), row.waits_since, row.due_at, row.snoozed_until, row.reminded_at is not None)
        for row in found
    ]


def counts(connection: Connection, *, agent_id: int, now: datetime) -> dict[str, int]:
    """How many wait in the queue, are this agent's, and sleep."""
    asleep = CONVERSATION.c.snoozed_until > now
    mine = and_(CONVERSATION.c.held_by == "agent", CONVERSATION.c.agent_id == agent_id)
    awake = or_(CONVERSATION.c.snoozed_until.is_(None), ~asleep)
    query = select(
        func.count().filter(CONVERSATION.c.held_by == "queue", awake).label("waiting"),
        func.count().filter(mine, awake).label("mine"),
        func.count().filter(CONVERSATION.c.held_by != "bot", asleep).label("snoozed"),
    ).where(CONVERSATION.c.held_by != "bot")
    return dict(connection.execute(query).one()._mapping)


def reasons(connection: Connection) -> list[str]:
    """The reasons that open conversations with people have."""
    held = CONVERSATION.c.held_by != "bot"
    query = select(CONVERSATION.c.hand_reason).where(held).distinct().order_by(CONVERSATION.c.hand_reason)
    return [reason for reason in connection.execute(query).scalars() if reason]


def _of(view: View, agent_id: int, now: datetime) -> Any:
    query = (
        threads_query()
        .add_columns(
            WAIT.c.since.label("waits_since"),
            WAIT.c.due_at,
        )
        .join(
            WAIT, and_(WAIT.c.conversation_id == CONVERSATION.c.id, WAIT.c.ended_at.is_(None)), isouter=True
        )
    )
    awake = or_(CONVERSATION.c.snoozed_until.is_(None), CONVERSATION.c.snoozed_until <= now)
    match view:
        case "waiting":
            return query.where(CONVERSATION.c.held_by == "queue", awake)
        case "mine":
            return query.where(CONVERSATION.c.held_by == "agent", CONVERSATION.c.agent_id == agent_id, awake)
        case "snoozed":
            return query.where(CONVERSATION.c.held_by != "bot", CONVERSATION.c.snoozed_until > now)
        case "closed":
            over = exists().where(
                HANDOFF.c.conversation_id == CONVERSATION.c.id, HANDOFF.c.closed_at.is_not(None)
            )
            return query.where(CONVERSATION.c.held_by == "bot", over)
        case _:
            return query


def _narrowed(query: Any, filters: Filters) -> Any:
    if filters.reason:
        query = query.where(CONVERSATION.c.hand_reason == filters.reason)
    if filters.channel:
        query = query.where(CONTACT.c.channel == filters.channel)
    if filters.language:
        query = query.where(CONVERSATION.c.position["language"].as_string() == filters.language)
    if filters.search:
        query = query.where(or_(*_meant(filters.search)))
    return query


def _meant(search: str) -> Sequence[Any]:
    """What a search may mean: a part of a name, of a number, a plan, words somebody wrote."""
    text = "".join("\\" + letter if letter in "%_\\" else letter for letter in search)
    like = f"%{text}%"
    digits = "".join(char for char in search if char.isdecimal())
    bare = digits.removeprefix("92").removeprefix("0")
    newest = select(func.max(MESSAGE.c.id)).scalar_subquery()
    said = select(MESSAGE.c.conversation_id).where(
        MESSAGE.c.text.ilike(like, escape="\\"), MESSAGE.c.id > newest - SEARCHED_MESSAGES
    )
    found = [CUSTOMER.c.name.ilike(like, escape="\\"), CONVERSATION.c.id.in_(said)]
    if len(bare) >= 3 and not any(char.isalpha() for char in search):
        other = select(CONTACT.c.conversation_id).where(CONTACT.c.address.like(f"%{bare}%")).correlate(None)
        found.append(CONVERSATION.c.id.in_(other))
        found.append(
            CONVERSATION.c.customer_id.in_(select(LOAN.c.customer_id).where(LOAN.c.number == digits))
        )
    return found


def fingerprint(connection: Connection) -> tuple[Any, ...]:
    """Changes whenever a list may look different; costs two look-ups at the end of an index."""
    return tuple(
        connection.execute(
            select(
                select(func.max(MESSAGE.c.id)).scalar_subquery(),
                select(func.max(table(tables.Audit).c.id)).scalar_subquery(),
            )
        ).one()
    )
