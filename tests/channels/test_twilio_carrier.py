import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.ports import Carrier, Outgoing, SendFailed
from bot.channels.twilio import connect
from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN, FakeTwilio

PUBLIC = "https://qist.example.pk"
SMS = Outgoing(id=1, channel="sms", address="+923001234567", text="Aap ki qist Rs 3,000 hai.", validity=600)
CHAT = Outgoing(id=2, channel="whatsapp", address="+923001234567", text="آپ کی قسط 3,000 روپے ہے۔")


@pytest.fixture
def twilio():
    with FakeTwilio() as fake:
        yield fake


def connected(url, **settings) -> Carrier:
    return connect(
        **{
            "account_sid": ACCOUNT_SID,
            "auth_token": AUTH_TOKEN,
            "public_url": PUBLIC,
            "api_url": url,
            "whatsapp_from": "+14155238886",
            "sms_from": "+15005550006",
            "timeout": 5.0,
            **settings,
        }
    )


def failure(carrier, message=SMS):
    with pytest.raises(SendFailed) as caught:
        carrier.send(message)
    return caught.value


def test_an_sms(twilio):
    sent = connected(twilio.url).send(SMS)

    (message,) = twilio.messages
    assert (sent.provider_id, sent.state) == (message.sid, "queued")
    assert message.params == {
        "To": "+923001234567",
        "From": "+15005550006",
        "Body": "Aap ki qist Rs 3,000 hai.",
        "StatusCallback": PUBLIC + "/webhooks/twilio/status",
        "ValidityPeriod": "600",
        "SmartEncoded": "false",
    }


def test_a_whatsapp_text(twilio):
    connected(twilio.url).send(CHAT)

    params = twilio.messages[0].params
    assert (params["To"], params["From"]) == ("whatsapp:+923001234567", "whatsapp:+14155238886")
    assert params["Body"] == CHAT.text


def test_a_voice_note_goes_without_words_and_is_found_again(twilio):
    carrier, since = connected(twilio.url), datetime.now(UTC) - timedelta(minutes=1)
    note = replace(CHAT, media_url=PUBLIC + "/papers/1.mp3?sign=x")
    sent = carrier.send(note)

    params = twilio.messages[0].params
    assert params["MediaUrl"] == note.media_url and "Body" not in params
    assert carrier.find(note, since=since).provider_id == sent.provider_id


def test_a_picture_goes_with_its_words(twilio):
    page = replace(CHAT, media_url=PUBLIC + "/papers/1.png?sign=x")
    connected(twilio.url).send(page)

    params = twilio.messages[0].params
    assert (params["MediaUrl"], params["Body"]) == (page.media_url, CHAT.text)


def test_a_messaging_service_takes_the_place_of_a_number(twilio):
    connected(twilio.url, messaging_service_sid="MG1").send(SMS)

    assert twilio.messages[0].params["MessagingServiceSid"] == "MG1"
    assert "From" not in twilio.messages[0].params


@pytest.mark.parametrize(("asked", "told"), [(0, "1"), (90_000, "36000")])
def test_the_validity_stays_within_what_twilio_takes(twilio, asked, told):
    message = Outgoing(id=1, channel="sms", address="+923001234567", text="x", validity=asked)

    connected(twilio.url).send(message)

    assert twilio.messages[0].params["ValidityPeriod"] == told


def test_a_channel_without_a_sender_is_rejected(twilio):
    failed = failure(connected(twilio.url, whatsapp_from=""), CHAT)

    assert failed.outcome == "rejected"
    assert twilio.messages == []


@pytest.mark.parametrize(
    ("mode", "code", "outcome", "told"),
    [
        ("429", None, "retry", 20429),
        ("401", None, "retry", 20003),
        ("400", 21610, "rejected", 21610),
        ("404", 20404, "rejected", 20404),
        ("500", None, "ambiguous", 20500),
        ("503", None, "ambiguous", 20503),
        ("garbage", None, "ambiguous", None),
        ("garbage_502", None, "ambiguous", None),
        ("reset", None, "ambiguous", None),
        ("timeout", None, "ambiguous", None),
    ],
)
def test_how_a_failure_is_understood(twilio, mode, code, outcome, told):
    twilio.fail(mode, code=code)
    carrier = connected(twilio.url, timeout=0.3)

    failed = failure(carrier)

    assert (failed.outcome, failed.code) == (outcome, told)
    assert AUTH_TOKEN not in str(failed)
    assert carrier.send(SMS).state == "queued"


def test_nobody_there_is_safe_to_retry():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # bound and not listening: refused
        failed = failure(connected(f"http://127.0.0.1:{unused.getsockname()[1]}"))

    assert failed.outcome == "retry"


def test_wrong_credentials_are_our_trouble_and_not_the_messages(twilio):
    assert failure(connected(twilio.url, auth_token="wrong")).outcome == "retry"


@pytest.mark.parametrize("mode", ["accept_then_timeout", "accept_then_500", "accept_then_reset"])
@pytest.mark.parametrize("message", [SMS, CHAT])
def test_what_left_although_nobody_said_so_is_found_again(twilio, mode, message):
    carrier = connected(twilio.url, timeout=0.3)
    since = datetime.now(UTC)
    twilio.fail(mode)

    assert failure(carrier, message).outcome == "ambiguous"

    found = carrier.find(message, since=since)
    assert found is not None
    assert found.provider_id == twilio.messages[0].sid


def test_what_never_left_is_not_found(twilio):
    carrier = connected(twilio.url)
    since = datetime.now(UTC)
    carrier.send(Outgoing(id=3, channel="sms", address=SMS.address, text="Another text"))
    carrier.send(Outgoing(id=4, channel="sms", address="+923007654321", text=SMS.text))

    assert carrier.find(SMS, since=since) is None


def test_the_same_words_of_an_earlier_day_are_not_this_message(twilio):
    carrier = connected(twilio.url)
    carrier.send(SMS)
    twilio.messages[0].created -= timedelta(minutes=10)

    assert carrier.find(SMS, since=datetime.now(UTC) - timedelta(minutes=1)) is None
    assert carrier.find(SMS, since=datetime.now(UTC) - timedelta(minutes=11)) is not None


def test_the_same_words_said_a_moment_before_are_not_this_message(twilio):
    carrier = connected(twilio.url, timeout=0.3)
    since = datetime.now(UTC)
    first = carrier.send(SMS)
    assert carrier.find(SMS, since=since, besides={first.provider_id}) is None

    twilio.fail("accept_then_timeout")
    failure(carrier)
    found = carrier.find(SMS, since=since, besides={first.provider_id})

    assert found is not None
    assert found.provider_id == twilio.messages[1].sid


def test_looking_can_fail_as_sending_can():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        carrier = connected(f"http://127.0.0.1:{unused.getsockname()[1]}")
        with pytest.raises(SendFailed):
            carrier.find(SMS, since=datetime.now(UTC))
