"""One inbound message: everything it causes, or nothing; and never twice."""

import threading
from uuid import uuid4

import pytest
from lender import enrol
from sqlalchemy import func, select
from world import World

from bot.channels.ports import Inbound
from bot.services import perform
from bot.services.receive import receive
from bot.store import tables

MESSAGE = tables.table(tables.Message)
NUMBER = "+923000000611"


def inbound(world: World, text: str, provider_id: str = "", channel: str = "sms") -> Inbound:
    return Inbound(provider_id or uuid4().hex, channel, NUMBER, text, world.now)  # type: ignore[arg-type]


def count(world: World, model: type, **where: str) -> int:
    table = tables.table(model)
    query = (
        select(func.count())
        .select_from(table)
        .where(*(table.c[key] == value for key, value in where.items()))
    )
    with world.context.database.transaction() as connection:
        return int(connection.execute(query).scalar_one())


def test_a_message_that_comes_again_changes_nothing(world: World) -> None:
    first = inbound(world, "salam", "SM1")
    assert receive(world.context, inbound=first) == "answered"
    before = count(world, tables.Message), world.phone("sms", NUMBER).show()
    world.later(days=2)
    assert receive(world.context, inbound=inbound(world, "1", "SM1")) == "known"  # even with other words
    assert (count(world, tables.Message), world.phone("sms", NUMBER).show()) == before


def test_the_same_id_on_another_channel_is_another_message(world: World) -> None:
    assert receive(world.context, inbound=inbound(world, "salam", "X1")) == "answered"
    assert receive(world.context, inbound=inbound(world, "salam", "X1", "whatsapp")) == "answered"


def test_the_same_message_at_once_is_answered_once(either_world: World) -> None:
    world, outcomes = either_world, []
    start = threading.Barrier(5)

    def come() -> None:
        start.wait(10)
        outcomes.append(receive(world.context, inbound=inbound(world, "salam", "SM1")))

    threads = [threading.Thread(target=come) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["answered", "known", "known", "known", "known"]
    assert count(world, tables.Message, direction="out") == 1


@pytest.mark.parametrize("swapped", [False, True])
def test_quick_messages_of_one_person_are_taken_one_after_the_other(
    either_world: World, swapped: bool
) -> None:
    """Ten at once, the later ones perhaps first: each is kept and answered, and the answers fit what was asked."""
    world = either_world
    world.phone("sms", NUMBER).says("salam")
    texts = [
        "1",
        "3520212345671",
        "Namoona Khan",
        "15081990",
        "2",
        "40000",
        "salam",
        "kya halal hai?",
        "#",
        "shukriya",
    ]
    start, outcomes = threading.Barrier(len(texts)), []

    def come(text: str) -> None:
        start.wait(10)
        outcomes.append(receive(world.context, inbound=inbound(world, text)))

    threads = [
        threading.Thread(target=come, args=(text,)) for text in (reversed(texts) if swapped else texts)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(outcomes) == len(texts) and set(outcomes) <= {"answered", "held"}
    assert count(world, tables.Message, direction="in") == len(texts) + 1
    shown = world.phone("sms", NUMBER).show()
    states = [message["text"] for message in shown["messages"]]
    assert len(states) >= 2 * (len(texts) + 1) - outcomes.count("held")
    assert shown["conversation"]["held_by"] in ("bot", "queue")


def test_what_fails_in_the_middle_leaves_nothing_and_can_come_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = world.phone("sms", NUMBER)
    phone.says("salam")
    before = count(world, tables.Message), phone.position()

    def broken(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(perform, "perform", broken)
        with pytest.raises(OSError, match="disk"):
            receive(world.context, inbound=inbound(world, "1", "SM2"))
    assert (count(world, tables.Message), phone.position()) == before
    assert receive(world.context, inbound=inbound(world, "1", "SM2")) == "answered"  # Twilio tries again
    assert phone.state == "eligibility.cnic"


def test_what_must_not_be_kept_is_not_kept(world: World) -> None:
    phone = world.phone("sms", NUMBER)
    for text in ("salam", "1", "3520212345671", "Namoona Khan", "15081990", "2", "40000", "2", "1", "4826"):
        phone.says(text)
    kept = " ".join(message.text for message in phone.messages())
    assert "4826" not in kept and "3520212345671" not in kept and "••••" in kept


def test_the_clock_of_what_is_private_starts_again_with_each_message(world: World) -> None:
    phone = world.phone("sms", NUMBER)
    for text in (
        "salam",
        "1",
        "3520212345671",
        "Namoona Khan",
        "15081990",
        "2",
        "40000",
        "2",
        "1",
        "4826",
        "later",
    ):
        phone.says(text)
    for _ in range(3):
        world.later(minutes=perform.UNLOCKED_MINUTES - 1)
        assert "PIN" not in phone.says("meri limit")[-1]
    world.later(minutes=perform.UNLOCKED_MINUTES + 1)
    phone.says("meri limit")
    assert phone.state == "unlock.pin"


def test_another_channel_has_not_shown_that_it_knows_the_pin(world: World) -> None:
    phone, other = world.phone("sms", NUMBER), world.phone("whatsapp", NUMBER)
    for text in (
        "salam",
        "1",
        "3520212345671",
        "Namoona Khan",
        "15081990",
        "2",
        "40000",
        "2",
        "1",
        "4826",
        "later",
    ):
        phone.says(text)
    other.says("meri limit")
    assert other.state == "unlock.pin"


def test_a_pin_is_kept_nowhere_not_even_as_the_sum_it_reads_like(world: World) -> None:
    enrol(world)
    with world.context.database.snapshot() as connection:
        rows = connection.execute(select(MESSAGE.c.text, MESSAGE.c.reading)).all()
    assert any(row.text == "••••" for row in rows)
    assert "4826" not in str(rows)
