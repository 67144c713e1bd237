"""What counts in the limits of a day and a week: whatever came, or may have come, to the customer."""

from datetime import timedelta

import pytest
from world import World

from bot.services.proactive import within_limits
from bot.store import conversations, messages


@pytest.mark.parametrize(
    ("state", "why", "counts"),
    [
        ("sent", "", True),
        ("delivered", "", True),
        ("undelivered", "", False),
        ("dead", "refused", False),
        ("dead", "may_have_left", True),  # a time-out: nobody knows, so nobody writes a second time today
        ("suppressed", "arrived", False),
        ("sent", "unheard", True),  # until the SMS in its place counts, for it may still arrive
        ("delivered", "unheard", True),  # it arrived after all, and the SMS in its place was kept back
    ],
)
def test_what_came_or_may_have_come_counts(either_world: World, state: str, why: str, counts: bool) -> None:
    context, now = either_world.context, either_world.now
    with context.database.transaction() as connection:
        line = conversations.line_of(connection, channel="whatsapp", address="+923011000001", at=now)
        where = {"conversation_id": line.conversation_id, "now": now}
        assert within_limits(context, connection, **where)
        made = messages.enqueue(connection, line=line, text="a reminder", at=now, tag=messages.PROACTIVE)
        messages.settle(connection, message_id=made, state=state, why=why)
        assert within_limits(context, connection, **where) is not counts


@pytest.mark.parametrize("sms", ["queued", "delivered", "undelivered"])
def test_one_message_in_two_forms_counts_once(either_world: World, sms: str) -> None:
    context, now = either_world.context, either_world.now
    with context.database.transaction() as connection:
        line = conversations.line_of(connection, channel="whatsapp", address="+923011000001", at=now)
        how = {"line": line, "text": "a reminder", "at": now, "tag": messages.PROACTIVE}
        first = messages.enqueue(connection, **how)
        messages.settle(connection, message_id=first, state="sent", why="unheard")
        instead = messages.enqueue(connection, **how, fallback_of=first)
        messages.settle(connection, message_id=instead, state=sms)
        where = {"conversation_ids": [line.conversation_id], "since": now}
        assert messages.proactive(connection, **where) == [now]


def test_a_week_is_counted_from_when_it_left(either_world: World) -> None:
    """Decided at ten and refused for an hour: a week later at ten it is not a week ago."""
    context, now = either_world.context, either_world.now
    hour, week = timedelta(hours=1), timedelta(days=7)
    with context.database.transaction() as connection:
        line = conversations.line_of(connection, channel="sms", address="+923011000001", at=now)
        for days in (0, 2, 4):
            made = messages.enqueue(
                connection,
                line=line,
                text="a reminder",
                at=now + timedelta(days=days),
                tag=messages.PROACTIVE,
            )
            left = now + timedelta(days=days) + hour
            messages.settle(connection, message_id=made, state="delivered", tried_at=left)
        where = {"conversation_id": line.conversation_id}
        assert not within_limits(context, connection, **where, now=now + week)
        assert within_limits(context, connection, **where, now=now + week + hour)
