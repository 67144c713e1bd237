"""Whole journeys as Twilio sees them: signed webhooks in, REST messages out, callbacks of carrier and wallet."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from served import Served, serve

from bot.store import tables

pytestmark = pytest.mark.enable_socket
SMS, WA = "+923000000441", "+923000000442"
OVERRIDE = "\u202e"

ROMAN_DIGITS = (
    "salam", "1", "3520212345671", "Namoona Khan", "15081990", "2", "40000", "2", "1", "4826",
    "101 10000", "2", "1", "1", "10300", "1", "1",
)  # fmt: skip
AS_FAR_AS_INCOME = ROMAN_DIGITS[:6]

ODD = {
    "ten kilobytes": {"Body": "قسط " * 1_500},
    "NUL bytes": {"Body": "\x00\x00"},
    "NUL bytes around a word": {"Body": "sa\x00l\x00am"},
    "a right-to-left override": {"Body": f"{OVERRIDE}000,04"},
    "nothing at all": {"Body": ""},
    "blanks": {"Body": " \n\t "},
    "half an emoji": {"Body": "\ufffd"},
    "an image": {"NumMedia": "1", "MediaUrl0": "https://example.invalid/x", "MediaContentType0": "image/jpeg",
                 "MessageType": "image"},
    "a sticker": {"NumMedia": "1", "MediaUrl0": "https://example.invalid/x", "MediaContentType0": "image/webp",
                  "MessageType": "sticker"},
    "a location": {"Latitude": "24.86", "Longitude": "67.00", "MessageType": "location"},
    "a voice message": {"NumMedia": "1", "MediaUrl0": "https://example.invalid/x",
                        "MediaContentType0": "audio/ogg", "MessageType": "audio"},
    "a button of nobody's": {"Body": "x", "ButtonText": "x", "ButtonPayload": "no.such.button"},
    "a kind nobody knows": {"MessageType": "hologram"},
}  # fmt: skip


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serve(tmp_path) as site:
        yield site


def test_from_hello_to_a_closed_plan_by_sms_in_roman_urdu(served: Served) -> None:
    phone = served.phone(SMS, channel="sms")
    for text in ROMAN_DIGITS:
        assert phone.says(text)
    phone.says("9")
    phone.says("3")
    phone.says("1")
    assert "5,150" in phone.pays()[0]
    phone.says("qist deni hai")
    phone.says("2")
    phone.pays()
    assert_closed(served, SMS, total=1_030_000)
    assert_all_delivered(served)


def test_from_hello_to_a_closed_plan_on_whatsapp_in_urdu_with_buttons(served: Served) -> None:
    phone = served.phone(WA, channel="whatsapp")
    phone.says("سلام")
    phone.taps("منظور ہے")
    for text in ("۳۵۲۰۲-۷۶۵۴۳۲۱-۳", "نمونہ خان", "۱۵-۰۸-۱۹۹۰"):
        phone.says(text)
    phone.taps("ماہانہ نوکری")
    phone.says("۶۰۰۰۰")
    phone.taps("نہیں")
    phone.taps("روز")
    phone.says("۴۸۲۶")
    phone.says("102")
    phone.says("۱۳۳۳۷")
    phone.says("3")
    phone.taps("سمجھ لیا")
    phone.taps("آگے چلیں")
    said = served.show(WA)["messages"]
    assert (
        len([one for one in said if "13,937" in one["text"]]) >= 3
    )  # calculator, statement, the other statement
    phone.says("13937")
    phone.says("1")
    phone.taps("منظور ہے")
    assert served.show(WA)["loans"][0]["total"] == 1_393_700
    phone.says("باقی رقم")
    phone.taps("ادا کریں")
    phone.taps("پوری ادائیگی")
    phone.pays()
    assert_closed(served, WA, total=1_393_700)
    assert_all_delivered(served)
    assert {message.params.get("From") for message in phone.messages()} == {"whatsapp:+923000000900"}


def test_the_same_webhook_five_times_in_parallel_gets_one_reply(served: Served) -> None:
    phone = served.phone(SMS, channel="sms")
    sid = "SM" + uuid4().hex
    statuses = at_once([lambda: phone.post(Body="salam", MessageSid=sid)] * 5)
    assert statuses == [200] * 5
    served.all_sent()
    assert served.count(tables.Message, direction="in") == 1
    assert served.count(tables.Message, direction="out") == 1
    assert len(served.twilio.messages) == 1
    assert phone.post(Body="salam", MessageSid=sid) == 200  # and once more, long after
    assert served.count(tables.Message) == 2


def test_two_messages_of_one_person_at_once_are_both_answered_one_after_the_other(served: Served) -> None:
    phone = served.phone(SMS, channel="sms")
    for text in AS_FAR_AS_INCOME:
        phone.says(text)
    assert served.state(SMS) == "eligibility.income"
    before = len(phone.messages())
    texts = ("40000", "kya yeh halal hai?")
    assert at_once([lambda text=text: phone.post(Body=text) for text in texts]) == [200, 200]
    served.all_sent()
    assert served.state(SMS) == "eligibility.owes"
    assert len(phone.messages()) == before + 3  # the next question; an answer and the question that stands
    assert served.count(tables.Message, direction="in") == len(AS_FAR_AS_INCOME) + 2


def test_many_people_at_once_are_all_answered(served: Served) -> None:
    phones = [served.phone(f"+9230000005{number:02d}", channel="sms") for number in range(12)]
    assert at_once([lambda phone=phone: phone.post(Body="salam") for phone in phones]) == [200] * 12
    served.all_sent()
    assert [len(phone.messages()) for phone in phones] == [1] * 12


@pytest.mark.parametrize(("number", "channel"), [(SMS, "sms"), (WA, "whatsapp")])
def test_a_missed_call_is_rejected_and_answered_once_by_a_text(
    served: Served, number: str, channel: str
) -> None:
    phone = served.phone(number, channel=channel)
    for _ in range(3):
        assert '<Response><Reject reason="busy"/></Response>' in phone.rings("CA" + "1" * 32)
    served.all_sent()
    assert len(phone.hears()) == 1 and served.state(number) == "welcome.terms"
    phone.rings("CA" + "2" * 32)  # rings on
    phone.says("1")
    assert len(phone.messages()) == 2 and served.state(number) == "eligibility.cnic"


def test_a_hidden_or_foreign_number_that_rings_costs_nothing(served: Served) -> None:
    for number in ("anonymous", "+266696687", "+2348012345678", "+922135874526"):
        assert "<Reject " in served.phone(number, channel="sms").rings(f"CA{uuid4().hex}")
    assert served.count(tables.Message) == served.count(tables.Contact) == 0


@pytest.mark.parametrize("signature", [None, "", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "other body"])
def test_a_bad_signature_is_refused_and_nothing_is_stored(served: Served, signature: str | None) -> None:
    url = f"{served.url}/webhooks/twilio/message"
    form = served.twilio.inbound(From=SMS, Body="salam")
    if signature == "other body":
        signature = served.twilio.sign(url, {**form, "Body": "STOP"})
    headers = {} if signature is None else {"X-Twilio-Signature": signature}
    assert _post(url, form, headers) == 403
    status = {"MessageSid": "SM" + "1" * 32, "MessageStatus": "delivered"}
    assert _post(f"{served.url}/webhooks/twilio/status", status, headers) == 403
    call = {"CallSid": "CA" + "1" * 32, "From": SMS}
    assert _post(f"{served.url}/webhooks/twilio/voice", call, headers) == 403
    stored = (tables.Message, tables.Customer, tables.Contact, tables.Conversation, tables.DeliveryEvent)
    assert [served.count(model) for model in stored] == [0] * len(stored)


@pytest.mark.parametrize("channel", ["sms", "whatsapp"])
def test_whatever_comes_is_answered_and_nothing_is_lost(served: Served, channel: str) -> None:
    phone = served.phone(SMS if channel == "sms" else WA, channel=channel)
    for text in AS_FAR_AS_INCOME:
        phone.says(text)
    for name, form in ODD.items():
        state, kept = served.state(number := phone.address.removeprefix("whatsapp:")), len(phone.messages())
        inbound = served.count(tables.Message, direction="in")
        assert phone.post(**form) == 200, name
        served.all_sent()
        assert served.count(tables.Message, direction="in") == inbound + 1, name
        assert len(phone.messages()) > kept, f"no answer to {name}"
        assert served.state(number) == state == "eligibility.income", name
        phone.says("9")  # three misses in a row would call a person
        phone.says("1")
        go_on(phone, served, number)
    phone.says("40000")
    assert served.state(number) == "eligibility.owes"


@pytest.mark.parametrize(
    "form", [{}, {"From": ""}, {"From": "messenger:1"}], ids=["none", "empty", "elsewhere"]
)
def test_a_webhook_without_a_sender_is_a_bad_request(served: Served, form: dict[str, str]) -> None:
    answer = served.twilio.post_inbound(f"{served.url}/webhooks/twilio/message", Body="salam", **form)
    assert answer.status == 400
    assert served.count(tables.Message) == 0


def test_a_failed_delivery_is_shown_as_failed(served: Served) -> None:
    served.twilio.outcome("sent", "undelivered", error_code=30003)
    served.phone(SMS, channel="sms").says("salam")
    served.all_reported()
    assert served.states() == ["undelivered"]


def test_reports_shuffled_and_doubled_settle_the_same(served: Served) -> None:
    served.twilio.outcome("sent", "delivered", "read", shuffle=True, duplicate=True)
    served.phone(WA, channel="whatsapp").says("salam")
    served.twilio.wait_for_reports(6)
    assert served.states() == ["read"]


# Pieces


def assert_closed(served: Served, number: str, *, total: int) -> None:
    (loan,) = served.show(number)["loans"]
    assert (loan["state"], loan["total"], loan["outstanding"]) == ("closed", total, 0)
    assert served.problems() == []


def assert_all_delivered(served: Served) -> None:
    served.all_reported()
    assert {report.answered for report in served.twilio.reports} == {204}
    assert set(served.states()) == {"delivered"}


def go_on(phone, served: Served, number: str) -> None:
    """From the menu back to the question about income: who is known by now is asked again from the start."""
    known = iter(("3520212345671", "Namoona Khan", "15081990", "2"))
    while served.state(number) != "eligibility.income":
        phone.says(next(known))


def at_once(calls: list[Callable[[], int]]) -> list[int]:
    """All calls in threads that start together; their results in the order of the calls."""
    results = [0] * len(calls)
    barrier = threading.Barrier(len(calls))

    def run(place: int) -> None:
        barrier.wait(10)
        results[place] = calls[place]()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def _post(url: str, form: dict[str, str], headers: dict[str, str]) -> int:
    from tests.fakes.twilio_http import post_form

    return post_form(url, form, headers=headers).status
