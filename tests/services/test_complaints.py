"""The register: a number at once, an answer in time, the supervisor reminded before."""

from datetime import timedelta

import pytest
from world import World

from bot.services import complaints
from bot.store import complaints as register

NUMBER = "70000001"


@pytest.fixture
def complained(world: World) -> World:
    world.phone("sms", "+923000000404").says("salam")
    with world.context.database.transaction() as connection:
        complaints.register(
            world.context, connection, number=NUMBER, customer_id=1, at=world.now,
            words="mera CNIC 3520212345671 kisi ko diya gaya",
        )  # fmt: skip
    return world


def test_it_stands_in_the_register_masked_and_with_its_days(complained: World) -> None:
    (one,) = complaints.unanswered(complained.context)
    assert one.number == NUMBER and "3520212345671" not in one.words
    assert one.answer_by == complained.now + timedelta(days=15)


@pytest.mark.parametrize(("days", "told"), [(9, 0), (10, 1), (20, 1)])
def test_the_supervisor_is_reminded_once_before_the_deadline(complained: World, days: int, told: int) -> None:
    complained.later(days=days)
    complained.tick()
    complained.tick()
    waiting = complained.desk.rows()
    assert [row.reason for row in waiting] == ["complaint_due"] * told


def test_an_answer_reaches_the_customer_and_the_register(complained: World) -> None:
    phone = complained.phone("sms", "+923000000404")
    phone.hears()
    asked = {"number": NUMBER, "words": "Aap ka hisab durust kar diya gaya.", "agent_id": complained.agent()}
    assert complaints.answer(complained.context, **asked) == "answered"
    assert complaints.answer(complained.context, **asked) == "known"
    assert complaints.unanswered(complained.context) == []
    complained.later(days=11)
    complained.tick()
    assert phone.hears() == ["Aap ka hisab durust kar diya gaya."]
    assert complained.desk.rows() == []
    with complained.context.database.transaction() as connection:
        (kept,) = register.of_customer(connection, 1)
    assert kept.answered_at and kept.answer == "Aap ka hisab durust kar diya gaya."


@pytest.mark.parametrize(("number", "words", "said"), [("0", "x", "unknown"), (NUMBER, " ", "empty")])
def test_what_cannot_be_answered(complained: World, number: str, words: str, said: str) -> None:
    assert complaints.answer(complained.context, number=number, words=words, agent_id=None) == said
