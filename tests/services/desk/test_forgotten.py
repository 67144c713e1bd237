"""An agent who forgets: reminded, then the queue has the conversation again, and never the bot."""

from datetime import timedelta

from world import World

from bot.services.desk import hold
from bot.services.desk.forgotten import remember


def test_reminded_after_half_an_hour_then_back_into_the_queue(either_world, waiting) -> None:
    world, agent = either_world, either_world.agent()
    phone, number = waiting(world)
    world.desk.take(number, agent)
    world.later(minutes=29)
    assert remember(world.context, now=world.now) == 0 and not mine(world, agent).reminded
    world.later(minutes=2)
    assert remember(world.context, now=world.now) == 0 and mine(world, agent).reminded
    world.later(minutes=11)
    assert remember(world.context, now=world.now) == 1
    (row,) = world.desk.rows()
    assert (row.id, row.reason) == (number, "asked") and row.waits_since is not None
    assert phone.says("koi hai?") != [] and phone.show()["conversation"]["held_by"] == "queue"
    events = [entry.text for entry in world.desk.talk(number).transcript if entry.author == "event"]
    assert events == ["take", "forgotten", "returned"]


def test_whoever_does_something_is_not_reminded(either_world, waiting) -> None:
    world, agent = either_world, either_world.agent()
    _, number = waiting(world)
    world.desk.take(number, agent)
    for _ in range(4):
        world.later(minutes=25)
        world.desk.reply(number, agent, "Dekh rahi hun")
        remember(world.context, now=world.now)
    assert not mine(world, agent).reminded


def test_an_act_after_the_reminder_keeps_the_conversation(either_world, waiting) -> None:
    world, agent = either_world, either_world.agent()
    _, number = waiting(world)
    world.desk.take(number, agent)
    world.later(minutes=31)
    remember(world.context, now=world.now)
    world.desk.reply(number, agent, "Maazrat, dekh rahi hun")
    world.later(minutes=11)
    assert remember(world.context, now=world.now) == 0 and not mine(world, agent).reminded


def test_what_sleeps_is_not_forgotten(either_world, waiting) -> None:
    world, agent = either_world, either_world.agent()
    _, number = waiting(world)
    world.desk.take(number, agent)
    until = world.now + timedelta(hours=3)
    hold.snooze(world.context, conversation_id=number, agent_id=agent, until=until)
    world.later(hours=2)
    remember(world.context, now=world.now)
    world.now = until + timedelta(minutes=29)
    remember(world.context, now=world.now)
    assert not mine(world, agent).reminded
    world.later(minutes=2)
    remember(world.context, now=world.now)
    assert mine(world, agent).reminded


def test_nobody_is_reminded_at_night(either_world, waiting) -> None:
    world, agent = either_world, either_world.agent()
    _, number = waiting(world)
    world.desk.take(number, agent)
    world.now = world.now.replace(hour=18)  # eleven in the evening
    assert remember(world.context, now=world.now) == 0 and not mine(world, agent).reminded


def mine(world: World, agent: int):
    (row,) = world.desk.rows("mine", agent_id=agent)
    return row


def test_words_that_wake_a_conversation_begin_the_half_hour(either_world, waiting) -> None:
    world, agent = either_world, either_world.agent()
    phone, number = waiting(world)
    world.desk.take(number, agent)
    until = world.now + timedelta(hours=20)
    hold.snooze(world.context, conversation_id=number, agent_id=agent, until=until)
    phone.says("koi hai?")
    world.later(minutes=31)
    remember(world.context, now=world.now)
    assert mine(world, agent).reminded
