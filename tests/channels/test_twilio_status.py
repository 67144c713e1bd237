import pytest

from bot.channels.ports import StatusEvent
from bot.channels.twilio.status import BadStatus, parse_status


@pytest.mark.parametrize(
    ("told", "state"), [("accepted", "queued"), ("scheduled", "queued"), ("sent", "sent"), ("novel", "novel")]
)
def test_states(told, state):
    event = parse_status(form={"MessageSid": "SM1", "MessageStatus": told})

    assert event == StatusEvent(provider_id="SM1", state=state)


@pytest.mark.parametrize(
    ("told", "code"), [("63016", 63016), ("", None), ("n/a", None), ("-1", None), ("²", None)]
)
def test_error_codes(told, code):
    form = {"SmsSid": "SM1", "SmsStatus": "failed", "ErrorCode": told}

    assert parse_status(form=form) == StatusEvent(provider_id="SM1", state="failed", error_code=code)


@pytest.mark.parametrize("form", [{}, {"MessageSid": "SM1"}, {"MessageStatus": "sent"}])
def test_a_report_about_nothing(form):
    with pytest.raises(BadStatus):
        parse_status(form=form)
