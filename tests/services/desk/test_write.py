"""What people write: replies by the one door, notes that no customer sees, ready responses, the check of the tone."""

import pytest
from sqlalchemy import select
from world import World

from bot.services import deliver
from bot.services.desk import canned, write
from bot.store import tables
from bot.store.tables import table

AUDIT = table(tables.Audit)
WORDS = {
    "en": "Hello {name}, {left} is left.",
    "ur": "{name}، باقی {left}۔",
    "ur-Latn": "{name}, baqi {left}.",
}


def test_answering_takes_the_conversation(either_world, waiting) -> None:
    world, agent = either_world, either_world.agent()
    phone, number = waiting(world)
    assert world.desk.reply(number, agent, "Ji farmaiye").outcome == "sent"
    deliver.drain(world.context)
    assert phone.hears() == ["Ji farmaiye"]
    assert phone.show()["conversation"]["held_by"] == "agent"


def test_what_another_holds_nobody_else_answers(either_world, waiting) -> None:
    world = either_world
    mine, other = world.agent("ayesha"), world.agent("bilal")
    phone, number = waiting(world)
    world.desk.take(number, mine)
    refused = world.desk.reply(number, other, "salam")
    assert (refused.outcome, refused.holder) == ("held", "Ayesha (demo)")
    deliver.drain(world.context)
    assert phone.hears() == []


def test_after_the_window_by_sms_to_their_own_number(either_world, waiting) -> None:
    world, agent = either_world, either_world.agent()
    _, number = waiting(world, channel="whatsapp")
    world.later(hours=25)
    assert world.desk.reply(number, agent, "salam").outcome == "window_closed"
    assert world.desk.reply(number, agent, "salam", by_sms=True).outcome == "sent"
    deliver.drain(world.context)
    assert world.phone("sms", "+923000000641").hears() == ["salam"]


def test_a_hidden_number_gets_no_sms(world, waiting) -> None:
    agent, phone = world.agent(), world.phone("whatsapp", "PK.1234567890")
    for text in ("salam", "1", "0"):
        phone.says(text)
    (row,) = world.desk.rows()
    world.later(hours=25)
    assert world.desk.reply(row.id, agent, "salam", by_sms=True).outcome == "no_sms"


@pytest.mark.parametrize(
    "text",
    [
        "Hum police ko batayenge",
        "ورنہ قانونی کارروائی ہو گی",
        "We will tell your father",
        "Aap ko sharam nahi?",
        "Varna FIR katwa denge",
        "سامان اٹھا لیں گے",
        "Khuda ka khof karein",
    ],
)
def test_words_against_our_tone_warn_and_insisting_is_on_record(either_world, waiting, text) -> None:
    world, agent = either_world, either_world.agent()
    phone, number = waiting(world)
    warned = world.desk.reply(number, agent, text)
    assert warned.outcome == "warned" and warned.offences
    assert phone.hears() == [] and insisted(world) == []
    assert world.desk.reply(number, agent, text, insisting=True).outcome == "sent"
    assert insisted(world) == [", ".join(warned.offences)]


def test_kind_words_do_not_warn(world, waiting) -> None:
    _, number = waiting(world)
    for text in (
        "Koi masla nahi, jab ho sake bata dein.",
        "آپ کی قسط 5 دسمبر کو ہے۔",
        "No hurry, take your time.",
        "Fir kal baat karte hain, hum dekh lenge.",
        "Late charge chor dein, is mein sharam ki koi baat nahi.",
        "دکان سے سامان اٹھا لیں، عزت افزائی کا شکریہ۔",
    ):
        assert world.desk.reply(number, world.agent(), text).outcome == "sent"


def test_a_note_stays_among_us(either_world, waiting) -> None:
    world, agent = either_world, either_world.agent("bilal")
    phone, number = waiting(world)
    assert write.note(world.context, conversation_id=number, agent_id=agent, text=" calm caller ") == "noted"
    deliver.drain(world.context)
    assert phone.hears() == []
    (note,) = [entry for entry in world.desk.talk(number).transcript if entry.author == "note"]
    assert (note.text, note.author_name) == ("calm caller", "Bilal (demo)")
    assert "calm caller" not in str(phone.show())
    assert write.note(world.context, conversation_id=number, agent_id=agent, text=" ") == "empty"
    assert write.note(world.context, conversation_id=number, agent_id=agent, text="x" * 5_000) == "too_long"


def test_responses_come_with_what_is_known(either_world, waiting) -> None:
    world, agent = either_world, either_world.agent()
    _, number = waiting(world)
    kept = canned.keep(world.context, shortcut="/Left", title="What is left", words=WORDS, agent_id=agent)
    assert kept == "kept"
    one = response(world, number)
    assert one.words["en"] == "Hello {name}, {left} is left."
    named = canned.keep(
        world.context,
        shortcut="left",
        title="Who",
        words=dict.fromkeys(WORDS, "{agent}"),
        agent_id=agent,
    )
    one = response(world, number)
    assert named == "kept" and dict(one.words) == {"en": "Ayesha", "ur": "Ayesha", "ur-Latn": "Ayesha"}
    assert canned.remove(world.context, shortcut="left", agent_id=agent)
    assert not canned.remove(world.context, shortcut="left", agent_id=agent)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"shortcut": "no spaces"}, "shortcut"),
        ({"title": " "}, "empty"),
        ({"words": {**WORDS, "ur": ""}}, "empty"),
        ({"words": {**WORDS, "en": "x" * 900}}, "too_long"),
        ({"words": {**WORDS, "en": "{cnic}"}}, "placeholder"),
        ({"words": {**WORDS, "en": "or else"}}, "tone"),
    ],
)
def test_a_response_that_will_not_do_is_told_why(world, change, why) -> None:
    before = canned.every(world.context)
    given = {"shortcut": "left", "title": "Left", "words": WORDS, **change}
    assert canned.keep(world.context, agent_id=world.agent(), **given) == why
    assert canned.every(world.context) == before


def response(world: World, number: int, shortcut: str = "left") -> canned.Response:
    found = canned.filled(world.context, conversation_id=number, agent_name="Ayesha")
    return next(one for one in found if one.shortcut == shortcut)


def insisted(world: World) -> list[str]:
    with world.context.database.snapshot() as connection:
        query = select(AUDIT.c.detail).where(AUDIT.c.action == "insisted")
        return list(connection.execute(query).scalars())


def test_who_has_ended_our_sms_gets_none(world, waiting) -> None:
    agent, keypad = world.agent(), world.phone("sms", "+923000000641")
    keypad.says("salam")
    keypad.says("STOP")
    _, number = waiting(world, channel="whatsapp")
    world.later(hours=25)
    assert world.desk.reply(number, agent, "salam", by_sms=True).outcome == "opted_out"
