"""The fake against the real SDK and a real listener: what the other tests lean on has to hold itself."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qsl

import pytest
from twilio.request_validator import RequestValidator

from bot.channels.ports import Outgoing
from bot.channels.twilio import connect
from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN, FakeTwilio

SMS = Outgoing(id=1, channel="sms", address="+923001234567", text="Salam")


@pytest.fixture
def heard():
    return []


@pytest.fixture
def listener(heard):
    """Somebody whom webhooks are posted to; `heard` gets each form, if its signature is good."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = dict(parse_qsl(body, keep_blank_values=True))
            signature = self.headers["X-Twilio-Signature"]
            good = RequestValidator(AUTH_TOKEN).validate(url + self.path, form, signature)
            heard.append(form)
            self.send_response(204 if good else 403)
            self.end_headers()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield url
        server.shutdown()
        thread.join()


@pytest.fixture
def twilio():
    with FakeTwilio() as fake:
        yield fake


@pytest.fixture
def carrier(twilio, listener):
    return connect(
        account_sid=ACCOUNT_SID,
        auth_token=AUTH_TOKEN,
        public_url=listener,
        api_url=twilio.url,
        sms_from="+15005550006",
    )


def test_a_message_is_reported_on_with_a_good_signature(twilio, carrier, heard):
    sent = carrier.send(SMS)

    reports = twilio.wait_for_reports(2)
    assert [(report.status, report.answered) for report in reports] == [("sent", 204), ("delivered", 204)]
    assert {form["MessageSid"] for form in heard} == {sent.provider_id}


def test_reports_come_as_the_test_wishes(twilio, carrier, heard):
    twilio.outcome("sent", "undelivered", error_code=30003, shuffle=True, duplicate=True)
    carrier.send(SMS)

    twilio.wait_for_reports(4)
    states = [form["MessageStatus"] for form in heard]
    assert sorted(states) == ["sent", "sent", "undelivered", "undelivered"]
    assert states != sorted(states)
    assert {form.get("ErrorCode") for form in heard} == {None, "30003"}


def test_a_late_report(twilio, carrier, heard):
    twilio.outcome()
    sent = carrier.send(SMS)
    twilio.report(sent.provider_id, "read")

    twilio.wait_for_reports(1)
    assert heard[0]["MessageStatus"] == "read"


def test_inbound_webhooks_are_signed(twilio, listener, heard):
    answer = twilio.post_inbound(listener + "/in?a=%2F", From="whatsapp:+923001234567", Body="قسط")

    assert answer.status == 204
    assert (heard[0]["Body"], heard[0]["WaId"]) == ("قسط", "923001234567")
