"""A call that nobody picked up: answered by a text, within limits, and never an answer to anything."""

import threading
from datetime import timedelta
from uuid import uuid4

import lender
import pytest
from sqlalchemy import func, select
from sqlalchemy import text as sql
from world import Phone, World

from bot.channels.ports import ChannelName, Inbound
from bot.services import begin
from bot.services.missed_call import missed_call
from bot.services.reach import is_window_open
from bot.store import conversations, tables

MESSAGE = tables.table(tables.Message)
NUMBER = "+923000000612"
ENROLLED = "+923000000404"


def ring(world: World, *, provider_id: str = "", channel: ChannelName = "sms", number: str = NUMBER) -> str:
    call = Inbound(provider_id or uuid4().hex, channel, number, "", world.now, kind="call")
    return missed_call(world.context, inbound=call)


def sent(world: World) -> int:
    query = select(func.count()).select_from(MESSAGE).where(MESSAGE.c.direction == "out")
    with world.context.database.transaction() as connection:
        return int(connection.execute(query).scalar_one())


def line(world: World, channel: str, number: str = NUMBER) -> conversations.Line:
    with world.context.database.transaction() as connection:
        found = conversations.find_line(connection, channel=channel, address=number)
    assert found is not None
    return found


def enrolled(world: World) -> Phone:
    lender.enrol(world, number=ENROLLED)
    return world.phone("sms", ENROLLED)


def test_a_stranger_is_welcomed_in_one_segment(either_world: World) -> None:
    phone = either_world.phone("sms", NUMBER)
    (welcome,) = phone.rings()
    assert "1 Manzoor hai" in welcome and "call" not in welcome
    shown = phone.show()
    assert shown["conversation"]["state"] == "terms"
    assert [(one["direction"], one["kind"], one["segments"]) for one in shown["messages"]] == [
        ("in", "call", 0),
        ("out", "text", 1),
    ]
    assert phone.says("1") and phone.state == "eligibility.cnic"


def test_the_same_call_at_once_is_answered_once(either_world: World) -> None:
    world, outcomes = either_world, []
    start = threading.Barrier(4)

    def come() -> None:
        start.wait(10)
        outcomes.append(ring(world, provider_id="CA1"))

    threads = [threading.Thread(target=come) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["answered", "known", "known", "known"]
    assert sent(world) == 1


def test_ringing_on_costs_no_second_text(either_world: World) -> None:
    world, rules = either_world, either_world.context.rules
    assert ring(world) == "answered"
    for _ in range(rules.call_answer_minutes - 1):
        world.later(minutes=1)
        assert ring(world) == "silent"
    world.later(minutes=1)
    assert ring(world) == "answered"


def test_so_many_in_a_day_and_the_next_day_again(world: World) -> None:
    rules, first = world.context.rules, world.now
    for _ in range(rules.call_answers_per_day):
        assert ring(world) == "answered"
        world.later(minutes=rules.call_answer_minutes)
    assert ring(world, channel="whatsapp") == ring(world) == "silent"  # the other channel is the same person
    world.now = first + timedelta(hours=24)
    assert ring(world) == "answered"


@pytest.mark.parametrize(
    ("word", "start"),
    [("salam", "Aap ki call"), ("السلام علیکم جناب", "آپ کی کال"), ("hello how are you", "We got")],
)
def test_the_answer_is_in_the_form_they_write(world: World, word: str, start: str) -> None:
    phone = world.phone("sms", NUMBER)
    phone.says(word)
    (answer,) = phone.rings()
    assert answer.startswith(start) and phone.state == "welcome.terms"


def test_with_nothing_open_the_menu_is_shown(world: World) -> None:
    phone = enrolled(world)
    phone.says("9")
    phone.says("shukriya")
    (answer,) = phone.rings()
    assert "Kya karna hai?" in answer


def test_it_is_allowed_at_any_hour(world: World) -> None:
    world.phone("sms", NUMBER).says("salam")
    world.later(hours=14)  # night
    assert world.phone("sms", NUMBER).rings()


def test_no_ring_answers_or_misses_a_question_that_binds(world: World) -> None:
    phone = enrolled(world)
    for text in ("101 9000", "1", "1", "1"):
        phone.says(text)
    before = phone.position()
    for _ in range(4):
        world.later(minutes=11)
        ring(world, number=ENROLLED)
        # Only a private page may have been shut in front of it by the time that has passed.
        assert [frame for frame in phone.position().frames if frame.flow != "unlock"] == list(before.frames)
    assert phone.position().misses == before.misses
    assert phone.show()["conversation"]["held_by"] == "bot" and not phone.show()["loans"]


def test_a_miss_before_it_still_counts_after_it(world: World) -> None:
    phone = world.phone("sms", NUMBER)
    phone.says("salam")
    phone.says("asdf qwer")
    phone.rings()
    assert phone.position().misses == 1


def test_a_call_between_the_same_words_sent_twice_hides_nothing(world: World) -> None:
    from bot.store.messages import last_inbound

    phone = world.phone("sms", NUMBER)
    phone.says("salam")
    ring(world)
    conversation_id = line(world, "sms").conversation_id
    with world.context.database.transaction() as connection:
        before = last_inbound(connection, conversation_id=conversation_id)
    assert before is not None and before[0] == "salam"


def test_what_is_private_stays_shut_and_is_not_kept_open(world: World) -> None:
    phone = enrolled(world)
    phone.says("meri limit")
    world.later(minutes=14)
    ring(world, number=ENROLLED)
    world.later(minutes=2)  # sixteen after the last message: the ring did not wind the clock up again
    phone.says("meri limit")
    assert phone.state == "unlock.pin"


def test_a_telephone_that_rings_does_not_open_whatsapps_window(world: World) -> None:
    chat = world.phone("whatsapp", NUMBER)
    chat.says("salam")
    world.later(hours=25)
    assert ring(world) == "answered"
    assert not is_window_open(line(world, "whatsapp"), world.now)
    assert [one.direction for one in world.phone("sms", NUMBER).messages()] == ["in", "out"]
    assert line(world, "sms").last_contact_id == line(world, "whatsapp").contact_id  # nobody was moved


def test_inside_the_window_the_answer_goes_where_they_write(world: World) -> None:
    chat = world.phone("whatsapp", NUMBER)
    chat.says("salam")
    world.later(hours=2)
    assert ring(world) == "answered"
    assert [one.direction for one in world.phone("sms", NUMBER).messages()] == ["in"]
    assert chat.messages()[-1].buttons


def test_ringing_on_whatsapp_opens_its_window(world: World) -> None:
    world.phone("whatsapp", NUMBER).says("salam")
    world.later(hours=25)
    assert ring(world, channel="whatsapp") == "answered"
    assert is_window_open(line(world, "whatsapp"), world.now)


def test_stop_stays_stop(world: World) -> None:
    phone = world.phone("sms", NUMBER)
    phone.says("salam")
    phone.says("STOP")
    world.later(minutes=30)
    assert ring(world) == "silent" and phone.hears() == []
    assert line(world, "sms").opted_out
    phone.says("START")
    assert ring(world) == "answered"


def test_an_agent_sees_it_and_the_bot_is_silent(world: World) -> None:
    phone = world.phone("sms", NUMBER)
    phone.says("salam")
    phone.says("0")
    (row,) = world.desk.rows()
    agent_id = world.agent()
    world.desk.take(row.id, agent_id)
    world.desk.reply(row.id, agent_id, "Salam, kya madad karein?")
    phone.hears()
    world.later(minutes=20)
    before = sent(world)
    assert ring(world) == "held"
    talk = world.desk.talk(row.id, agent_id=agent_id)
    assert (talk.transcript[-1].kind, talk.transcript[-1].author) == ("call", "customer")
    assert talk.waits_since == world.now  # they wait for an answer from now
    assert sent(world) == before


def test_who_waits_in_the_queue_is_told_once_that_somebody_comes(world: World) -> None:
    phone = world.phone("sms", NUMBER)
    phone.says("salam")
    phone.says("0")
    assert len(phone.rings()) == 1
    assert phone.rings() == []


def test_a_forged_ring_is_no_writing_after_stop(world: World) -> None:
    """An agent's answer is owed to who wrote after STOP; a caller's number can be forged and makes nobody owed."""
    phone = world.phone("sms", ENROLLED)
    phone.says("STOP")
    world.later(hours=1)
    with world.context.database.transaction() as connection:
        connection.execute(sql("UPDATE conversation SET held_by = 'queue'"))
    ring(world, number=ENROLLED)
    with world.context.database.transaction() as connection:
        line = conversations.find_line(connection, channel="sms", address=ENROLLED)
        assert line is not None and not begin.is_answer(line)
