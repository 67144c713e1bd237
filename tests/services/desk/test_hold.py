"""Agents: first come first served, the bot silent meanwhile, and back to exactly where it was."""

import threading
from datetime import timedelta

from world import READ, Phone, World

from bot.services.desk.read import WINDOW

NUMBER = "+923000000641"


def waiting(world: World, channel: str = "sms") -> tuple[Phone, int]:
    phone = world.phone(channel, NUMBER)  # type: ignore[arg-type]
    for text in ("salam", "1", "3520212345671", "0"):
        phone.says(text)
    (row,) = world.desk.rows()
    return phone, row.id


def test_taken_answered_and_handed_back_to_the_same_question(world: World) -> None:
    phone, number = waiting(world)
    kept = phone.position()
    agent = world.agent()
    assert world.desk.take(number, agent).outcome == "taken"
    assert phone.says("kya haal hai") == []
    assert world.desk.reply(number, agent, " Ji farmaiye ").outcome == "sent"
    assert world.desk.hand_back(number, agent).outcome == "handed_back"
    assert phone.position().top == kept.top
    assert phone.state == "eligibility.name"
    phone.says("Namoona Khan")
    assert phone.state == "eligibility.born"


def test_only_one_of_two_agents_takes_it(either_world: World) -> None:
    world, got = either_world, []
    _, number = waiting(world)
    start = threading.Barrier(2)

    def take(agent: int) -> None:
        start.wait(10)
        got.append(world.desk.take(number, agent).outcome)

    threads = [threading.Thread(target=take, args=(world.agent(name),)) for name in ("ayesha", "bilal")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(got) == ["held", "taken"]


def test_nobody_speaks_in_a_conversation_of_another(world: World) -> None:
    phone, number = waiting(world)
    mine, other = world.agent("ayesha"), world.agent("bilal")
    world.desk.take(number, mine)
    assert world.desk.reply(number, other, "salam").outcome == "held"
    assert world.desk.hand_back(number, other).outcome == "not_yours"
    assert phone.hears() == []


def test_odd_replies_are_told_apart(world: World) -> None:
    _, number = waiting(world)
    agent = world.agent()
    world.desk.take(number, agent)
    assert world.desk.reply(number, agent, " \n ").outcome == "empty"
    assert world.desk.reply(number, agent, "x" * 1_001).outcome == "too_long"
    assert world.desk.reply(number + 99, agent, "x").outcome == "gone"
    assert world.desk.take(number + 99, agent).outcome == "gone"


def test_on_whatsapp_an_agent_may_write_for_24_hours(world: World) -> None:
    _, number = waiting(world, "whatsapp")
    agent = world.agent()
    world.desk.take(number, agent)
    world.now += WINDOW - timedelta(seconds=1) - READ
    assert world.desk.reply(number, agent, "x").outcome == "sent"
    world.now += timedelta(seconds=1)
    assert world.desk.reply(number, agent, "x").outcome == "window_closed"


def test_who_only_waits_may_go_back_to_the_bot(world: World) -> None:
    phone, _ = waiting(world)
    phone.says("9")
    assert phone.show()["conversation"]["held_by"] == "bot"
    assert world.desk.rows() == []


def test_who_writes_on_while_waiting_is_told_once_that_it_arrived(world: World) -> None:
    phone, _ = waiting(world)
    (told,) = phone.says("koi hai?")
    assert "9 likhein" in told
    assert phone.says("hello") == []
    phone.says("9")
    phone.says("0")
    assert phone.says("shukriya") == []
    assert phone.says("kitni der lagegi") == [told]
