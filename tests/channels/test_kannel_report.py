from urllib.parse import parse_qsl, urlsplit

import pytest

from bot.channels.kannel import BadReport, ForgedReport, parse_report
from bot.channels.kannel.report import report_url
from bot.channels.ports import StatusEvent
from tests.fakes.kannel import FAILED, REJECTED, SAYS

SECRET = "the key of the reports, 32 or more letters"


def query(name="K7", **changed):
    url = report_url("https://qist.example.pk/", name=name, secret=SECRET)
    return {**dict(parse_qsl(urlsplit(url).query)), **changed}


@pytest.mark.parametrize(
    ("kind", "state"),
    [("1", "delivered"), ("2", "undelivered"), ("4", "sent"), ("8", "sent"), ("16", "failed")],
)
def test_what_kannel_tells(kind, state):
    assert parse_report(query=query(state=kind, says=""), secret=SECRET) == StatusEvent("K7", state)


@pytest.mark.parametrize(
    ("kind", "says", "code"),
    [
        (FAILED, SAYS[FAILED], 13),
        (REJECTED, SAYS[REJECTED], 11),
        (REJECTED, "NACK/69/Submit failed", 69),
        (FAILED, "id:1 stat:UNDELIV err:XYZ text:", None),
        (FAILED, "", None),
        (REJECTED, "NACK/0xffffffffff/", None),
        ("1", "id:1 stat:DELIVRD err:000 text:", None),
    ],
)
def test_the_operators_number_for_it(kind, says, code):
    assert parse_report(query=query(state=kind, says=says), secret=SECRET).error_code == code


@pytest.mark.parametrize(
    "changed",
    [{"token": ""}, {"token": "0" * 32}, {"token": "ق"}, {"id": "K8"}, {"id": ""}, {"id": "SM1"}],
)
def test_a_report_that_was_not_asked_for(changed):
    with pytest.raises(ForgedReport):
        parse_report(query=query(state="1", **changed), secret=SECRET)


def test_a_token_of_another_key():
    with pytest.raises(ForgedReport):
        parse_report(query=query(state="1"), secret=SECRET + "!")


@pytest.mark.parametrize("kind", ["", "%d", "3", "32", "delivered"])
def test_a_kind_that_we_do_not_know(kind):
    with pytest.raises(BadReport):
        parse_report(query=query(state=kind), secret=SECRET)
