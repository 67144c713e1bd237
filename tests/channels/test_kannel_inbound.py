from datetime import UTC, datetime

import pytest

from bot.channels.kannel import BadInbound, parse_inbound
from bot.channels.ports import Inbound
from bot.channels.texts import MOST_TEXT

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
ID = "349ceb5d-8704-4259-9a1a-ca88d8181669"


def got(**query):
    return parse_inbound(
        query={"id": ID, "from": "923001234567", "to": "8123", **query}, headers={}, body=None, at=NOW
    )


def posted(body, **headers):
    headers = {"X-Kannel-From": "923001234567", "X-Kannel-To": "8123", **headers}
    return parse_inbound(query={"id": ID}, headers=headers, body=body, at=NOW)


def test_by_get_and_by_post_it_is_the_same():
    expected = Inbound(
        provider_id="kannel:" + ID, channel="sms", address="+923001234567", text="میری  قسط & 50%", at=NOW
    )

    assert got(text="میری  قسط & 50%", coding="0") == expected
    assert posted("میری  قسط & 50%", **{"X-Kannel-Coding": "0"}) == expected


@pytest.mark.parametrize(
    "sender",
    ["923001234567", "+923001234567", "03001234567", "00923001234567", " 923001234567", "92 300 1234567"],
)
def test_one_number_in_every_form_that_operators_use(sender):
    assert got(text="1", **{"from": sender}).address == "+923001234567"


def test_a_telephone_that_roams():
    assert got(text="1", **{"from": "447911123456"}).address == "+447911123456"
    assert got(text="1", **{"from": "+447911123456"}).address == "+447911123456"


@pytest.mark.parametrize(
    "sender", ["", "8123", "HBL", "Telenor", "0300BANK123", "1234567890", "92300", "+", "9" * 500, "\x00"]
)
def test_who_cannot_be_answered_is_left_alone(sender):
    with pytest.raises(BadInbound) as caught:
        got(text="Paisay jeetein!", **{"from": sender})

    assert not sender.strip("+\x00") or sender not in str(caught.value)


@pytest.mark.parametrize("told", ["", " ", "\x00", "x" * 200])
def test_without_an_id_it_might_be_taken_twice(told):
    with pytest.raises(BadInbound):
        got(id=told, text="salam")


def test_an_id_of_twilio_is_never_an_id_of_kannel():
    assert got(id="SM1", text="x").provider_id == "kannel:SM1"


def test_nothing_is_a_text_too():
    assert (got(text="").text, got(text="").kind) == ("", "text")
    assert got().text == posted("").text == ""


def test_what_nobody_wrote_is_no_text():
    by_post = posted("\x00\x01caf", **{"X-Kannel-Coding": "1"})

    assert (by_post.kind, by_post.text) == (got(text="\x00", coding="1").kind, "") == ("unknown", "")


def test_characters_that_cannot_be_kept_or_would_mislead_are_dropped():
    assert posted("a\x00b\u202ec\u2066d\u2069").text == "abcd"
    assert posted("می\u200cخواہم").text == "می\u200cخواہم"


def test_an_endless_text_is_cut_and_says_so():
    long, whole = posted("a" * 10_000), posted("a" * MOST_TEXT)

    assert (len(long.text), long.truncated) == (MOST_TEXT, True)
    assert (len(whole.text), whole.truncated) == (MOST_TEXT, False)
