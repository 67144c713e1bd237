import pytest
from web_fakes import NASTY, Site, token

from bot.services.phone_views import PhoneButton

WA = "+923000000101"


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def client(site):
    return site.app().test_client()


def send(client, **words):
    body = {"channel": "whatsapp", "number": WA, "text": "salam", **words}
    return client.post("/phone/api/send", json=body, headers={"X-CSRFToken": token(client, "/phone")})


def ask(client, **query):
    return client.get("/phone/api/messages", query_string={"channel": "whatsapp", "number": WA, **query})


def test_the_page_shows_how_to_begin_and_the_demo_log_ins(client):
    page = client.get("/phone").text
    assert "سلام لکھیں" in page and "shown to all" in page and 'href="/console"' in page
    assert "Tuesday 24 November 2026, 12:00 pm" in page


def test_numbers_come_from_the_address_of_the_page_and_are_escaped(client):
    page = client.get("/phone", query_string={"wa": '"><script>', "sms": "+923001234567"}).text
    assert "<script>" not in page.replace("<script type", "") and 'data-number="+923001234567"' in page


def test_what_is_sent_reaches_the_services_as_an_inbound(site, client):
    assert send(client, number="0300 0000101", button="menu:1").json == {"ok": True, "number": WA}
    (message,) = site.phones.received
    assert (message.channel, message.address, message.text) == ("whatsapp", WA, "salam")
    assert (message.button, message.kind, message.at) == ("menu:1", "text", site.clock.now)


def test_two_messages_never_share_a_provider_id(site, client):
    send(client), send(client)
    first, second = site.phones.received
    assert first.provider_id != second.provider_id


def test_a_picture_without_text_carries_media(site, client):
    send(client, text="", kind="image")
    (message,) = site.phones.received
    assert message.kind == "image" and message.text == "" and message.media[0].content_type == "image/svg+xml"


def test_a_missed_call_is_one_without_words(site, client):
    assert send(client, channel="sms", text="", kind="call").status_code == 200
    (rung,) = site.phones.received
    assert (rung.kind, rung.text, rung.channel) == ("call", "", "sms")


def test_only_a_mobile_number_of_pakistan_can_ring(site, client):
    answer = send(client, channel="sms", number="+922135874526", text="", kind="call")
    assert answer.status_code == 400 and "mobile number" in answer.json["error"]
    assert not site.phones.received


@pytest.mark.parametrize("text", ["", "x" * 10_240, "\x00", "\u202e", "\ud800", "😀"])
def test_odd_texts_are_passed_on(site, client, text):
    assert send(client, text=text).status_code == 200
    site.phones.received[0].text.encode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "0300"},
        {"number": "hello"},
        {"number": ""},
        {"number": 3001234567},
        {"channel": "fax"},
        {"channel": ["sms"]},
        {"kind": "hologram"},
        {"text": ["salam"]},
        {"button": {}, "text": {"a": 1}},
        {"text": "x" * 20_001},
    ],
)
def test_what_cannot_be_used_is_answered_with_a_sentence(site, client, wrong):
    answer = send(client, **wrong)
    assert answer.status_code == 400 and answer.json["error"].endswith(".")
    assert not site.phones.received


@pytest.mark.parametrize("body", ["", "null", "[]", "{", '"salam"'])
def test_a_body_that_is_no_object_is_refused(client, body):
    headers = {"X-CSRFToken": token(client, "/phone"), "Content-Type": "application/json"}
    assert client.post("/phone/api/send", data=body, headers=headers).status_code == 400


def test_without_a_token_nothing_is_sent(site, client):
    client.get("/phone")
    answer = client.post("/phone/api/send", json={"channel": "sms", "number": WA, "text": "salam"})
    assert answer.status_code == 400 and answer.json["code"] == "csrf" and not site.phones.received


def test_a_body_that_is_too_large_is_refused_in_json(client):
    answer = send(client, text="x" * 2_000_000)
    assert answer.status_code == 413 and answer.json["error"]


def test_messages_come_once_with_everything_a_bubble_needs(site, client):
    site.phones.answers = [(NASTY, (PhoneButton("go", "Shuru"),))]
    send(client)
    found = ask(client, after=0).json
    assert [message["direction"] for message in found["messages"]] == ["in", "out"]
    assert found["messages"][1] == {
        "id": 2,
        "direction": "out",
        "text": NASTY,
        "buttons": [{"payload": "go", "title": "Shuru"}],
        "state": "sent",
        "media": "",
        "segments": 0,
        "encoding": "",
        "cost_paisa": 0,
        "at": "2026-11-24T07:00:00+00:00",
        "kind": "text",
    }
    assert found["cursor"] == 2
    assert ask(client, after=2).json["messages"] == []


def test_states_that_may_still_change_are_told_again(site, client):
    site.phones.answers = [("salam", ())]
    send(client)
    site.phones.settle(2, "delivered")
    found = ask(client, after=2, watch=2).json
    assert found["messages"] == [] and found["states"] == {"2": "delivered"} and found["cursor"] == 2


def test_one_person_never_sees_the_messages_of_another(client):
    send(client)
    assert ask(client, number="+923000000102").json["messages"] == []
    assert ask(client, channel="sms").json["messages"] == []


@pytest.mark.parametrize("query", [{"after": "-1"}, {"after": "x"}, {"after": "٣"}, {"watch": "9" * 30}])
def test_cursors_are_whole_numbers(client, query):
    assert ask(client, **query).status_code == 400
