"""The key fact statement as a picture: kept as shown, opened by a signed address that runs out."""

import json
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from lender import SHOP, agree, ask_for
from sqlalchemy import text
from world import World

from bot.app import create_app
from bot.channels.ports import Outgoing
from bot.lending.commands import ShowStatement
from bot.lending.plans import draw_up
from bot.lending.schedule import Payday
from bot.lending.statement import key_facts
from bot.lending.terms import PAY3
from bot.services import documents, phone_read
from bot.services.perform import perform
from bot.store import conversations

NUMBER = "+923000000404"


def show(world: World, *, channel: str = "whatsapp") -> None:
    offer = draw_up(price=1_500_000, today=world.now.date(), payday=Payday("daily"), terms=PAY3)
    command = ShowStatement("10000009", key_facts(offer, reference="10000009", shop=SHOP).to_dict())
    with world.context.database.transaction() as connection:
        line = conversations.line_of(connection, channel=channel, address=NUMBER, at=world.now)
        perform(
            world.context, connection, command=command, line=line, now=world.now, shown={"en": "as shown"}
        )


def link(world: World) -> str:
    (message,) = phone_read.messages(world.context, channel="whatsapp", number=NUMBER, after=0)
    return message.media_url


def get(world: World, url: str):
    app = create_app(world.settings, context=world.context)
    parts = urlsplit(url)
    return app.test_client().get(f"{parts.path}?{parts.query}")


def test_a_statement_on_whatsapp_is_a_picture_that_opens(world: World) -> None:
    show(world)
    answer = get(world, link(world))
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert answer.data.startswith(b"\x89PNG") and answer.headers["Cache-Control"] == "private, no-store"


def test_what_the_picture_says_is_kept_with_the_texts_and_hashed(world: World) -> None:
    show(world)
    with world.context.database.transaction() as connection:
        shown = json.loads(connection.execute(text("SELECT shown FROM statement")).scalar_one())
    assert shown["en"] == "as shown"
    for words in ("Rs 15,675", "27.1", "پلان کا خلاصہ", "24 گھنٹے", "Namoona"):
        assert words in shown["page"]
    assert world.problems() == []


def spoken(world: World) -> tuple[World, list[str]]:
    """A world on a machine that can speak; what it said."""
    said: list[str] = []

    def speak(words: str) -> bytes:
        said.append(words)
        return b"ID3 sound"

    world.context = replace(world.context, voice=speak)
    return world, said


def test_where_the_machine_can_speak_the_statement_is_read_out_too(world: World) -> None:
    world, said = spoken(world)
    show(world)
    page, note = phone_read.messages(world.context, channel="whatsapp", number=NUMBER, after=0)
    assert page.media_url.partition("?")[0].endswith(".png") and "سنایا گیا" in note.text
    answer = get(world, note.media_url)
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "audio/mpeg", b"ID3 sound")
    for words in ("Namoona Mobile", "کل رقم 15,675 روپے", "قسط 3", "24 گھنٹے", "خیرات"):
        assert words in said[0]
    with world.context.database.transaction() as connection:
        shown = json.loads(connection.execute(text("SELECT shown FROM statement")).scalar_one())
    assert shown["voice"] == said[0]
    assert world.problems() == []


def test_a_page_is_no_voice_and_a_voice_no_page(world: World) -> None:
    world, _ = spoken(world)
    show(world)
    page, note = phone_read.messages(world.context, channel="whatsapp", number=NUMBER, after=0)
    assert get(world, page.media_url.replace(".png", ".mp3")).status_code == 404
    assert get(world, note.media_url.replace(".mp3", ".png")).status_code == 404
    world.context = replace(world.context, voice=None)
    assert get(world, note.media_url).status_code == 404


def test_a_receipt_on_whatsapp_is_a_picture_to_keep(world: World) -> None:
    agree(world, number=NUMBER)
    world.phone("whatsapp", NUMBER).says("salam")
    world.pay(ask_for(world, 100_000), 100_000, provider_id="one")
    receipt = phone_read.messages(world.context, channel="whatsapp", number=NUMBER, after=0)[-1]
    assert "1,000" in receipt.text and get(world, receipt.media_url).data.startswith(b"\x89PNG")


def test_by_sms_there_is_no_picture(world: World) -> None:
    show(world, channel="sms")
    assert phone_read.messages(world.context, channel="sms", number=NUMBER, after=0) == []


@pytest.mark.parametrize("change", [("sign=", "sign=0"), (".png", ".pdf?x="), ("papers/1.", "papers/2.")])
def test_no_other_address_opens_anything(world: World, change: tuple[str, str]) -> None:
    show(world)
    assert get(world, link(world).replace(*change)).status_code == 404


def test_the_same_address_opens_it_as_pdf_too(world: World) -> None:
    show(world)
    answer = get(world, link(world).replace(".png", ".pdf"))
    assert answer.mimetype == "application/pdf" and answer.data.startswith(b"%PDF-")


def test_an_address_runs_out(world: World) -> None:
    show(world)
    url = link(world)
    world.later(days=3, seconds=1)
    assert get(world, url).status_code == 404


def test_a_page_changed_since_is_not_shown(world: World) -> None:
    show(world)
    url = link(world)
    with world.context.database.transaction() as connection:
        connection.execute(text("UPDATE document SET page = replace(page, '15,675', '15,674')"))
    assert get(world, url).status_code == 404


def test_the_carrier_is_given_the_address(world: World) -> None:
    show(world)
    sent: list[Outgoing] = []

    class Carrier:
        def send(self, message):
            sent.append(message)
            return world.context.carriers["sms"].send(message)

    from bot.services import deliver

    deliver.drain(replace(world.context, carriers={"whatsapp": Carrier(), "sms": Carrier()}))
    (message,) = sent
    assert parse_qs(urlsplit(message.media_url).query)["sign"] and message.text


def test_a_plan_agreed_by_sms_needs_no_page(world: World) -> None:
    agree(world)
    with pytest.raises(documents.NoSuchPage):
        documents.printed(world.context, document_id=1, form="pdf")
    assert world.problems() == []
