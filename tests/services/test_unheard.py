"""What WhatsApp does not deliver within an hour goes by SMS, once; whoever was not reached twice so is learned from."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from world import World

from bot.channels.ports import StatusEvent
from bot.services import deliver, fall_back
from bot.services.context import Context
from bot.store import conversations, fallbacks, messages
from bot.store.messages import PROACTIVE
from tests.fakes.twilio import FakeTwilio
from tests.services.test_fall_back import NUMBER, connected, forms, put, rows, twilio  # noqa: F401

pytestmark = pytest.mark.enable_socket


def hour_later(world: World, context: Context, *, minutes: float = 60) -> int:
    world.later(minutes=minutes)
    sent = fall_back.send_unheard(context, now=world.now)
    deliver.drain(context)
    return sent


@pytest.mark.parametrize("more", [{"tag": PROACTIVE}, {}], ids=["reminder", "receipt"])
def test_after_an_hour_it_goes_by_sms_once(
    either_world: World,
    twilio: FakeTwilio,  # noqa: F811
    more: dict[str, Any],
) -> None:
    world = either_world
    context = connected(world, twilio)
    put(context, hours=25, **more)
    deliver.drain(context)
    assert hour_later(world, context, minutes=59) == 0
    assert hour_later(world, context, minutes=1) == 1
    assert hour_later(world, context) == hour_later(world, context) == 0
    assert forms(twilio) == ["template", "sms"]
    assert rows(context)[0] == ("whatsapp", "sent", "unheard")


@pytest.mark.parametrize("state", ["delivered", "read"])
def test_what_has_arrived_does_not(world: World, twilio: FakeTwilio, state: str) -> None:  # noqa: F811
    context = connected(world, twilio)
    put(context, hours=25, tag=PROACTIVE)
    deliver.drain(context)
    deliver.record_status(context, StatusEvent(twilio.messages[0].sid, state))
    assert hour_later(world, context) == 0


def test_an_answer_waits_for_the_telephone_of_who_asked(world: World, twilio: FakeTwilio) -> None:  # noqa: F811
    context = connected(world, twilio)
    put(context, hours=1, template=None)
    deliver.drain(context)
    assert hour_later(world, context) == 0


def test_arrived_while_the_sms_still_waits(world: World, twilio: FakeTwilio) -> None:  # noqa: F811
    context = connected(world, twilio)
    put(context, hours=25, tag=PROACTIVE)
    deliver.drain(context)
    world.later(hours=1)
    assert fall_back.send_unheard(context, now=world.now) == 1
    deliver.record_status(context, StatusEvent(twilio.messages[0].sid, "delivered"))
    deliver.drain(context)
    assert (forms(twilio), rows(context)[1]) == (["template"], ("sms", "suppressed", "arrived"))


@pytest.mark.parametrize(
    ("clock", "minutes", "then"),
    [
        ("2026-11-27T12:00+05:00", 60, 0),  # the Friday prayer
        ("2026-11-27T12:00+05:00", 150, 1),
        ("2026-11-24T18:30+05:00", 60, 0),
    ],
)
def test_not_at_an_hour_when_we_do_not_write(
    world: World,
    twilio: FakeTwilio,  # noqa: F811
    clock: str,
    minutes: float,
    then: int,
) -> None:
    context = connected(world, twilio)
    world.now = datetime.fromisoformat(clock)
    put(context, hours=25, tag=PROACTIVE, valid_for=timedelta(hours=6))
    deliver.drain(context)
    assert hour_later(world, context, minutes=minutes) == then


def test_two_workers_at_once_make_one(either_world: World, twilio: FakeTwilio) -> None:  # noqa: F811
    world = either_world
    context = connected(world, twilio)
    put(context, hours=25, tag=PROACTIVE)
    deliver.drain(context)
    world.later(hours=1)
    other = replace(context)
    sent = fall_back.send_unheard(context, now=world.now) + fall_back.send_unheard(other, now=world.now)
    deliver.drain(context)
    assert (sent, forms(twilio)) == (1, ["template", "sms"])


def test_twice_in_a_row_and_the_next_begins_as_sms(world: World, twilio: FakeTwilio) -> None:  # noqa: F811
    context = connected(world, twilio)
    for times in range(2):
        assert is_slow(world) is False, times
        put(context, hours=25, tag=PROACTIVE)
        deliver.drain(context)
        assert hour_later(world, context) == 1
    assert is_slow(world)
    heard_from(world)
    assert not is_slow(world)  # they wrote there again: the telephone is on


def test_a_week_counts_it_once(world: World, twilio: FakeTwilio) -> None:  # noqa: F811
    context = connected(world, twilio)
    put(context, hours=25, tag=PROACTIVE)
    deliver.drain(context)
    hour_later(world, context)
    with world.context.database.transaction() as connection:
        line = whatsapp(connection)
        counted = messages.proactive(
            connection, conversation_ids=[line.conversation_id], since=world.now - timedelta(days=8)
        )
    assert len(counted) == 1


def heard_from(world: World) -> None:
    world.later(minutes=1)
    with world.context.database.transaction() as connection:
        conversations.heard(connection, line=whatsapp(connection), at=world.now)


def whatsapp(connection: Any) -> conversations.Line:
    line = conversations.find_line(connection, channel="whatsapp", address=NUMBER)
    assert line is not None
    return line


def is_slow(world: World) -> bool:
    with world.context.database.transaction() as connection:
        line = conversations.find_line(connection, channel="whatsapp", address=NUMBER)
        return line is not None and fallbacks.is_slow(connection, line=line, times=2)
