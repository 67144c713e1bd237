from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from flask import Flask

from bot.channels.kannel.report import report_url
from bot.channels.ports import StatusEvent
from bot.web.kannel import kannel_webhooks

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
KEY, SECRET = "a-key-of-twenty-four-letters", "the key of the reports, 32 or more letters"
MESSAGE = "/webhooks/kannel/message"
FROM = {"X-Kannel-From": "923001234567", "Content-Type": 'text/plain; charset="UTF-8"'}


class Called:
    def __init__(self):
        self.inbound, self.events = [], []

    def __bool__(self):
        return bool(self.inbound or self.events)


@pytest.fixture
def called():
    return Called()


def client_of(called, *, key=KEY):
    app = Flask(__name__)
    given = {"receive": called.inbound.append, "record_status": called.events.append, "clock": lambda: NOW}
    app.register_blueprint(kannel_webhooks(key=key, secret=SECRET, **given))
    return app.test_client()


@pytest.fixture
def client(called):
    return client_of(called)


def post(client, body, *, key=KEY, headers=FROM, **query):
    return client.post(
        MESSAGE, query_string={"key": key, "id": "u1", **query}, data=body, headers={**FROM, **headers}
    )


def report(client, *, name="K7", kind="1", **changed):
    url = report_url("", name=name, secret=SECRET).replace("%d", kind).replace("%A", "")
    parts = urlsplit(url)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&"))
    return client.get(parts.path, query_string={**query, **changed})


def empty_200(answer):
    return (answer.status_code, answer.data, answer.mimetype) == (200, b"", "text/plain")


def test_an_sms_by_post_is_parsed_and_handed_over(client, called):
    assert empty_200(post(client, "میری قسط 😀".encode()))

    (inbound,) = called.inbound
    assert (inbound.provider_id, inbound.address) == ("kannel:u1", "+923001234567")
    assert (inbound.text, inbound.at) == ("میری قسط 😀", NOW)


def test_an_sms_by_get_is_the_same(client, called):
    query = "&from=%2B923001234567&to=8123&text=%D9%82%D8%B3%D8%B7+%2B1&coding=0"
    assert empty_200(client.get(f"{MESSAGE}?key={KEY}&id=u1{query}"))

    assert (called.inbound[0].text, called.inbound[0].address) == ("قسط +1", "+923001234567")


def test_a_form_that_looks_like_one_is_still_a_text(client, called):
    """A body is only ever the customer's words, whatever type somebody gives it."""
    post(client, b"id=2&from=0", headers={"Content-Type": "application/x-www-form-urlencoded"})

    assert called.inbound[0].text == "id=2&from=0"


@pytest.mark.parametrize(
    ("body", "charset", "text"),
    [
        ("قسط".encode("utf-16-be"), "UTF-16BE", "قسط"),
        (b"caf\xe9", "ISO-8859-1", "café"),
        (b"caf\xe9", "UTF-8", "caf\ufffd"),
        (b"salam", "no-such-set", "salam"),
        (b"salam", "hex", "salam"),
        (b"", "UTF-8", ""),
        (b"x" * 10_000, "UTF-8", "x" * 2_000),
        ("a\x00b\u202ec".encode(), "UTF-8", "abc"),
    ],
)
def test_whatever_is_typed_is_received(client, called, body, charset, text):
    assert empty_200(post(client, body, headers={"Content-Type": f'text/plain; charset="{charset}"'}))
    assert called.inbound[0].text == text


@pytest.mark.parametrize("key", ["", "wrong", KEY + "x", "ق"])
def test_a_wrong_key_is_forbidden_and_nothing_is_called(client, called, key):
    assert post(client, b"salam", key=key).status_code == 403
    assert client.get(MESSAGE, query_string={"key": key, "id": "u1", "from": "0300"}).status_code == 403
    assert not called


def test_without_a_key_of_our_own_nobody_may_bring_anything(called):
    client = client_of(called, key="")

    assert post(client, b"salam", key="").status_code == 403
    assert not called


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ({"id": ""}, {}),
        ({}, {"X-Kannel-From": "HBL"}),
        ({}, {"X-Kannel-From": "8123"}),
        ({"from": "Zong"}, {}),
    ],
)
def test_what_never_becomes_good_is_not_asked_for_again(client, called, caplog, query, headers):
    assert empty_200(post(client, b"Mubarak ho!", headers=headers, **query))

    assert not called
    assert "left unanswered" in caplog.text
    assert "Mubarak" not in caplog.text


def test_a_body_that_is_too_large(client, called):
    assert post(client, b"x" * 70_000).status_code == 413
    assert not called


def test_a_report_is_parsed_and_handed_over(client, called):
    assert empty_200(report(client))
    assert called.events == [StatusEvent("K7", "delivered")]


@pytest.mark.parametrize("changed", [{"token": "x"}, {"token": ""}, {"id": "K8"}])
def test_a_forged_report_moves_nothing(client, called, changed):
    assert report(client, **changed).status_code == 403
    assert client.get("/webhooks/kannel/report").status_code == 403
    assert not called


def test_an_unknown_report_is_not_asked_for_again(client, called):
    assert empty_200(report(client, kind="64"))
    assert not called
