"""An agent asks a customer to write again: once, by an approved template, in contact hours."""

from desk_client import DeskClient
from world import World

from bot.services.desk import write
from bot.store import conversations

NIGHT = 11  # hours after eleven in the morning


def reopen(world: World, number: int, agent: str = "ayesha") -> str:
    return write.reopen(world.context, conversation_id=number, agent_id=world.agent(agent)).outcome


def test_asked_once_until_they_write(either_world: World, waiting) -> None:
    world = either_world
    phone, number = waiting(world, channel="whatsapp")
    assert reopen(world, number) == "open"
    world.later(hours=25)
    assert (world.desk.talk(number).window.reopen, reopen(world, number)) == (False, "no_template")
    world.approve()
    assert world.desk.talk(number).window.reopen
    assert reopen(world, number) == "sent"
    assert reopen(world, number) == "asked"
    assert reopen(world, number, "bilal") == "asked"
    world.tick()
    assert "Ayesha" in phone.hears()[-1]
    assert world.desk.rows("mine", agent_id=world.agent())[0].waits_since is not None  # it is no answer yet
    phone.says("jee")
    assert reopen(world, number) == "open"
    assert world.desk.reply(number, world.agent(), "Ji, farmaiye").outcome == "sent"
    world.later(hours=25)
    assert reopen(world, number) == "sent"


def test_not_at_night_not_after_stop_and_not_in_the_conversation_of_another(world: World, waiting) -> None:
    phone, number = waiting(world, channel="whatsapp")
    world.approve()
    world.desk.take(number, world.agent("bilal"))
    world.later(hours=24 + NIGHT)
    assert reopen(world, number, "bilal") == "closed_hours"
    world.later(hours=24 - NIGHT)
    assert reopen(world, number) == "held"
    assert reopen(world, 10_000) == "gone"
    with world.context.database.transaction() as connection:
        line = conversations.find_line(connection, channel="whatsapp", address=phone.number)
        assert line is not None
        conversations.opt_out(connection, contact_id=line.contact_id, at=world.now)
    assert reopen(world, number, "bilal") == "opted_out"


def test_the_button_keeps_what_the_agent_has_written(world: World, waiting) -> None:
    phone, number = waiting(world, channel="whatsapp")
    world.approve()
    world.later(hours=25)
    client = DeskClient(world, "ayesha")
    page = f"/console/conversations/{number}"
    assert f'formaction="{page}/reopen"' in client.page(page)
    asked = client.post(f"{page}/reopen", text="Ji, aap ka limit")
    assert asked.status_code == 200
    assert "Ji, aap ka limit</textarea>" in asked.text and "As soon as they write" in asked.text
    assert "asked the customer to write" in client.page(page)
    again = client.post(f"{page}/reopen")
    assert "have been asked already" in again.text
    assert phone.number in again.text
