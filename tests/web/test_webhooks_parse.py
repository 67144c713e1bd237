from datetime import UTC, datetime
from io import BytesIO

import pytest
from flask import Flask

from bot.channels.ports import StatusEvent
from bot.channels.twilio import TwilioSignature
from bot.payments.ports import PayRequest
from bot.payments.sandbox import Sandbox
from bot.web.webhooks import webhooks
from tests.fakes.twilio import AUTH_TOKEN, FakeTwilio

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
PUBLIC = "https://qist.example.pk"
TWILIO_PATHS = (
    "/webhooks/twilio/message",
    "/webhooks/twilio/status",
    "/webhooks/twilio/voice",
    "/webhooks/twilio/fallback",
)


class Called:
    def __init__(self):
        self.inbound, self.events, self.paid, self.deferred = [], [], [], []

    def record_payment(self, paid):
        self.paid.append(paid)
        return "posted"

    def defer(self, *, kind, form):
        self.deferred.append((kind, dict(form)))

    def __bool__(self):
        return bool(self.inbound or self.events or self.paid or self.deferred)


@pytest.fixture
def called():
    return Called()


@pytest.fixture
def sandbox():
    return Sandbox(secret_key="s" * 40, public_url=PUBLIC)


@pytest.fixture
def client(called, sandbox):
    app = Flask(__name__)
    app.register_blueprint(
        webhooks(
            verify=TwilioSignature(auth_token=AUTH_TOKEN, public_url=PUBLIC),
            receive=called.inbound.append,
            record_status=called.events.append,
            record_payment=called.record_payment,
            providers={"sandbox": sandbox},
            clock=lambda: NOW,
            defer=called.defer,
        )
    )
    return app.test_client()


@pytest.fixture
def post(client):
    """Posts a form as Twilio would, signed over the public address."""

    def post(path, form):
        signature = FakeTwilio().sign(PUBLIC + path, form)
        return client.post(path, data=form, headers={"X-Twilio-Signature": signature})

    return post


def message(**params):
    return FakeTwilio().inbound(From="whatsapp:+923001234567", To="whatsapp:+14155238886", **params)


def test_a_message_is_parsed_and_handed_over(post, called):
    answer = post("/webhooks/twilio/message", message(Body="Salam", MessageSid="SM1"))

    assert answer.status_code == 200
    assert answer.content_type.startswith("text/xml")
    assert answer.text.endswith("<Response></Response>")
    (inbound,) = called.inbound
    assert (inbound.provider_id, inbound.text, inbound.at) == ("SM1", "Salam", NOW)


@pytest.mark.parametrize("body", ["", "x" * 10_000, "a\x00b", "\u202eabc", "ق" * 5000, "👨‍👩‍👧‍👦"])
def test_whatever_is_typed_is_received(post, called, body):
    assert post("/webhooks/twilio/message", message(Body=body)).status_code == 200
    assert len(called.inbound) == 1


def test_a_status_is_parsed_and_handed_over(post, called):
    answer = post("/webhooks/twilio/status", {"MessageSid": "SM1", "MessageStatus": "sent"})

    assert (answer.status_code, answer.data) == (204, b"")
    assert called.events == [StatusEvent(provider_id="SM1", state="sent")]


def call(**params):
    always = {
        "CallStatus": "ringing",
        "Direction": "inbound",
        "To": "+14155238886",
        "ApiVersion": "2010-04-01",
    }
    return {"CallSid": "CA1", "From": "+923001234567", **always, **params}


@pytest.mark.parametrize(
    ("caller", "channel"), [("+923001234567", "sms"), ("whatsapp:+923001234567", "whatsapp")]
)
def test_a_call_is_hung_up_and_handed_over(post, called, caller, channel):
    answer = post("/webhooks/twilio/voice", call(From=caller))

    assert (answer.status_code, answer.text.count('<Response><Reject reason="busy"/></Response>')) == (200, 1)
    (rung,) = called.inbound
    assert (rung.provider_id, rung.kind, rung.text, rung.at) == ("CA1", "call", "", NOW)
    assert (rung.channel, rung.address) == (channel, "+923001234567")


HIDDEN = ("anonymous", "Restricted", "+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253", "")
ABROAD = ("+447700900123", "+14155238886", "+88213123456", "+2348012345678", "+93701234567")
NO_MOBILE = (
    "+922135874526",
    "+9290078601",
    "+92111222333",
    "+92",
    "+923001",
    "client:ayesha",
    "sip:a@b.example",
)
FORGED = ("+923001234567;ext=1", "whatsapp:", "whatsapp:PK.1A2B3C", "+923001234567\x00<", "9" * 300)


@pytest.mark.parametrize("caller", [*HIDDEN, *ABROAD, *NO_MOBILE, *FORGED])
def test_who_is_no_mobile_number_of_pakistan_is_hung_up_and_texted_nothing(post, called, caller):
    answer = post("/webhooks/twilio/voice", call(From=caller))

    assert (answer.status_code, answer.text.count("<Reject ")) == (200, 1)
    assert not called


def test_a_call_without_an_id_cannot_be_told_from_the_next(post, called):
    assert "<Reject " in post("/webhooks/twilio/voice", {"From": "+923001234567"}).text
    assert not called


def test_a_call_is_hung_up_even_when_everything_fails(sandbox, caplog):
    """An error would make Twilio pick up to read it out: the caller would pay."""

    def broken(_):
        raise OSError("the disk is full")

    app = Flask(__name__)
    never = Called()
    app.register_blueprint(
        webhooks(
            verify=TwilioSignature(auth_token=AUTH_TOKEN, public_url=PUBLIC),
            receive=broken,
            record_status=never.events.append,
            record_payment=never.record_payment,
            providers={"sandbox": sandbox},
            clock=lambda: NOW,
            defer=never.defer,
        )
    )
    path = "/webhooks/twilio/voice"
    headers = {"X-Twilio-Signature": FakeTwilio().sign(PUBLIC + path, call())}

    answer = app.test_client().post(path, data=call(), headers=headers)

    assert (answer.status_code, answer.text.count("<Reject ")) == (200, 1)
    assert "the disk is full" in caplog.text


@pytest.mark.parametrize("path", TWILIO_PATHS)
@pytest.mark.parametrize("headers", [{}, {"X-Twilio-Signature": "bm90IGEgc2lnbmF0dXJlIG9mIGFueQ=="}])
def test_a_bad_signature_is_forbidden_and_nothing_is_called(client, called, path, headers):
    assert client.post(path, data=message(Body="Salam"), headers=headers).status_code == 403
    assert not called


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/webhooks/twilio/message", {"Body": "nobody"}),
        ("/webhooks/twilio/message", {"MessageSid": "SM1", "From": "messenger:1"}),
        ("/webhooks/twilio/status", {"MessageSid": "SM1"}),
        (
            "/webhooks/twilio/message",
            {"MessageSid": "SM\x001", "From": "+923001234567"},
        ),  # no store could keep it
        ("/webhooks/twilio/message", {"MessageSid": "S" * 101, "From": "+923001234567"}),
        ("/webhooks/twilio/message", {"MessageSid": "SM1", "From": "whatsapp:" + "9" * 3_000}),
        ("/webhooks/twilio/status", {"MessageSid": "SM1", "MessageStatus": "sent\x00"}),
    ],
)
def test_signed_and_senseless(post, called, path, form):
    assert post(path, form).status_code == 400
    assert not called


@pytest.mark.parametrize("path", [*TWILIO_PATHS, "/webhooks/payments/sandbox"])
def test_a_body_that_is_too_large(client, called, path):
    assert client.post(path, data={"Body": "x" * 70_000}).status_code == 413
    assert not called


def test_a_large_body_without_a_length(client, called):
    answer = client.post(
        "/webhooks/twilio/message",
        input_stream=BytesIO(b"Body=" + b"x" * 70_000),
        content_type="application/x-www-form-urlencoded",
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )

    assert answer.status_code in (403, 413)  # cut at the limit, a form no longer fits its signature
    assert not called


@pytest.mark.parametrize("path", [*TWILIO_PATHS, "/webhooks/payments/sandbox"])
def test_a_part_without_a_name_is_refused_before_anybody_looks_at_its_signature(client, called, path):
    """Found by fuzzing: no signature can be made over it, which was an error of ours to anybody who sent one."""
    body = b"--x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--x--"
    answer = client.post(path, data=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 400
    assert not called


@pytest.mark.parametrize("path", [*TWILIO_PATHS, "/webhooks/payments/sandbox"])
def test_webhooks_are_posted(client, path):
    assert client.get(path).status_code == 405


def test_a_payment_is_parsed_handed_over_and_answered_with_where_it_went(client, called, sandbox):
    callback = sandbox.callback(request=PayRequest(reference="QS-1", paisa=5000), at=NOW, ok=True)

    answer = client.post("/webhooks/payments/sandbox", data=dict(callback.form), headers=callback.headers)

    assert answer.get_json() == {"result": "posted"}
    assert [paid.paisa for paid in called.paid] == [5000]


def test_a_forged_payment_moves_nothing(client, called, sandbox):
    callback = sandbox.callback(request=PayRequest(reference="QS-1", paisa=5000), at=NOW, ok=True)
    form = {**callback.form, "amount": "9000000"}

    assert client.post("/webhooks/payments/sandbox", data=form, headers=callback.headers).status_code == 403
    assert client.post("/webhooks/payments/nobody", data=form).status_code == 404
    assert not called
