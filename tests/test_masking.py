"""Whoever reads the logs learns nothing about a customer, and no secret."""

import io
import logging
from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from world import World

from bot import masking
from bot.app import create_app, create_context
from bot.store.database import StoreUnavailable

LOG = logging.getLogger("somebody.else.s.library")
SECRET = "rW8x-a-secret-of-ours_kz0"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What an ordinary handler at the root writes; the factory of before is put back."""
    before, root, stream = logging.getLogRecordFactory(), logging.getLogger(), io.StringIO()
    handler = logging.StreamHandler(stream)
    root.addHandler(handler)
    masking.install(secrets=[SECRET])
    yield stream
    root.removeHandler(handler)
    logging.setLogRecordFactory(before)


@pytest.mark.parametrize(
    ("said", "hidden"),
    [
        ("card 3520212345671 of", "1234567"),
        ("card 35202-1234567-1.", "1234567"),
        ("card 35202 1234567 1", "1234567"),
        ("'+923001234567'", "1234"),
        ("whatsapp:+923001234567 wrote", "1234"),
        ("From=whatsapp%3A%2B923001234567&Body=x", "1234"),
        ("sender%2b923001234567", "1234"),
        ("0300 1234567", "1234"),
        ("0300-1234567", "1234"),
        ("923001234567", "1234"),
        ("00923001234567", "1234"),
        ("+447700900123", "7009"),
        ("۰۳۰۰۱۲۳۴۵۶۷", "۱۲۳۴"),
        ("PIN 4826", "4826"),
        ("pin is 4826", "4826"),
        ("{'pin': '4826'}", "4826"),
        ("KeepCnic(cnic='3520212345671')", "1234567"),
        (
            "GET /webhooks/kannel/message?key=abc-def-ghi&id=1&from=03001234567&text=mera+pin+4826 HTTP/1.1",
            "abc",
        ),
        ("GET /webhooks/kannel/message?key=abc&text=mera+pin+4826 HTTP/1.1", "4826"),
        ("GET /papers/1.png?until=1790000000&sign=0a1b2c3d HTTP/1.1", "0a1b"),
        ("Authorization: Basic QUMxMjM6c2VjcmV0", "QUMx"),
        ("'X-Twilio-Signature': 'aBcDeF123='", "aBcD"),
        ("auth_token=0123456789abcdef", "0123"),
        ("postgresql://qist:hunter2@10.0.0.5/qist", "hunter2"),
        (f"the key is {SECRET}!", "a-secret"),
    ],
)
def test_it_is_masked(written: io.StringIO, said: str, hidden: str) -> None:
    LOG.warning("it came: %s", said)
    LOG.error(f"it came: {said}")
    assert hidden in said
    assert hidden not in written.getvalue()
    assert written.getvalue().count("it came:") == 2


@pytest.mark.parametrize(
    "said",
    [
        "SM0123456789abcdef0123456789abcdef was sent",
        "reminder due of plan 10000001: sent",
        "2026-11-27T19:41:01.123456+05:00 127.0.0.1:8000",
        "2026-11-27 19:41:01 payment 4820193755 of 150000 paisa",
        "Kannel answered 503: Temporal failure, try again later.",
        "12 of 100,000 in 0.25 s",
        "posting 64f1c2a9 0001-0002",
    ],
)
def test_what_operators_need_stays(written: io.StringIO, said: str) -> None:
    LOG.warning("%s", said)
    assert written.getvalue() == f"{said}\n"


def test_an_exception_is_masked_with_its_traceback(written: io.StringIO) -> None:
    try:
        raise ValueError("nobody has +923001234567")
    except ValueError:
        LOG.exception("of %s", "35202-1234567-1")
    told = written.getvalue()
    assert "ValueError: nobody has *********567" in told and "Traceback" in told
    assert "1234567" not in told


def test_arguments_that_do_not_fit_are_not_shown(written: io.StringIO) -> None:
    LOG.warning("two: %s %s", "+923001234567")
    assert written.getvalue() == "two: %s %s\n"


def test_installing_it_twice_wraps_once(written: io.StringIO) -> None:
    factory = logging.getLogRecordFactory()
    masking.install(secrets=["another secret of ours"])
    assert logging.getLogRecordFactory() is factory
    LOG.warning("%s and another secret of ours", SECRET)
    assert written.getvalue() == "*** and ***\n"


def test_every_process_of_ours_installs_it(written: io.StringIO, world: World) -> None:
    logging.setLogRecordFactory(logging.LogRecord)
    create_context(world.settings).database.close()
    LOG.warning(
        "%s %s", world.settings.secret_key.get_secret_value(), world.settings.data_key.get_secret_value()
    )
    assert written.getvalue() == "*** ***\n"


def test_a_failing_statement_shows_no_parameters(world: World) -> None:
    with (
        pytest.raises((DBAPIError, StoreUnavailable)) as caught,
        world.context.database.transaction() as connection,
    ):
        connection.execute(text("SELECT * FROM nowhere WHERE a = :a"), {"a": "3520212345671"})
    assert "3520212345671" not in str(caught.value)


def test_a_webhook_that_breaks_logs_nobody(world: World, written: io.StringIO, monkeypatch) -> None:
    """As a whole: what the application logs when it fails in the middle of a customer's message."""

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("cannot take 'mera cnic 35202-1234567-1' of +923001234567, pin=4826")

    monkeypatch.setattr("bot.services.deferred.receive", broken)
    app = create_app(world.settings, context=world.context)
    with app.test_client() as client:
        page = client.get("/phone").text
        token = page.split('name="csrf-token" content="')[1].split('"')[0]
        answer = client.post(
            "/phone/api/send",
            json={"channel": "sms", "number": "+923001234567", "text": "salam"},
            headers={"X-CSRFToken": token},
        )
    assert answer.status_code == 500 and "35202" not in answer.text
    told = written.getvalue()
    assert "RuntimeError" in told
    assert "35202-*****67-1" in told
    assert not any(one in told for one in ("1234567", "4826", "3001234"))
