"""The log: one id from the webhook to the report, and nobody's words or numbers in it."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from lender import agree, ask_for
from sqlalchemy import text
from world import World, settings_for

from bot import logs, tracing
from bot.app import create_app
from bot.channels.ports import StatusEvent
from bot.services import deliver
from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN, FakeTwilio

PUBLIC = "https://qist.example.pk"
AYESHA = "+923001234567"
TWILIO = {
    "QIST_PUBLIC_URL": PUBLIC,
    "QIST_TWILIO_ACCOUNT_SID": ACCOUNT_SID,
    "QIST_TWILIO_AUTH_TOKEN": AUTH_TOKEN,
    "QIST_TWILIO_SMS_FROM": "+923000000800",
}


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root, made = logging.getLogger(), io.StringIO()
    before, level = list(root.handlers), root.level
    for handler in before:
        root.removeHandler(handler)  # the runner's own: `set_up` would close them
    logs.set_up("auto", stream=made)
    yield made
    root.handlers[:], root.level = before, level


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_one_id_leads_from_the_webhook_to_the_report(world: World, stream: io.StringIO) -> None:
    app = create_app(settings_for(world.settings.database_url, **TWILIO), context=world.context)
    twilio, path = FakeTwilio(), "/webhooks/twilio/message"
    form = twilio.inbound(From=AYESHA, Body="mera naam Namoona hai", MessageSid="SM1")
    signed = {"X-Twilio-Signature": twilio.sign(PUBLIC + path, form)}
    assert app.test_client().post(path, data=form, headers=signed).status_code == 200
    deliver.drain(world.context)
    (sent, *_) = [one for one in lines(stream) if one["event"] == "send"]
    with world.context.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE message SET state = 'sent' WHERE direction = 'out'")
    deliver.record_status(world.context, StatusEvent(sent["provider_id"], "delivered"))
    told = lines(stream)
    events = [one["event"] for one in told if one.get("cause") == "SM1"]
    assert [name for name in events if name != "send"] == ["turn", "request", "report"]
    assert events.count("send") >= 1
    reported = next(one for one in told if one["event"] == "report")
    assert (reported["message_id"], reported["state"]) == (sent["message_id"], "delivered")
    for private in ("923001234567", "Namoona", "naam"):
        assert private not in stream.getvalue()


def test_a_request_that_comes_after_has_nothing_of_it(world: World, stream: io.StringIO) -> None:
    app = create_app(settings_for(world.settings.database_url, **TWILIO), context=world.context)
    tracing.begin("SM0")
    app.test_client().get("/webhooks/nowhere/923001234567")
    (told,) = [one for one in lines(stream) if one["event"] == "request"]
    assert "cause" not in told
    assert (told["endpoint"], told["status"]) == ("unknown", 404)
    assert tracing.cause() == ""


def test_what_time_brings_and_what_a_payment_brings_have_their_own(world: World) -> None:
    agree(world)
    reference = ask_for(world, 100_000)
    world.pay(reference, 100_000, provider_id="T1")
    for _ in range(32):
        world.later(days=1)
        world.tick()
    with world.context.database.snapshot() as connection:
        causes = {row[0] for row in connection.exec_driver_sql("SELECT cause FROM message") if row[0]}
    assert "sandbox:T1" in causes
    assert any(cause.startswith("reminder:") for cause in causes)


def test_an_error_names_neither_address_nor_values(world: World, stream: io.StringIO) -> None:
    app = create_app(world.settings, context=world.context)

    @app.get("/broken/<number>")
    def broken(number: str) -> str:
        with world.context.database.transaction() as connection:
            connection.execute(text("INSERT INTO contact (address) VALUES (:number)"), {"number": number})
        return ""

    assert app.test_client().get(f"/broken/{AYESHA}").status_code == 500
    (failed,) = [one for one in lines(stream) if one["level"] == "error"]
    assert (failed["event"], failed["endpoint"]) == ("a request failed", "broken")
    assert "IntegrityError" in failed["error"]
    assert AYESHA not in stream.getvalue()


def test_an_error_is_one_line(stream: io.StringIO) -> None:
    try:
        raise ValueError("two\nlines")
    except ValueError:
        logging.getLogger("bot.x").exception("stumbled", extra={"held": 7})
    (told,) = lines(stream)
    assert (told["level"], told["held"]) == ("error", 7)
    assert "ValueError: two\nlines" in told["error"]


def test_people_read_words(stream: io.StringIO) -> None:
    logs.set_up("text", stream=stream)
    with tracing.caused_by("SM1"):
        logging.getLogger("bot.x").warning("left alone", extra={"held": 7})
    assert stream.getvalue().rstrip().endswith("WARNING bot.x left alone held=7 cause=SM1")


def test_a_filter_passes_over_everything(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    class Hide(logging.Filter):
        def filter(self, record: logging.LogRecord) -> bool:
            record.msg = str(record.msg).replace("Ayesha", "A.")
            return True

    monkeypatch.setattr(logs, "FILTERS", [Hide()])
    logs.set_up("json", stream=stream)
    logging.getLogger("somebody.else").warning("no route to Ayesha")
    assert lines(stream)[0]["event"] == "no route to A."
