import socket
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.channels.kannel import KannelCarrier, parse_report
from bot.channels.ports import Naming, NotFetched, Outgoing, SendFailed
from tests.fakes.kannel import SHORT_CODE, FakeKannel
from tests.fakes.kannel_http import PASSWORD, USERNAME

PUBLIC, SECRET = "https://qist.example.pk", "the key of the reports, 32 or more letters"
SMS = Outgoing(id=12, channel="sms", address="+923001234567", text="Aap ki qist Rs 3,000 hai.", validity=600)
URDU = replace(SMS, text="آپ کی قسط 3,000 روپے ہے۔")


@pytest.fixture
def kannel():
    with FakeKannel() as fake:
        yield fake


def connected(url, **more) -> KannelCarrier:
    settings = {"username": USERNAME, "password": PASSWORD, "sender": SHORT_CODE, "timeout": 5.0}
    return KannelCarrier(**{"url": url, "public_url": PUBLIC, "secret": SECRET, **settings, **more})


def failure(carrier, message=SMS):
    with pytest.raises(SendFailed) as caught:
        carrier.send(message)
    return caught.value


def test_an_sms(kannel):
    carrier = connected(kannel.url)
    sent = carrier.send(SMS)

    (message,) = kannel.messages
    assert (sent.provider_id, sent.state) == ("K12", "queued")
    assert (message.to, message.sender, message.text) == (SMS.address, SHORT_CODE, SMS.text)
    assert (message.coding, message.validity, message.dlr_mask) == ("0", "10", "31")
    assert isinstance(carrier, Naming)
    assert carrier.name_of(SMS) == sent.provider_id


@pytest.mark.parametrize(
    ("text", "coding"),
    [
        ("Rs 2,500 [ok] {€} ~ ^ | \\ @ £ é ñ\n1 Haan", "0"),
        ("قسط \u200cپیسے 😀", "2"),
        ("“Qist”", "2"),
        ("aik\u2068do", "2"),
    ],
)
def test_every_letter_arrives_and_plain_text_stays_cheap(kannel, text, coding):
    connected(kannel.url).send(replace(SMS, text=text))

    assert (kannel.messages[0].text, kannel.messages[0].coding) == (text, coding)


@pytest.mark.parametrize(("seconds", "minutes"), [(1, "1"), (60, "1"), (61, "2"), (4 * 3600, "240")])
def test_validity_is_whole_minutes_and_never_none(kannel, seconds, minutes):
    connected(kannel.url).send(replace(SMS, validity=seconds))

    assert kannel.messages[0].validity == minutes


def test_the_address_for_reports_is_ours_and_holds_its_own_proof(kannel):
    connected(kannel.url).send(SMS)

    told = urlsplit(kannel.messages[0].dlr_url.replace("%d", "1").replace("%A", ""))
    assert f"{told.scheme}://{told.netloc}{told.path}" == PUBLIC + "/webhooks/kannel/report"
    query = {name: values[0] for name, values in parse_qs(told.query).items()}
    assert parse_report(query=query, secret=SECRET).provider_id == "K12"


def test_neither_name_nor_password_stands_in_the_address(kannel):
    connected(kannel.url).send(SMS)

    assert kannel.requests == ["POST /cgi-bin/sendsms HTTP/1.1"]


@pytest.mark.parametrize(
    ("mode", "outcome", "code"),
    [
        ("400", "rejected", 400),
        ("not_routable", "rejected", 403),
        ("403", "retry", 403),
        ("404", "retry", 404),
        ("302", "retry", 302),
        ("503", "retry", 503),
        ("503_proxy", "ambiguous", 503),
        ("500", "ambiguous", 500),
        ("502", "ambiguous", 502),
        ("200", "ambiguous", 200),
        ("reset", "ambiguous", None),
        ("timeout", "ambiguous", None),
        ("accept_then_timeout", "ambiguous", None),
        ("accept_then_reset", "ambiguous", None),
    ],
)
def test_how_a_failure_is_understood(kannel, mode, outcome, code):
    kannel.fail(mode)
    carrier = connected(kannel.url, timeout=0.3)

    failed = failure(carrier)

    assert (failed.outcome, failed.code) == (outcome, code)
    assert PASSWORD not in f"{failed!r} {failed.__cause__!r} {failed.__context__!r}"
    assert carrier.send(SMS).state == "queued"


def test_nobody_there_is_safe_to_retry():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # bound and not listening: refused
        failed = failure(connected(f"http://127.0.0.1:{unused.getsockname()[1]}"))

    assert failed.outcome == "retry"
    assert PASSWORD not in f"{failed!r} {failed.__context__!r}"


def test_a_wrong_password_is_our_trouble_and_not_the_messages(kannel):
    assert failure(connected(kannel.url, password="wrong")).outcome == "retry"


def test_a_number_that_is_none_is_rejected(kannel):
    assert failure(connected(kannel.url), replace(SMS, address="PK.1349")).outcome == "rejected"


def test_whatsapp_is_somebody_elses(kannel):
    assert failure(connected(kannel.url), replace(SMS, channel="whatsapp")).outcome == "rejected"
    assert kannel.requests == []


def test_it_cannot_say_what_it_has(kannel):
    carrier = connected(kannel.url)
    carrier.send(SMS)

    with pytest.raises(SendFailed) as caught:
        carrier.find(SMS, since=datetime.now(UTC))

    assert caught.value.outcome == "ambiguous"


def test_nothing_comes_along_with_an_sms(kannel):
    with pytest.raises(NotFetched):
        connected(kannel.url).fetch(None)
