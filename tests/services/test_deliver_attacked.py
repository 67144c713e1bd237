"""The outbox under attack: rows that stumble, messages that wait for their hour, numbers that change hands, clocks."""

from datetime import datetime, timedelta

import pytest
from lender import enrol
from world import World

from bot.channels.ports import Outgoing, Sent
from bot.services import change_number, deliver
from bot.store import conversations, messages
from bot.store.messages import PROACTIVE
from tests.services.test_deliver import ONE, TWO, Script, put, states, to
from tests.services.test_fall_back import MESSAGE

FRIDAY_PRAYER = "2026-11-27T12:31+05:00"
OLD, NEW = "+923000000404", "+923000000505"


class Poison(Script):
    """Breaks over one text as nobody foresaw."""

    def send(self, message: Outgoing) -> Sent:
        if message.text == "poison":
            raise RuntimeError("nobody foresaw this")
        return super().send(message)


def test_a_message_that_stumbles_keeps_nobody_else_back_and_ends(either_world: World) -> None:
    world, carrier = either_world, Poison()
    for text, number in (("poison", ONE), ("two", TWO)):
        put(world, text, number)
    deliver.drain(to(world, carrier))
    assert carrier.texts == ["two"]
    for _ in range(deliver.MOST_ATTEMPTS + 1):
        world.later(seconds=messages.LEASE.total_seconds() + 1)
        deliver.drain(to(world, carrier))
    assert (carrier.texts, states(world)) == (["two"], ["dead", "sent"])


def test_who_writes_during_prayers_is_answered_although_a_reminder_waits(either_world: World) -> None:
    world, carrier = either_world, Script()
    world.now = datetime.fromisoformat(FRIDAY_PRAYER)
    put(world, "reminder", tag=PROACTIVE)
    deliver.drain(to(world, carrier))
    put(world, "answer")
    deliver.drain(to(world, carrier))
    assert carrier.texts == ["answer"]
    world.later(hours=2)
    deliver.drain(to(world, carrier))
    assert carrier.texts == ["answer", "reminder"]


def test_what_waits_for_the_old_number_does_not_go_to_whoever_has_it_now(either_world: World) -> None:
    world = either_world
    enrol(world)
    phone = world.phone("sms", NEW)
    for line in ("mera phone chori ho gaya hai", "3520212345671", "4826"):
        phone.says(line)
    for tag in (PROACTIVE, ""):
        put(world, "not theirs", OLD, tag=tag)
    (waiting,) = change_number.waiting(world.context)
    assert change_number.decide(world.context, change_id=waiting.id, agree=True, agent_id=None) == "moved"
    carrier = Script()
    deliver.drain(to(world, carrier))
    assert "not theirs" not in carrier.texts


@pytest.mark.parametrize("state", ["delivered", "read"])
def test_what_arrived_late_counts_although_an_sms_was_on_its_way(world: World, state: str) -> None:
    number = put(world, "reminder", tag=PROACTIVE)
    with world.context.database.transaction() as connection:
        connection.execute(
            MESSAGE.update().where(MESSAGE.c.id == number).values(state=state, why=messages.UNHEARD)
        )
        line = conversations.find_line(connection, channel="sms", address=ONE)
        assert line is not None
        counted = messages.proactive(
            connection, conversation_ids=[line.conversation_id], since=world.now - timedelta(days=8)
        )
    assert len(counted) == 1
