"""The calendar of a customer's instalments: the truth of the moment it is opened, updated and never doubled."""

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from icalendar import Calendar
from lender import agree, ask_for, do
from world import World

from bot.app import create_app
from bot.lending.commands import Extend, SendCalendar, Spread
from bot.lending.money import rupees
from bot.lending.terms import PAY2
from bot.services import phone_read
from bot.services.perform import perform
from bot.store import conversations

NUMBER = "+923000000404"


def ask(world: World, *, language: str = "en", channel: str = "whatsapp") -> str:
    """The link that goes out, "" for none."""
    with world.context.database.transaction() as connection:
        line = conversations.line_of(connection, channel=channel, address=NUMBER, at=world.now)
        position = {**line.position, "language": language}
        conversations.save_position(connection, conversation_id=line.conversation_id, position=position)
        line = conversations.line_of(connection, channel=channel, address=NUMBER, at=world.now)
        perform(world.context, connection, command=SendCalendar(), line=line, now=world.now, shown={})
    said = phone_read.messages(world.context, channel=channel, number=NUMBER, after=0)
    links = re.findall(r"\S+\.ics\S+", said[-1].text) if said else []
    return links[-1] if links else ""


def get(world: World, url: str):
    parts = urlsplit(url)
    return create_app(world.settings, context=world.context).test_client().get(f"{parts.path}?{parts.query}")


def events(world: World, url: str) -> dict[str, dict]:
    """{uid: event} as another program reads it."""
    answer = get(world, url)
    assert answer.status_code == 200
    return {str(event["UID"]): event for event in Calendar.from_ical(answer.data).walk("VEVENT")}


def as_told(found: dict[str, dict]) -> dict[str, tuple[str, date, str]]:
    return {
        uid: (str(event["STATUS"]), event["DTSTART"].dt, str(event["SUMMARY"]))
        for uid, event in found.items()
    }


def test_each_unpaid_instalment_is_one_day_that_names_no_goods_and_no_shop(either_world: World) -> None:
    world = either_world
    offer = agree(world)
    link = ask(world)
    answer = get(world, link)
    assert answer.content_type == "text/calendar; charset=utf-8; method=PUBLISH"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Disposition"].endswith('.ics"')
    assert as_told(events(world, link)) == {
        f"10000001-{part.number}@qist-saathi": (
            "CONFIRMED",
            part.due,
            f"Qist Saathi: instalment Rs {part.amount // 100:,}",
        )
        for part in offer.installments
    }
    assert b"Namoona" not in answer.data and b"shop" not in answer.data.lower()


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Qist Saathi: instalment Rs 3,483"),
        ("ur", "Qist Saathi: قسط 3,483 روپے"),
        ("ur-Latn", "Qist Saathi: qist Rs 3,483"),
    ],
)
def test_it_is_in_the_customers_written_form(language: str, title: str, world: World) -> None:
    agree(world)
    assert str(events(world, ask(world, language=language))["10000001-1@qist-saathi"]["SUMMARY"]) == title


def test_after_an_extension_the_old_link_tells_the_new_days_under_the_same_names(world: World) -> None:
    agree(world, terms=PAY2)
    link = ask(world)
    before = events(world, link)
    do(world, Extend("10000001", days=7))
    after = events(world, link)
    assert before.keys() == after.keys()
    for uid, event in after.items():
        assert event["DTSTART"].dt == before[uid]["DTSTART"].dt + timedelta(days=7)
        assert event["SEQUENCE"] > before[uid]["SEQUENCE"]


def test_what_is_paid_is_taken_out_and_the_rest_stays(world: World) -> None:
    offer = agree(world)
    link = ask(world)
    before = events(world, link)
    world.pay(ask_for(world, offer.installments[0].amount), offer.installments[0].amount)
    after = events(world, link)
    states = [str(after[f"10000001-{number}@qist-saathi"]["STATUS"]) for number in (1, 2, 3)]
    assert states == ["CANCELLED", "CONFIRMED", "CONFIRMED"]
    assert all(after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"] for uid in before)


def test_a_payment_in_part_changes_the_amount(world: World) -> None:
    agree(world)
    world.pay(ask_for(world, rupees(1_000)), rupees(1_000))
    assert str(events(world, ask(world))["10000001-1@qist-saathi"]["SUMMARY"]).endswith("Rs 2,483")


def test_what_was_paid_before_the_first_file_never_comes_into_one(world: World) -> None:
    offer = agree(world)
    world.pay(ask_for(world, offer.installments[0].amount), offer.installments[0].amount)
    first, second = ask(world), ask(world)
    for link in (first, second):
        assert sorted(events(world, link)) == ["10000001-2@qist-saathi", "10000001-3@qist-saathi"]


def test_smaller_instalments_take_the_place_of_the_old_entries(world: World) -> None:
    agree(world)
    link = ask(world)
    do(world, Spread("10000001", count=4, first=world.now.date() + timedelta(days=35)))
    states = {uid: str(event["STATUS"]) for uid, event in events(world, link).items()}
    assert [states[f"10000001-{number}@qist-saathi"] for number in range(1, 8)] == ["CANCELLED"] * 3 + [
        "CONFIRMED"
    ] * 4


def test_nothing_that_is_paid_off_rings_again_from_a_new_file(world: World) -> None:
    offer = agree(world)
    link = ask(world)
    total = sum(part.amount for part in offer.installments)
    world.pay(ask_for(world, total), total)
    for one in (link, ask(world)):
        assert {str(event["STATUS"]) for event in events(world, one).values()} == {"CANCELLED"}


def test_another_customers_plan_is_not_in_it(world: World) -> None:
    agree(world)
    agree(world, loan="10000002", number="+923000000505")
    assert all(uid.startswith("10000001-") for uid in events(world, ask(world)))


def test_the_link_runs_out_and_cannot_be_guessed(world: World) -> None:
    agree(world)
    link = ask(world)
    assert get(world, link.replace(".ics", ".png")).status_code == 404
    assert get(world, link[:-1] + ("0" if link[-1] != "0" else "1")).status_code == 404
    world.later(days=4)
    assert get(world, link).status_code == 404


def test_by_sms_no_link_goes_out(world: World) -> None:
    agree(world)
    assert ask(world, channel="sms") == ""
