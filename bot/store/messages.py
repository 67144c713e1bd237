"""Messages both ways. An outgoing row is its own place in the outbox: claimed by lease, settled by report."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    bindparam,
    case,
    exists,
    insert,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from bot import tracing
from bot.store import tables
from bot.store.claimed import Claimed, Filled, as_claimed
from bot.store.conversations import CHANNELS, Line
from bot.store.database import new_id
from bot.store.tables import table

MESSAGE = table(tables.Message)
EVENT = table(tables.DeliveryEvent)
PROACTIVE = "reminder"
UNHEARD = "unheard"  # handed over to WhatsApp, and no word that it arrived
REOPEN = "reopen"  # an agent asks a customer to write, so that they can be answered
ORDER = "order"  # a shop began a sale for a customer
COUNTED = (PROACTIVE, ORDER, "late_charge")  # what our limit on messages that we begin counts
CALL = "call"
# Both for SQLite: in the very words of the index `outbox_open`, which it serves only so, and not in the order of ids
# itself, which would tempt it to walk the whole table for the few rows that are open.
IS_OPEN = text("message.state IN ('queued', 'sending')")
NOT_BY_ROWID = MESSAGE.c.id + 0
WAITING = ("queued", "sending")  # their next attempt is still to come
NEVER_REACHED = ("dead", "suppressed", "failed", "undelivered", "canceled")
ARRIVED = ("delivered", "read")
MAY_HAVE_LEFT = "may_have_left"  # given up all the same: a second time would be worse
LEASE = timedelta(seconds=60)
FURTHEST = timedelta(
    minutes=10
)  # nothing but what we began, which keeps hours, waits for longer until it is tried

# What every turn says is built once: building a statement takes as long as carrying it out.
_INSERT_ONCE = {
    name: dialect.insert(MESSAGE)
    .on_conflict_do_nothing(index_elements=["direction", "channel", "provider_id"])
    .returning(MESSAGE.c.id)
    for name, dialect in (("postgresql", postgresql), ("sqlite", sqlite))
}
_INSERT = insert(MESSAGE)
_LAST_INBOUND = (
    select(MESSAGE.c.text, MESSAGE.c.at)
    .where(
        MESSAGE.c.conversation_id == bindparam("conversation_id"),
        MESSAGE.c.direction == "in",
        MESSAGE.c.kind != CALL,
    )
    .order_by(MESSAGE.c.id.desc())
    .limit(1)
)


def insert_inbound(
    connection: Connection,
    *,
    line: Line,
    provider_id: str,
    text: str,
    kind: str,
    at: datetime,
    media: Sequence[tuple[str, str]] = (),
    reading: Mapping[str, Any] | None = None,
    segments: int = 0,
) -> int | None:
    """Keep an inbound message, with what was understood. None when its provider id is known: then nothing else may
    happen either.
    """
    values = {
        "conversation_id": line.conversation_id,
        "contact_id": line.contact_id,
        "direction": "in",
        "channel": line.channel,
        "address": line.address,
        "author": "customer",
        "text": text,
        "kind": kind,
        "media": [list(one) for one in media] or None,
        "tag": "",
        "provider_id": provider_id,
        "state": "received",
        "segments": segments,
        "reading": reading,
        "at": at,
        "attempts": 0,
        "maybe_sent": False,
        "template_language": "",
        "content_sid": "",
        "why": "",
        "cause": tracing.cause() or None,
    }
    return connection.execute(_INSERT_ONCE[connection.dialect.name], values).scalar()


def media_of(connection: Connection, message_id: int) -> Any | None:
    """What came along with a message of a customer: conversation_id, channel, media."""
    theirs = (MESSAGE.c.id == message_id) & (MESSAGE.c.direction == "in")
    query = select(MESSAGE.c.conversation_id, MESSAGE.c.channel, MESSAGE.c.media).where(theirs)
    return connection.execute(query).first()


def last_inbound(connection: Connection, *, conversation_id: int) -> tuple[str, datetime] | None:
    """The words that came last, as they were kept, and when. A call has none."""
    row = connection.execute(_LAST_INBOUND, {"conversation_id": conversation_id}).first()
    return (row.text, row.at) if row else None


def enqueue(
    connection: Connection,
    *,
    line: Line,
    text: str,
    at: datetime,
    segments: int = 0,
    buttons: Sequence[tuple[str, str]] = (),
    tag: str = "",
    author: str = "bot",
    agent_id: int | None = None,
    document_id: int | None = None,
    valid_for: timedelta = timedelta(hours=4),
    template: Filled | None = None,
    fallback_of: int | None = None,
) -> int:
    """Put one message into the outbox, in the transaction that decided it."""
    values = {
        "conversation_id": line.conversation_id,
        "contact_id": line.contact_id,
        "direction": "out",
        "channel": line.channel,
        "address": line.address,
        "author": author,
        "agent_id": agent_id,
        "text": text,
        "kind": "text",
        "document_id": document_id,
        "tag": tag,
        "buttons": [list(button) for button in buttons] or None,
        "state": "queued",
        "segments": segments,
        "at": at,
        "attempts": 0,
        "maybe_sent": False,
        "next_at": at,
        "valid_until": at + valid_for,
        "template": template.name if template else None,
        "template_language": template.language if template else "",
        "template_variables": dict(template.variables) if template else None,
        "content_sid": "",
        "fallback_of": fallback_of,
        "why": "",
        "cause": tracing.cause() or None,
    }
    return new_id(connection.execute(_INSERT, values))


def claim(connection: Connection, *, now: datetime, limit: int) -> list[Claimed]:
    """Take the oldest open message to each address for a while.

    An answer never waits behind what we began, for that may have to wait for its hour, nor for another channel.
    One statement, so that no two workers take the same; SQLite leaves the lock clause out.
    """
    moments = {"now": now, "far": now + FURTHEST, "lease": now + LEASE, "far_lease": now + 2 * LEASE}
    rows = connection.execute(_claiming(), {**moments, "most": limit}).all()
    return [as_claimed(row) for row in sorted(rows, key=lambda row: int(row.id))]


@cache
def _claiming() -> Any:
    earlier = MESSAGE.alias("earlier")
    now: BindParameter[datetime] = bindparam("now")
    # Not NOT EXISTS, which PostgreSQL makes a join of everything open with everything open while its statistics are of
    # a quiet hour; and not counted, which looks at all that wait for one person, for each of them.
    before = select(literal_column("1", Integer)).where(
        earlier.c.conversation_id == MESSAGE.c.conversation_id,
        earlier.c.contact_id == MESSAGE.c.contact_id,
        earlier.c.tag.not_in(COUNTED),
        earlier.c.id < MESSAGE.c.id,
        text("earlier.state IN ('queued', 'sending')"),
    )
    first = before.correlate(MESSAGE).limit(1).scalar_subquery().is_(None)
    # A lease or a wait that runs for longer than any may was written by a clock that ran ahead.
    ahead, lease = MESSAGE.c.next_at > bindparam("far"), MESSAGE.c.leased_until
    free = or_(MESSAGE.c.state == "queued", lease < now, lease > bindparam("far_lease"))
    ready = (
        select(MESSAGE.c.id)
        .where(
            IS_OPEN,
            or_(MESSAGE.c.next_at <= now, ahead & MESSAGE.c.tag.not_in(COUNTED)),
            free,
            first,
        )
        .order_by(NOT_BY_ROWID)
        .limit(bindparam("most", type_=Integer))
        .with_for_update(skip_locked=True)
    )
    return (
        update(MESSAGE)
        .where(MESSAGE.c.id.in_(ready))
        .values(
            state="sending",
            leased_until=bindparam("lease"),
            attempts=MESSAGE.c.attempts + 1,
            # Still "sending" with its lease run out: a worker died on it, and nobody knows how far it came.
            maybe_sent=or_(MESSAGE.c.maybe_sent, MESSAGE.c.state == "sending"),
        )
        .returning(*MESSAGE.c)
    )


def begin(connection: Connection, *, one: Claimed, name: str, now: datetime) -> bool:
    """Renew the lease of a claimed message that is about to be sent, and write down the name it will have, if any.

    False when another has claimed it since.
    """
    mine = (MESSAGE.c.id == one.id) & (MESSAGE.c.state == "sending") & (MESSAGE.c.attempts == one.attempts)
    values = {"leased_until": now + LEASE, **({"provider_id": name} if name else {})}
    return connection.execute(update(MESSAGE).where(mine).values(**values)).rowcount == 1


def settle(
    connection: Connection,
    *,
    message_id: int,
    state: str,
    provider_id: str = "",
    code: int | None = None,
    why: str = "",
    tried_at: datetime | None = None,
) -> None:
    """The end of an attempt that has an end: sent, dead, suppressed. `why`, in a word, when it was not sent."""
    values: dict[str, Any] = {"state": state, "leased_until": None, "error_code": code, "why": why}
    if state != "dead":  # the doubt about what was given up stays, for whoever would send it again
        values["maybe_sent"] = False
    if provider_id:
        values["provider_id"] = provider_id
    if tried_at is not None:
        values["next_at"] = tried_at
    connection.execute(update(MESSAGE).where(MESSAGE.c.id == message_id).values(**values))


def retry(
    connection: Connection, *, message_id: int, at: datetime, maybe_sent: bool, code: int | None
) -> None:
    values: dict[str, Any] = {"state": "queued", "leased_until": None, "maybe_sent": maybe_sent}
    if not maybe_sent:
        values["provider_id"] = None  # the attempt that had this name came to nothing
    connection.execute(
        update(MESSAGE).where(MESSAGE.c.id == message_id).values(**values, next_at=at, error_code=code)
    )


def call_back(connection: Connection, *, conversation_id: int, why: str) -> list[int]:
    """What has not left yet does not leave any more; the ids of those messages."""
    mine = (MESSAGE.c.conversation_id == conversation_id) & (MESSAGE.c.direction == "out")
    waiting = update(MESSAGE).where(mine, IS_OPEN, MESSAGE.c.state == "queued")
    called = waiting.values(state="suppressed", why=why, leased_until=None).returning(MESSAGE.c.id)
    return list(connection.execute(called).scalars())


def sent_as(provider_id: str) -> ColumnElement[bool]:
    """The message of ours with this id. The channels are named for the index, which has them before the id."""
    ours = (MESSAGE.c.direction == "out") & MESSAGE.c.channel.in_(CHANNELS)
    return ours & (MESSAGE.c.provider_id == provider_id)


def keep_event(
    connection: Connection, *, provider_id: str, state: str, code: int | None, at: datetime
) -> None:
    """Keep a delivery report as it came; one can come before the answer to the request that made it."""
    connection.execute(insert(EVENT).values(provider_id=provider_id, state=state, error_code=code, at=at))


def advance(
    connection: Connection, *, provider_id: str, state: str, below: Sequence[str], code: int | None
) -> tuple[int, str] | None:
    """Let a message advance to `state` from any of the states `below` it, never back; (id, cause) of one that did.

    What was given up because nobody knew whether it had left, and is reported on, has left.
    """
    moved = connection.execute(
        update(MESSAGE)
        .where(sent_as(provider_id), MESSAGE.c.state.in_(below))
        .values(state=state, error_code=code, why=case((MESSAGE.c.state == "dead", ""), else_=MESSAGE.c.why))
        .returning(MESSAGE.c.id, MESSAGE.c.cause)
    ).first()
    return (int(moved.id), moved.cause or "") if moved else None


def release(connection: Connection, *, claimed: Sequence[Claimed]) -> None:
    """Give back what was claimed and not begun: anybody may take it at once."""
    for one in claimed:
        mine = (
            (MESSAGE.c.id == one.id) & (MESSAGE.c.state == "sending") & (MESSAGE.c.attempts == one.attempts)
        )
        values = {"state": "queued", "leased_until": None, "attempts": one.attempts - 1}
        connection.execute(update(MESSAGE).where(mine).values(**values))


def events_of(connection: Connection, provider_id: str) -> list[tuple[str, int | None]]:
    """The reports kept for a provider id, as they came."""
    query = select(EVENT.c.state, EVENT.c.error_code).where(EVENT.c.provider_id == provider_id)
    return [(row.state, row.error_code) for row in connection.execute(query.order_by(EVENT.c.id))]


def provider_ids(connection: Connection, *, conversation_id: int, since: datetime) -> set[str]:
    """Provider ids of what is known to have been sent in a conversation, from a little before `since` on."""
    query = select(MESSAGE.c.provider_id).where(
        MESSAGE.c.direction == "out",
        MESSAGE.c.conversation_id == conversation_id,
        MESSAGE.c.provider_id.is_not(None),
        MESSAGE.c.at >= since - LEASE,
    )
    return set(connection.execute(query).scalars())


def last_tag(connection: Connection, *, conversation_id: int) -> str:
    """What the newest outgoing message of a conversation was tagged with, "" when there is none."""
    query = select(MESSAGE.c.tag).where(
        MESSAGE.c.conversation_id == conversation_id, MESSAGE.c.direction == "out"
    )
    return str(connection.execute(query.order_by(MESSAGE.c.id.desc()).limit(1)).scalar() or "")


def _counts_instead() -> Any:
    """Whether the SMS in the place of a WhatsApp message that nobody has heard of may itself have come."""
    sms = MESSAGE.alias("sms")
    return exists().where(sms.c.fallback_of == MESSAGE.c.id, sms.c.state.not_in(NEVER_REACHED))


def last_at(
    connection: Connection, *, conversation_id: int, tag: str, reached: bool = False
) -> datetime | None:
    """When something tagged so was last put out; None for never. `reached`: what never reached them is left out."""
    mine = (MESSAGE.c.conversation_id == conversation_id) & (MESSAGE.c.direction == "out")
    if reached:
        mine &= MESSAGE.c.state.not_in(NEVER_REACHED)
    query = select(MESSAGE.c.at).where(mine, MESSAGE.c.tag == tag).order_by(MESSAGE.c.id.desc()).limit(1)
    return connection.execute(query).scalar()


def proactive(connection: Connection, *, conversation_ids: Sequence[int], since: datetime) -> list[datetime]:
    """When we wrote first to somebody, all plans together; what certainly never reached them does not count.

    The moment of the last attempt, not of the decision: after an outage they are hours apart, and a week is exact.
    """
    query = select(MESSAGE.c.at, MESSAGE.c.next_at, MESSAGE.c.state).where(
        MESSAGE.c.conversation_id.in_(conversation_ids),
        MESSAGE.c.tag.in_(COUNTED),
        or_(MESSAGE.c.state.not_in(NEVER_REACHED), MESSAGE.c.why == MAY_HAVE_LEFT),
        or_(MESSAGE.c.why != UNHEARD, MESSAGE.c.state.in_(ARRIVED), ~_counts_instead()),
        MESSAGE.c.at >= since,
    )
    rows = connection.execute(query)
    return [row.at if row.state in WAITING else max(row.at, row.next_at or row.at) for row in rows]
