"""A flood from one telephone: kept, answered no more than is kind, and nobody else notices."""

from uuid import uuid4

import pytest
from sqlalchemy import func, select
from world import Phone, World

from bot.channels.ports import Inbound
from bot.lending.rules import DEFAULT
from bot.services import deliver
from bot.services.receive import receive
from bot.store import tables

MESSAGE = tables.table(tables.Message)
NUMBER, OTHER = "+923000000621", "+923000000622"
MOST = DEFAULT.flood_messages


def came(world: World, text: str = "salam", number: str = NUMBER) -> str:
    return receive(world.context, inbound=Inbound(uuid4().hex, "sms", number, text, world.now))


def flood(world: World, many: int = MOST + 20) -> list[str]:
    outcomes = []
    for _ in range(many):
        outcomes.append(came(world))
        world.later(seconds=0.2)
    return outcomes


def rows(world: World, direction: str, number: str = NUMBER, **where: str) -> int:
    query = select(func.count()).where(MESSAGE.c.direction == direction, MESSAGE.c.address == number)
    for name, value in where.items():
        query = query.where(MESSAGE.c[name] == value)
    with world.context.database.snapshot() as connection:
        return int(connection.execute(query).scalar_one())


def test_all_is_kept_and_one_sentence_ends_the_answers(either_world: World) -> None:
    world = either_world
    assert flood(world) == ["answered"] * MOST + ["flooded"] * 20
    assert rows(world, "in") == MOST + 20
    assert rows(world, "out", tag="flood") == 1
    answers = rows(world, "out")
    flood(world, 200)  # and however long it goes on
    assert (rows(world, "out"), rows(world, "in")) == (answers, MOST + 220)


def test_who_pauses_goes_on_where_they_were(world: World) -> None:
    phone = world.phone("sms", NUMBER)
    phone.says("salam")
    before = phone.state
    flood(world)
    assert phone.state == before
    world.later(minutes=10)
    assert [came(world, "salam") for _ in range(10)] == ["answered"] * 10
    assert came(world) == "flooded"


def test_a_day_later_nothing_is_left_of_it(world: World) -> None:
    flood(world)
    world.later(days=1)
    assert flood(world, MOST) == ["answered"] * MOST


def test_a_long_talk_is_no_flood(world: World) -> None:
    for _ in range(3 * MOST):
        assert came(world) == "answered"
        world.later(seconds=45)


def test_somebody_else_is_answered_meanwhile(world: World) -> None:
    flood(world)
    assert came(world, number=OTHER) == "answered"
    deliver.drain(world.context)
    assert "Qist" in "".join(Phone(world, "sms", OTHER).hears())


def test_the_same_person_is_answered_on_their_other_channel(world: World) -> None:
    flood(world)
    assert world.phone("whatsapp", NUMBER).says("salam")


@pytest.mark.parametrize("word", ["STOP", "band karo messages"])
def test_stop_is_heard_in_a_flood_and_once(world: World, word: str) -> None:
    flood(world)
    answers = rows(world, "out")
    assert came(world, word) == "answered"
    assert rows(world, "out") == answers + 1
    assert [came(world, word) for _ in range(5)] == ["flooded"] * 5
    assert rows(world, "out") == answers + 1


def test_a_person_who_has_the_conversation_reads_all_of_it(world: World) -> None:
    phone = world.phone("sms", NUMBER)
    phone.says("0")
    (row,) = world.desk.rows()
    world.desk.take(row.id, world.agent())
    assert set(flood(world)) == {"held"}
    assert rows(world, "out", tag="flood") == 0


def test_a_message_that_comes_again_fills_nothing(world: World) -> None:
    for _ in range(3 * MOST):
        receive(world.context, inbound=Inbound("SM1", "sms", NUMBER, "salam", world.now))
    assert came(world) == "answered"
