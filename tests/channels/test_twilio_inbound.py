from datetime import UTC, datetime

import pytest

from bot.channels.ports import Inbound, Media
from bot.channels.texts import MOST_TEXT
from bot.channels.twilio.inbound import BadInbound, parse_inbound

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def parse(**form):
    return parse_inbound(form={"MessageSid": "SM1", "From": "whatsapp:+923001234567", **form}, at=NOW)


def test_a_whatsapp_text():
    inbound = parse(Body="Salam", ProfileName="Ayesha", MessageType="text", NumMedia="0")

    assert inbound == Inbound(
        provider_id="SM1",
        channel="whatsapp",
        address="+923001234567",
        text="Salam",
        at=NOW,
        profile_name="Ayesha",
    )


def test_an_sms():
    inbound = parse(From="+923001234567", Body="1")

    assert (inbound.channel, inbound.address, inbound.text) == ("sms", "+923001234567", "1")


def test_a_tapped_button_and_a_chosen_row():
    button = parse(Body="Haan", ButtonText="Haan", ButtonPayload="yes", MessageType="button")
    row = parse(Body="", ListTitle="3 qistein", ListId="plan-3", MessageType="interactive")

    assert (button.button, button.text, button.kind) == ("yes", "Haan", "text")
    assert (row.button, row.text, row.kind) == ("plan-3", "3 qistein", "text")


@pytest.mark.parametrize(
    ("content_type", "kind"),
    [
        ("image/jpeg", "image"),
        ("image/webp", "sticker"),
        ("audio/ogg; codecs=opus", "audio"),
        ("video/mp4", "video"),
        ("application/pdf", "document"),
        ("text/vcard", "contacts"),
        ("", "document"),
    ],
)
def test_media(content_type, kind):
    inbound = parse(NumMedia="1", MediaUrl0="https://api.twilio.com/m", MediaContentType0=content_type)

    assert inbound.kind == kind
    assert inbound.media == (Media(url="https://api.twilio.com/m", content_type=content_type),)
    assert inbound.text == ""


def test_what_whatsapp_says_it_is_counts_first():
    media = {"NumMedia": "1", "MediaUrl0": "u", "MediaContentType0": "image/webp"}

    assert parse(MessageType="image", **media).kind == "image"
    assert parse(MessageType="sticker", **media).kind == "sticker"
    assert parse(MessageType="contacts").kind == "contacts"
    assert parse(MessageType="reaction").kind == "unknown"
    assert parse(MessageType="reaction", Body="👍").kind == "text"


def test_a_location_without_a_word():
    assert parse(Latitude="24.86", Longitude="67.00").kind == "location"


def test_an_empty_body_is_an_empty_text():
    assert (parse(Body="").text, parse(Body="").kind) == ("", "text")
    assert parse().text == ""


@pytest.mark.parametrize("count", ["", "-1", "lots", "٣", "9" * 4000, "1.5"])
def test_a_strange_number_of_media_is_none(count):
    assert parse(NumMedia=count, Body="x").media == ()


def test_media_are_bounded():
    assert len(parse(NumMedia="999").media) == 10


def test_characters_that_cannot_be_kept_or_would_mislead_are_dropped():
    inbound = parse(Body="a\x00b\u202ec\u2066d\u2069\u202c", ProfileName="x\u202ey", ButtonPayload="y\x00")

    assert (inbound.text, inbound.profile_name, inbound.button) == ("abcd", "xy", "y")
    assert parse(Body="می\u200cخواہم").text == "می\u200cخواہم"


def test_an_endless_text_is_cut_and_says_so():
    long, whole = parse(Body="a" * 10_000), parse(Body="a" * MOST_TEXT)

    assert (len(long.text), long.truncated) == (MOST_TEXT, True)
    assert (len(whole.text), whole.truncated) == (MOST_TEXT, False)


def test_a_customer_who_hides_the_number_is_known_by_the_business_scoped_id():
    hidden = parse(From="whatsapp:PK.1349120865530", ExternalUserId="PK.1349120865530")
    masked = parse(From="whatsapp:", ExternalUserId="PK.1349120865530")
    shown = parse(ExternalUserId="PK.1349120865530")

    assert hidden.address == masked.address == "PK.1349120865530"
    assert (shown.address, shown.user_id) == ("+923001234567", "PK.1349120865530")


@pytest.mark.parametrize(
    "form",
    [
        {"From": "+923001234567"},
        {"MessageSid": "SM1"},
        {"MessageSid": "SM1", "From": "whatsapp:"},
        {"MessageSid": "SM1", "From": "messenger:123"},
    ],
)
def test_what_cannot_be_answered_is_refused(form):
    with pytest.raises(BadInbound):
        parse_inbound(form=form, at=NOW)


@pytest.mark.parametrize(
    ("told", "taken"), [("STOP", "STOP"), ("start", "START"), ("HELP", "HELP"), ("", ""), ("OTHER", "")]
)
def test_what_twilio_took_a_message_for_and_has_answered(told, taken):
    assert parse(Body="x", OptOutType=told).taken_as == taken
