"""A customer is told how to pay, pays at a bank or on JazzCash's page, and has a receipt; all over HTTP."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, ProxyHandler, build_opener

import pytest
from served import Served, TwilioPhone, serve

from bot.conversation.segments import measure
from bot.services import oddities
from bot.services.tick import tick
from tests.fakes import bank
from tests.fakes.bank import FakeBank
from tests.fakes.jazzcash import FakeJazzCash
from tests.fakes.loopback import call

pytestmark = pytest.mark.enable_socket
SMS, WA = "+923000000441", "+923000000442"
ENROL = (
    "salam", "1", "3520212345671", "Namoona Khan", "15081990", "2", "40000", "2", "1", "4826",
    "101 10000", "2", "1", "1", "10300", "1", "1",
)  # fmt: skip
PAYS = ("9", "3", "1")


@pytest.fixture
def jazzcash() -> Iterator[FakeJazzCash]:
    with FakeJazzCash() as fake:
        yield fake


@pytest.fixture
def served(tmp_path: Path, jazzcash: FakeJazzCash) -> Iterator[Served]:
    ways = {"QIST_PAY_WITH": "jazzcash,onebill,raast"}
    with serve(tmp_path, **ways, **jazzcash.settings, **bank.SETTINGS) as site:
        yield site


def talk(phone: TwilioPhone, *lines: str) -> list[str]:
    heard: list[str] = []
    for line in lines:
        heard = phone.says(line)
        assert heard
    return heard


def browser() -> OpenerDirector:
    return build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))


def press(opener: OpenerDirector, page: str, url: str) -> str:
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    with opener.open(url, data=urlencode({"csrf_token": token[1]}).encode(), timeout=10) as answer:
        return str(answer.read().decode())


def hidden(page: str) -> dict[str, str]:
    """The form as a browser would post it."""
    found = re.findall(r'<input type="hidden" name="(pp[^"]+)" value="([^"]*)">', page)
    return {name: unescape(value) for name, value in found}


def test_by_sms_a_number_for_the_banks_app_in_one_segment(served: Served) -> None:
    phone = served.phone(SMS, channel="sms")
    talk(phone, *ENROL)
    (told,) = talk(phone, *PAYS)
    size = measure(told)
    assert (size.segments, size.encoding) == (1, "GSM-7")
    number = re.search(r"1Bill no (\d+)", told)
    assert number is not None and "Rs 5,150" in told and "23 Dec" in told
    assert number[1].startswith(bank.PREFIX)

    cashier = FakeBank(served.url)
    _, bill = cashier.inquiry(number[1])
    assert (bill["response_Code"], bill["amount_within_dueDate"]) == ("00", "+0000000515000")
    paid = cashier.pay(number[1], 515_000, auth="700001", at=served.clock())
    assert paid == cashier.pay(
        number[1], 515_000, auth="700001", at=served.clock()
    )  # the bank repeats itself
    assert paid[1]["response_Code"] == "00"
    served.all_sent()
    (receipt,) = phone.hears()
    assert "Rs 5,150" in receipt
    assert served.show(SMS)["loans"][0]["installments"][0]["paid"] == 515_000
    assert served.problems() == []
    assert oddities.listed(served.context) == []


def test_on_whatsapp_a_link_a_number_and_a_picture(served: Served, jazzcash: FakeJazzCash) -> None:
    phone = served.phone(WA, channel="whatsapp")
    talk(phone, *ENROL)
    told = talk(phone, *PAYS)
    words = next(one for one in told if "/pay/" in one)
    link = re.search(r"http://\S+/pay/\d+", words)
    assert link is not None and bank.PREFIX in words
    (picture,) = [one for one in phone.messages() if one.params.get("MediaUrl") and "Raast" in one.body]
    with browser().open(str(picture.params["MediaUrl"]), timeout=10) as code:
        assert code.read().startswith(b"\x89PNG")

    opener = browser()
    with opener.open(link[0], timeout=10) as page:
        shown = page.read().decode()
    assert "JazzCash" in shown and "1Bill" in shown and "Raast" in shown
    form = hidden(press(opener, shown, f"{link[0]}/with/jazzcash"))
    assert (
        "pay 515000"
        in jazzcash.post(f"{jazzcash.url}/CustomerPortal/transactionmanagement/merchantform/", form).body
    )

    said = jazzcash.callback(form["pp_TxnRefNo"])
    back = jazzcash.post(form["pp_ReturnURL"], said)  # by the browser, and by JazzCash's servers
    assert "Your receipt comes" in back.body
    assert jazzcash.post(f"{served.url}/webhooks/payments/jazzcash", said).status == 200
    served.all_sent()
    (receipt,) = phone.hears()
    assert "Rs 5,150" in receipt
    assert served.problems() == [] and oddities.listed(served.context) == []


def test_what_does_not_fit_is_seen_by_a_person(served: Served, jazzcash: FakeJazzCash) -> None:
    phone = served.phone(SMS, channel="sms")
    talk(phone, *ENROL)
    (told,) = talk(phone, *PAYS)
    number, reference = re.search(r"1Bill no (\d+)", told)[1], re.search(r"/pay/(\d+)", told)[1]
    cashier = FakeBank(served.url)
    cashier.raast(reference, "5150.00", transaction="R1", at=served.clock())
    cashier.pay(number, 100_000, auth="700001", at=served.clock())
    cashier.pay(number, 200_000, auth="700001", at=served.clock())
    cashier.raast(reference, "5150.00", transaction="R1", at=served.clock(), event="reversed")
    cashier.raast(reference, "5150.00", transaction="R1", at=served.clock())
    cashier.raast("4444444444", "10.00", transaction="R2", at=served.clock())
    cashier.raast(reference, "1.00", transaction="R3", at=served.clock(), secret="somebody else's secret")
    call(f"{served.url}/webhooks/payments/sandbox", body=b"transaction=1")  # a demo's wallet, which is not on
    kinds = sorted(one.kind for one in oddities.listed(served.context))
    assert kinds == [
        "after_reversal", "forged", "other_amount", "repeated_differently", "taken_back", "unknown_reference",
    ]  # fmt: skip
    assert served.show(SMS)["loans"][0]["installments"][0]["paid"] == 100_000
    assert served.problems() == []


def test_a_reminder_that_is_answered_leads_to_the_same(served: Served) -> None:
    phone = served.phone(SMS, channel="sms")
    talk(phone, *ENROL)
    served.clock.now += timedelta(days=27)
    list(tick(served.context, now=served.clock()))
    served.all_sent()
    assert "1 Dene ka tareeqa" in phone.hears()[-1]
    talk(phone, "1", "4826")  # the PIN was shown weeks ago
    (told,) = talk(phone, "1")
    assert "1Bill no" in told and "Rs 5,150" in told and measure(told).segments == 1


def test_where_no_way_is_set_up_a_person_helps(tmp_path: Path) -> None:
    with serve(tmp_path, QIST_DEMO="", QIST_PAY_WITH="") as site:
        phone = site.phone(SMS, channel="sms")
        talk(phone, *ENROL)
        (told,) = talk(phone, *PAYS)
        assert "numainde" in told
        assert site.show(SMS)["conversation"]["held_by"] == "queue"
        assert call(f"{site.url}/webhooks/payments/sandbox", body=b"transaction=1").status == 404
