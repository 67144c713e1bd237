"""Whole journeys at an operator's short code: Kannel brings the SMS, takes ours, and reports."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from kannel_site import KannelSite, serve_kannel
from test_over_http import ROMAN_DIGITS, assert_closed, at_once

from bot.conversation.segments import measure
from bot.services.desk.inbox import CODE
from bot.services.desk.read import HIDDEN_CODE
from bot.store import tables
from tests.fakes.kannel import ACCEPTED, BUFFERED, DELIVERED, FAILED, REJECTED, SHORT_CODE

pytestmark = pytest.mark.enable_socket
NUMBER, OTHER = "923000000451", "923000000452"

REPORTED = (
    ((ACCEPTED, DELIVERED), "delivered"),
    ((DELIVERED, ACCEPTED), "delivered"),
    ((ACCEPTED, BUFFERED, DELIVERED), "delivered"),
    ((ACCEPTED, FAILED), "undelivered"),
    ((FAILED, ACCEPTED), "undelivered"),
    ((REJECTED,), "failed"),
    ((BUFFERED,), "sent"),
)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[KannelSite]:
    with serve_kannel(tmp_path) as made:
        yield made


@pytest.mark.parametrize("by", ["post", "get"])
def test_from_hello_to_a_closed_plan_in_roman_urdu(site: KannelSite, by: str) -> None:
    phone = site.phone(NUMBER, by=by)
    for text in ROMAN_DIGITS:
        assert phone.says(text)
    phone.says("9")
    phone.says("3")
    phone.says("1")
    assert "5,150" in phone.pays()[0]
    phone.says("qist deni hai")
    phone.says("2")
    phone.pays()
    assert_closed(site.served, "+" + NUMBER, total=1_030_000)
    assert_all_delivered(site)
    assert {(one.sender, one.coding) for one in phone.messages() if one.text.isascii()} == {(SHORT_CODE, "0")}


def test_from_hello_to_a_plan_in_urdu(site: KannelSite) -> None:
    phone = site.phone(NUMBER)
    phone.says("اردو میں لکھیں")
    for text in ("سلام", "۱", "۳۵۲۰۲-۷۶۵۴۳۲۱-۳", "نمونہ خان", "۱۵-۰۸-۱۹۹۰", "2", "۴۰۰۰۰", "2", "1", "4826"):
        phone.says(text)
    for text in ("۱۰۱ ۱۰۰۰۰", "2", "1", "1", "10300", "1", "1"):
        phone.says(text)
    (loan,) = site.served.show("+" + NUMBER)["loans"]
    assert (loan["state"], loan["total"]) == ("open", 1_030_000)
    said = [one["text"] for one in site.served.show("+" + NUMBER)["messages"] if one["direction"] == "out"]
    sent = [
        CODE.sub(HIDDEN_CODE, one.text) for one in phone.messages()
    ]  # nobody but the customer is shown that
    assert sent == said  # no letter was lost on the way
    assert {one.coding for one in phone.messages()} == {"0", "2"}
    assert all((one.coding == "2") == (measure(one.text).encoding == "UCS-2") for one in phone.messages())
    assert_all_delivered(site)


def test_stop_is_honoured_by_us_and_start_as_well(site: KannelSite) -> None:
    """Nobody between the operator and us knows these words, as Twilio does."""
    phone = site.phone(NUMBER)
    phone.says("salam")
    assert phone.says("STOP")
    assert site.served.count(tables.Contact, address="+" + NUMBER, opted_out_at=None) == 0
    phone.says("START")
    assert site.served.count(tables.Contact, address="+" + NUMBER, opted_out_at=None) == 1


def test_the_same_sms_five_times_at_once_gets_one_reply(site: KannelSite) -> None:
    phone = site.phone(NUMBER)
    assert at_once([lambda: phone.post("salam", message_id="u-1")] * 5) == [200] * 5
    site.all_sent()
    assert phone.post("salam", message_id="u-1") == 200  # Kannel asks again: our first answer was lost
    phone.by = "get"
    assert phone.post("salam", message_id="u-1") == 200
    assert site.served.count(tables.Message, direction="in") == 1
    assert len(site.kannel.messages) == 1


def test_whatsapp_goes_on_through_twilio_and_ids_do_not_meet(site: KannelSite) -> None:
    theirs = site.served.phone("+" + OTHER, channel="whatsapp")
    assert theirs.post(Body="salam", MessageSid="u-1") == 200
    by_sms = site.served.phone("+" + OTHER, channel="sms")
    assert by_sms.post(Body="salam", MessageSid="u-2") == 200
    assert site.phone(NUMBER).post("salam", message_id="u-2") == 200
    site.all_sent()
    site.served.twilio.wait_for(1)
    assert [one.to for one in site.served.twilio.messages] == ["whatsapp:+" + OTHER]
    assert {one.to for one in site.kannel.messages} == {"+" + OTHER, "+" + NUMBER}


def test_kannel_without_twilio(tmp_path: Path) -> None:
    with serve_kannel(tmp_path, with_twilio=False) as site:
        assert site.phone(NUMBER).says("salam")
        assert site.served.phone("+" + NUMBER, channel="sms").post(Body="salam") == 403
        assert_all_delivered(site)


def test_who_cannot_be_answered_is_left_alone(site: KannelSite) -> None:
    for sender in ("HBL", "8123", "Telenor", ""):
        assert site.phone(sender).post("Aap jeet gaye!") == 200
    assert site.served.count(tables.Message) == site.served.count(tables.Contact) == 0


def test_without_the_key_nothing_is_stored(site: KannelSite) -> None:
    assert site.phone(NUMBER).post("salam", key="guessed") == 403
    assert site.phone(NUMBER, by="get").post("salam", key="") == 403
    assert site.served.count(tables.Message) == site.served.count(tables.Contact) == 0


def test_reports_swapped_and_doubled_settle_the_same(site: KannelSite) -> None:
    for number, (kinds, _) in enumerate(REPORTED):
        site.kannel.outcome(*kinds, duplicate=True)
        site.phone(f"92300000046{number}").says("salam")
    site.kannel.wait_for_reports(sum(2 * len(kinds) for kinds, _ in REPORTED))
    site.served._settled()
    assert site.served.states() == [state for _, state in REPORTED]
    assert {report.answered for report in site.kannel.reports} == {200}


def test_an_answer_that_got_lost_is_not_sent_twice(site: KannelSite) -> None:
    site.kannel.fail("accept_then_reset")
    phone = site.phone(NUMBER)
    phone.says("salam")
    site.all_reported()
    assert site.served.states() == ["delivered"]
    assert len(phone.messages()) == 1


# Pieces


def assert_all_delivered(site: KannelSite) -> None:
    site.all_reported()
    assert {report.answered for report in site.kannel.reports} == {200}
    assert set(site.served.states()) == {"delivered"}
