"""Back to the bot: the same question, behind it, or elsewhere; STOP while people talk; how the help was."""

import pytest
from sqlalchemy import select
from world import World

from bot.services import deliver
from bot.services.desk import acts
from bot.services.desk.ask_score import ask_score
from bot.store import desk_tables
from bot.store.tables import table

HANDOFF = table(desk_tables.Handoff)


def test_an_answer_that_is_none_hands_nothing_back(either_world, waiting) -> None:
    world, agent = either_world, either_world.agent()
    phone, number = waiting(world)
    world.desk.take(number, agent)
    assert phone.state == "eligibility.name"
    assert world.desk.hand_back(number, agent, answer="\U0001f600").outcome == "not_heard"
    assert phone.show()["conversation"]["held_by"] == "agent"


def test_the_answer_that_the_customer_gave_is_offered(either_world, waiting) -> None:
    world, agent = either_world, either_world.agent()
    phone, number = waiting(world, words=("salam", "1", "3520212345671", "Namoona Khan", "0"))
    world.desk.take(number, agent)
    phone.says("acha")
    phone.says("15-08-1990")
    position = world.desk.talk(number, agent_id=agent).position
    assert position.takes_answer and position.answer == "15-08-1990"
    assert world.desk.hand_back(number, agent, answer=position.answer).outcome == "handed_back"
    assert phone.state == "eligibility.work"


def test_no_pin_and_nothing_binding_is_passed_on(world, waiting) -> None:
    phone = world.phone("sms", "+923000000671")
    answers = ("salam", "1", "3520212345671", "Namoona Khan", "15081990", "2", "40000", "2", "1")
    for text in (*answers, "0"):
        phone.says(text)
    (row,) = world.desk.rows()
    world.desk.take(row.id, world.agent())
    assert phone.state == "eligibility.pin"
    assert not world.desk.talk(row.id).position.takes_answer
    assert world.desk.hand_back(row.id, world.agent(), answer="4826").outcome == "not_heard"


def test_a_sentence_goes_before_the_question(either_world, waiting) -> None:
    world, agent = either_world, either_world.agent()
    phone, number = waiting(world)
    world.desk.take(number, agent)
    world.desk.hand_back(number, agent, words="Shukriya, ab aagay chalte hain.")
    deliver.drain(world.context)
    first, second = phone.hears()
    assert first == "Shukriya, ab aagay chalte hain." and "poora naam" in second


def test_nobody_is_sent_where_nobody_may_go(world, waiting) -> None:
    _, number = waiting(world)
    world.desk.take(number, world.agent())
    for flow in ("unlock", "no such flow", "reminder"):
        with pytest.raises(KeyError):
            world.desk.hand_back(number, world.agent(), flow=flow)
    assert world.desk.rows("mine", agent_id=world.agent())


def test_stop_is_heard_while_an_agent_talks(either_world, waiting) -> None:
    world, agent = either_world, either_world.agent()
    phone, number = waiting(world, channel="whatsapp")
    world.desk.take(number, agent)
    (confirmed,) = phone.says("STOP")
    assert "START" in confirmed
    assert world.desk.reply(number, agent, "Theek hai").outcome == "sent"


def test_a_locked_pin_is_opened_only_by_whoever_holds_the_conversation(world, waiting) -> None:
    _, number = waiting(world)
    mine, other = world.agent("ayesha"), world.agent("bilal")
    world.desk.take(number, mine)
    unlock = {"context": world.context, "kind": "unlock_pin", "conversation_id": number, "params": {}}
    assert acts.do(**unlock, agent_id=other, key="1").outcome == "not_yours"
    assert acts.do(**unlock, agent_id=mine, key="2").outcome == "refused"


def test_asked_once_how_the_help_was_when_all_is_quiet(either_world, waiting) -> None:
    world, agent = either_world, either_world.agent()
    phone, number = waiting(world)
    world.desk.take(number, agent)
    world.desk.hand_back(number, agent)
    assert ask_score(world.context, now=world.now) == 0
    world.later(minutes=11)
    assert ask_score(world.context, now=world.now) == 1
    assert ask_score(world.context, now=world.now) == 0
    phone.says("4")
    assert scores(world) == [4]
    assert phone.state == "eligibility.name"


@pytest.mark.parametrize("what", ["night", "day_later", "stopped", "talking", "left"])
def test_not_asked_when_it_would_disturb(world, waiting, what) -> None:
    agent = world.agent()
    phone, number = waiting(world)
    if what == "left":
        phone.says("9")
    else:
        world.desk.take(number, agent)
        world.desk.hand_back(number, agent)
    if what == "stopped":
        phone.says("STOP")
    world.later(minutes=11)
    if what == "night":
        world.now = world.now.replace(hour=18)
    if what == "day_later":
        world.later(hours=25)
    if what == "talking":
        phone.says("Namoona Khan")
    assert ask_score(world.context, now=world.now) == 0


def scores(world: World) -> list[int]:
    with world.context.database.snapshot() as connection:
        return list(connection.execute(select(HANDOFF.c.score)).scalars())


def test_words_at_the_handback_go_another_way_or_nothing_is_handed_back(world, waiting) -> None:
    agent = world.agent()
    phone, number = waiting(world, channel="whatsapp")
    hidden = world.phone("whatsapp", "PK.1234567891")
    for text in ("salam", "1", "0"):
        hidden.says(text)
    other = next(row.id for row in world.desk.rows() if row.id != number)
    for one in (number, other):
        world.desk.take(one, agent)
    world.later(hours=25)
    assert world.desk.hand_back(other, agent, words="Shukriya").outcome == "no_way"
    assert hidden.show()["conversation"]["held_by"] == "agent"
    assert world.desk.hand_back(number, agent, words="Shukriya").outcome == "handed_back"
    deliver.drain(world.context)
    assert world.phone("sms", phone.number).hears()[0] == "Shukriya"


def test_words_at_the_handback_keep_our_tone(either_world, waiting) -> None:
    world, agent = either_world, either_world.agent()
    phone, number = waiting(world)
    world.desk.take(number, agent)
    warned = world.desk.hand_back(number, agent, words="Hum police ko batayenge")
    assert (warned.outcome, warned.offences) == ("warned", ("police",))
    assert phone.show()["conversation"]["held_by"] == "agent"


def test_a_refused_handback_changes_nothing(world, waiting) -> None:
    agent = world.agent()
    phone, number = waiting(world, words=("salam", "1", "3520212345671", "mujhe shikayat karni hai", "0"))
    world.desk.take(number, agent)
    before = world.desk.talk(number).customer.paused
    assert world.desk.hand_back(number, agent, answer="\U0001f600").outcome == "not_heard"
    assert world.desk.talk(number).customer.paused == before
    assert phone.show()["conversation"]["held_by"] == "agent"
