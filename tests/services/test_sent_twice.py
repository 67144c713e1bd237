"""The same words twice within seconds, with two ids: never an answer to two questions where money moves."""

from datetime import timedelta
from uuid import uuid4

import pytest
from world import READ, Phone, World

from bot.channels.ports import Inbound
from bot.services import deliver
from bot.services.receive import receive

NUMBER = "+923000000661"
TO_THE_LAST_QUESTION = (
    "salam", "haan", "3520212345671", "Namoona Khan", "15081990", "2", "40000", "nahi", "1", "4826", "101", "10000",
    "2", "1", "haan", "10300",
)  # fmt: skip


@pytest.fixture(params=["sms", "whatsapp"])
def phone(request: pytest.FixtureRequest, world: World) -> Phone:
    made = world.phone(request.param, NUMBER)
    for text in TO_THE_LAST_QUESTION:
        made.says(text)
    return made


def twice(phone: Phone, text: str, *, apart: float) -> None:
    """Two messages; ours go out only after the second has come."""
    for _ in range(2):
        receive(
            phone.world.context,
            inbound=Inbound(uuid4().hex, phone.channel, phone.number, text, phone.world.now),
        )
        phone.world.now += timedelta(seconds=apart)
    deliver.drain(phone.world.context)


def loans(phone: Phone) -> int:
    return len(phone.show()["loans"])


def test_the_answer_before_never_accepts_too(phone: Phone) -> None:
    assert phone.state == "buy.teach_due"
    twice(phone, "1", apart=1)
    assert (loans(phone), phone.state) == (0, "buy.accept")
    phone.world.now += READ
    phone.says("haan")
    assert loans(phone) == 1


@pytest.mark.parametrize(("apart", "taken"), [(1.0, 0), (2.9, 0), (3.0, 1)])
def test_it_takes_three_seconds_to_read_what_binds(phone: Phone, apart: float, taken: int) -> None:
    twice(phone, "1", apart=apart)
    assert loans(phone) == taken


def test_what_was_sent_twice_is_asked_again(phone: Phone) -> None:
    phone.says("1")
    asked = phone.messages()[-1].text
    phone.world.now -= READ
    phone.says("1")
    assert phone.messages()[-1].text == asked
    assert loans(phone) == 0


def test_haan_haan_asks_for_one_payment(phone: Phone) -> None:
    for text in ("1", "haan", "paise dene hain"):
        phone.says(text)
    assert phone.state == "repay.how_much"
    twice(phone, "agli qist", apart=1)
    assert sum("/pay/" in one.text for one in phone.messages()) == 1


def test_a_button_says_itself_what_it_answers(world: World) -> None:
    phone = world.phone("whatsapp", NUMBER)
    for text in (*TO_THE_LAST_QUESTION, "1"):
        phone.says(text)
    world.now -= READ
    title = next(button.title for button in phone.messages()[-1].buttons)
    phone.says(title)
    world.now -= READ
    phone.taps(title)
    assert loans(phone) == 1
