"""A day that the customer chose: silence until then, one friendly word on it, another day, and then a person."""

from datetime import datetime

import pytest
from world import Phone, World

from tests.services.test_remind import at, buyer, outcomes


@pytest.fixture
def phone(world: World) -> Phone:
    made = buyer(world, "sms")
    world.now = datetime.fromisoformat("2026-12-23T10:30+05:00")
    world.tick()
    return made


def choose(phone: Phone, day: str) -> None:
    phone.says("2")
    phone.says(day)
    phone.hears()


def test_one_friendly_word_on_the_day(world: World, phone: Phone) -> None:
    choose(phone, "28 December")
    for day in (24, 26, 27):
        assert "sent" not in {one.outcome for one in at(world, f"2026-12-{day}T10:30+05:00")}
    assert outcomes(at(world, "2026-12-28T10:30+05:00")) == [("promised", "sent", "")]
    (said,) = phone.hears()
    assert "28 Dec" in said and "din chuna tha" in said and "1 Dene ka tareeqa" in said


def test_a_day_that_passed_is_no_drama(world: World, phone: Phone) -> None:
    choose(phone, "28 December")
    at(world, "2026-12-28T10:30+05:00")
    phone.hears()
    told = outcomes(at(world, "2026-12-29T10:30+05:00"))
    assert ("broken", "sent", "") in told
    (said,) = phone.hears()
    assert "koi baat nahi" in said and "28 Dec" in said


def test_who_pays_on_the_day_hears_nothing_of_it(world: World, phone: Phone) -> None:
    choose(phone, "28 December")
    world.now = datetime.fromisoformat("2026-12-28T09:30+05:00")
    for text in ("9", "3", "4826", "1"):
        phone.says(text)
    reference = phone.messages()[-1].text.split("/pay/")[1].split()[0].rstrip(".")
    assert world.pay(reference, 515_000) == "posted"
    phone.hears()
    told = outcomes(at(world, "2026-12-28T10:30+05:00")) + outcomes(at(world, "2026-12-29T10:30+05:00"))
    assert ("promised", "skipped", "paid") in told and ("broken", "skipped", "paid") in told
    assert "sent" not in {outcome for _, outcome, _ in told}


def test_another_day_takes_the_place_of_the_first(world: World, phone: Phone) -> None:
    choose(phone, "28 December")
    phone.says("9")
    phone.says("1 january ko de dunga")
    assert "Juma, 1 January" in phone.messages()[-1].text
    assert {why for _, _, why in outcomes(at(world, "2026-12-28T10:30+05:00"))} == {"promised"}
    assert ("promised", "sent", "") in outcomes(at(world, "2027-01-01T10:30+05:00"))


def test_the_second_day_that_passes_is_for_a_person(world: World, phone: Phone) -> None:
    choose(phone, "26 December")
    at(world, "2026-12-26T10:30+05:00")
    assert ("broken", "sent", "") in outcomes(at(world, "2026-12-28T10:30+05:00"))
    choose(phone, "30 December")
    at(world, "2026-12-30T10:30+05:00")
    phone.hears()
    told = outcomes(at(world, "2026-12-31T10:30+05:00"))
    assert ("broken", "people", "broken") in told and phone.hears() == []
    phone.says("9")
    phone.says("kal de dunga")
    assert phone.show()["conversation"]["held_by"] == "queue"
    assert "mil kar" in phone.messages()[-1].text
