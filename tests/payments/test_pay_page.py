import threading
from datetime import UTC, datetime
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from flask import Flask
from flask_wtf import CSRFProtect

from bot.channels.twilio import refuse
from bot.payments.ports import HowToPay, PayRequest
from bot.payments.postman import post_in_background
from bot.payments.sandbox import Sandbox
from bot.services.payments import Asked
from bot.web.pay import pay
from bot.web.webhooks import webhooks
from tests.fakes.twilio_http import post_form

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
SECRET = "a secret of at least thirty-two letters"
OWED = {"QS-1234": 450_050}


def asked(reference):
    """What stands under a reference, as the service tells it."""
    if reference not in OWED:
        return None
    return Asked(PayRequest(reference, OWED[reference]), "open", [HowToPay("sandbox")])


class Till:
    """Records what was paid, and lets a test wait for it."""

    def __init__(self):
        self.paid = []
        self.changed = threading.Condition()

    def record(self, paid):
        with self.changed:
            known = any(paid.provider_id == other.provider_id for other in self.paid)
            self.paid.append(paid)
            self.changed.notify_all()
        return "known" if known else "posted"

    def wait_for(self, count):
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.paid) >= count, 10)
        return self.paid


def make_app(*, till, url, post):
    app = Flask("bot.web")
    app.config.update(SECRET_KEY=SECRET, WTF_CSRF_ENABLED=False, TESTING=True)
    CSRFProtect(app)
    sandbox = Sandbox(secret_key=SECRET, public_url=url)
    app.register_blueprint(
        pay(
            sandbox=sandbox,
            asked=asked,
            begin=lambda **_: None,
            clock=lambda: NOW,
            post=post,
        )
    )
    app.register_blueprint(
        webhooks(
            verify=refuse,
            receive=lambda inbound: None,
            record_status=lambda event: None,
            record_payment=till.record,
            providers={"sandbox": sandbox},
            clock=lambda: NOW,
            defer=lambda **request: None,
        )
    )
    return app


@pytest.fixture
def posted():
    return []


@pytest.fixture
def client(posted):
    return make_app(till=Till(), url="http://127.0.0.1:1", post=posted.extend).test_client()


def test_the_page_shows_what_is_to_be_paid_and_for_what(client):
    page = client.get("/pay/QS-1234")

    assert page.status_code == 200
    assert "Rs 4,500.50" in page.text
    assert "QS-1234" in page.text


@pytest.mark.parametrize("reference", ["QS-9999", "..%2Fetc", "%3Cscript%3E", "a" * 41])
def test_nothing_is_to_be_paid_under_other_references(client, posted, reference):
    assert client.get(f"/pay/{reference}").status_code == 404
    assert client.post(f"/pay/{reference}", data={"press": "pay"}).status_code == 404
    assert posted == []


@pytest.mark.parametrize(
    ("press", "result", "shown"), [("pay", "paid", "Sent"), ("fail", "failed", "Not paid")]
)
def test_a_press_calls_back_once_and_says_what_happened(client, posted, press, result, shown):
    page = client.post("/pay/QS-1234", data={"press": press}, follow_redirects=True)

    assert shown in page.text
    (callback,) = posted
    assert (callback.form["result"], callback.form["amount"]) == (result, "450050")


def test_a_wallet_that_calls_back_twice_says_the_same_twice(client, posted):
    client.post("/pay/QS-1234", data={"press": "pay", "twice": "on"})

    first, second = posted
    assert first == second


def test_reloading_the_last_page_pays_nothing(client, posted):
    assert client.get("/pay/QS-1234/paid").status_code == 200
    assert client.get("/pay/QS-1234/perhaps").status_code == 404
    assert posted == []


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def served():
    """The page and the webhook behind one server with one thread: neither may wait for the other."""
    till = Till()
    with make_server("127.0.0.1", 0, lambda *_: [], handler_class=Quiet) as server:
        url = f"http://127.0.0.1:{server.server_port}"
        server.set_app(make_app(till=till, url=url, post=post_in_background))
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield till, url
        server.shutdown()
        thread.join()


def test_the_callback_comes_back_over_http_with_a_good_signature(served):
    till, url = served
    answer = post_form(url + "/pay/QS-1234", {"press": "pay", "twice": "on"}, headers={})

    first, second = till.wait_for(2)
    assert answer.status == 200
    assert first == second
    assert (first.reference, first.paisa, first.ok) == ("QS-1234", 450_050, True)


def test_a_forged_callback_reaches_nobody(served):
    till, url = served
    form = {
        "transaction": "SBX1",
        "reference": "QS-1234",
        "amount": "1",
        "at": NOW.isoformat(),
        "result": "paid",
    }

    assert post_form(url + "/webhooks/payments/sandbox", form, headers={}).status == 403
    assert till.paid == []
