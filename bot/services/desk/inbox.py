"""The desk's lists: who waits, what is mine, everything, what sleeps, what is over."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from bot.services.context import Context
from bot.services.desk.read import HIDDEN_CODE
from bot.services.desk.views import HeldBy, QueueRow
from bot.store import inbox, presence, views
from bot.store.inbox import VIEWS, Filters, View, Waiting

__all__ = ["VIEWS", "Filters", "Listed", "View", "listed", "version"]

CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")  # six digits alone: in our own words that is a code of handover


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list. `counts` by view; `reasons` that open conversations have; `more` pages follow."""

    rows: tuple[QueueRow, ...]
    counts: dict[str, int]
    reasons: tuple[str, ...]
    more: bool = False


def listed(
    context: Context, *, view: View, agent_id: int, filters: Filters, now: datetime, page: int = 0
) -> Listed:
    """What an agent sees under a tab."""
    with context.database.snapshot() as connection:
        found = inbox.rows(connection, view=view, agent_id=agent_id, filters=filters, now=now, page=page)
        shown = found[: inbox.PAGE]
        ids = [one.thread.id for one in shown]
        last = views.last_texts(connection, ids)
        unread = presence.unread(connection, conversation_ids=ids, agent_id=agent_id)
        return Listed(
            rows=tuple(_row(one, last.get(one.thread.id, ""), unread.get(one.thread.id, 0)) for one in shown),
            counts=inbox.counts(connection, agent_id=agent_id, now=now),
            reasons=tuple(inbox.reasons(connection)),
            more=len(found) > inbox.PAGE,
        )


def version(context: Context, *, now: datetime) -> str:
    """Changes whenever a list may look different: with news, and with the minute, for waits are shown in minutes."""
    with context.database.snapshot() as connection:
        marks = inbox.fingerprint(connection)
    return "-".join(map(str, (*marks, int(now.timestamp()) // 60)))


def _row(one: Waiting, last_text: str, unread: int) -> QueueRow:
    thread = one.thread
    return QueueRow(
        id=thread.id,
        name=thread.name,
        address=thread.address,
        channel=thread.channel,
        language=thread.position["language"] or "",
        held_by=cast(HeldBy, thread.held_by),
        since=thread.held_since or thread.last_at,
        last_text=CODE.sub(HIDDEN_CODE, last_text),
        last_at=thread.last_at,
        reason=thread.reason,
        holder_id=thread.agent_id,
        holder=thread.agent_name,
        waits_since=one.since,
        due_at=one.due_at,
        snoozed_until=one.snoozed_until,
        unread=unread,
        reminded=one.reminded,
    )
