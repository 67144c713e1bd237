"""What runs with every message, report and tick reads an index, however much there is in the store."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, text
from world import World

from bot.store import conversations, due, fallbacks, messages, oddities, pay_requests, webhooks


def plans(world: World, work: Callable[[Any], object]) -> str:
    """How the store goes about the statements of some work."""
    engine, seen = world.context.database.engine, []
    listen = (engine, "before_cursor_execute", lambda *args: seen.append(args[2:4]))
    event.listen(*listen)
    with world.context.database.transaction() as connection:
        work(connection)
    event.remove(*listen)
    explain = "EXPLAIN QUERY PLAN " if world.context.database.is_sqlite else "EXPLAIN "
    with world.context.database.transaction() as connection:
        if not world.context.database.is_sqlite:
            connection.execute(text("SET LOCAL enable_seqscan = off"))  # tables of a test are small
        told = [
            row[-1]
            for words, values in seen
            if words.startswith(("SELECT", "UPDATE"))
            for row in connection.exec_driver_sql(explain + words, values)
        ]
    return "\n".join(told)


@pytest.mark.parametrize(
    "work",
    [
        lambda c: fallbacks.contact_of(c, "SM1"),
        lambda c: fallbacks.message_of(c, "SM1"),
        lambda c: messages.advance(c, provider_id="SM1", state="read", below=["sent"], code=None),
    ],
    ids=["whom", "which", "advance"],
)
def test_a_report_finds_its_message(either_world: World, work: Callable[[Any], object]) -> None:
    """The index begins with direction and channel: without the channel half of all messages would be walked."""
    plan = plans(either_world, work)
    assert "channel" in plan and "provider_id" in plan and "SCAN" not in plan, plan


def test_a_new_address_finds_its_person(world: World) -> None:
    plan = plans(world, lambda c: conversations._conversation_of(c, "+923000000001"))
    assert "address=?" in plan and "SCAN" not in plan, plan


def test_open_attempts_and_oddities_are_found_among_all(either_world: World) -> None:
    now = either_world.now
    plan = plans(
        either_world, lambda c: pay_requests.due_attempts(c, providers=["jazzcash"], now=now, limit=20)
    )
    assert "payment_attempt_next" in plan, plan
    assert "payment_oddity_open" in plans(
        either_world, lambda c: oddities.listed(c, settled=False, limit=200)
    )


def test_late_charges_are_found_by_their_moment(either_world: World) -> None:
    now = either_world.now
    plan = plans(either_world, lambda c: due.untold(c, tag="x", since=now - timedelta(days=14), today=now))
    assert "posting_late" in plan, plan


def test_what_is_ready_is_never_joined_with_all_that_is_open(either_world: World) -> None:
    """Ten thousand reminders at ten o'clock, and statistics of the night before: half a minute for each claim."""
    plan = plans(either_world, lambda c: messages.claim(c, now=either_world.now, limit=20))
    assert "Anti Join" not in plan and "outbox_open" in plan, plan


def test_webhooks_that_are_due_are_found_among_all_that_were_sent(either_world: World) -> None:
    plan = plans(either_world, lambda c: webhooks.claim(c, now=either_world.now, limit=20))
    assert "webhook_open" in plan, plan
