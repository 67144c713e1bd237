"""What a newcomer sees in a browser: two phones, a wallet in another tab, the agents' console."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from phone_page import OnScreen
from playwright.sync_api import expect
from served import Served, serve

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
WA, SMS = "+923000000551", "+923000000552"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serve(tmp_path, with_twilio=False) as site:
        yield site


def test_from_hello_to_a_closed_plan_on_whatsapp_in_urdu(served, window, page, picture) -> None:
    phone = OnScreen(page, "wa")
    phone.open(served, wa=WA, sms=SMS)
    phone.writes("سلام")
    expect(phone.messages.locator(".words").last).to_have_attribute("dir", "rtl")
    phone.taps("منظور ہے")
    picture(page, "phone-whatsapp-hello")
    for text in ("۳۵۲۰۲-۱۲۳۴۵۶۷-۱", "نمونہ خان", "۱۵-۰۸-۱۹۹۰"):
        phone.writes(text)
    phone.taps("روز کی دیہاڑی")
    phone.writes("۴۰ ہزار")
    phone.taps("نہیں")
    phone.taps("روز")
    phone.writes("۴۸۲۶")
    phone.writes("101")
    phone.writes("۱۰۰۰۰")
    picture(page, "phone-whatsapp-plans")
    phone.writes("2")
    phone.taps("سمجھ لیا")
    phone.taps("آگے چلیں")
    phone.hears("10,300")
    picture(page, "phone-whatsapp-urdu")
    phone.writes("10300")
    phone.writes("1")
    phone.taps("منظور ہے")
    phone.writes("باقی رقم")
    phone.taps("ادا کریں")
    phone.taps("اگلی قسط")
    picture(phone.pays(window), "wallet")
    phone.hears("5,150")
    phone.writes("قسط دینی ہے")
    phone.taps("پوری ادائیگی")
    phone.pays(window)
    picture(page, "phone-whatsapp-receipt")
    assert_closed(served, WA)


def test_from_hello_to_a_closed_plan_by_sms_with_digits_only(served, window, page, picture) -> None:
    phone = OnScreen(page, "sms")
    phone.open(served, wa=WA, sms=SMS)
    phone.writes("salam")
    phone.presses("1")
    phone.presses("3520212345671")
    phone.writes("Namoona Khan")
    for keys in ("15081990", "2", "40000", "2", "1", "4826"):
        phone.presses(keys)
    picture(page, "phone-sms-roman")
    for keys in ("101", "10000", "2", "1", "1", "10300", "1"):
        phone.presses(keys)
    picture(page, "phone-sms-accept")
    phone.presses("1")
    for keys in ("9", "3", "2"):
        phone.presses(keys)
    phone.pays(window)
    phone.hears("10,000")  # the mark-up of a plan paid on its first day is not earned
    assert_closed(served, SMS)


def test_the_counter_of_the_keypad_phone_says_what_the_server_counts(served, page) -> None:
    phone = OnScreen(page, "sms")
    phone.open(served, wa=WA, sms=SMS)
    page.fill("#sms-input", "سلام")
    expect(page.locator("#sms-counter")).to_have_text("66/1")
    page.fill("#sms-input", "a" * 161)
    expect(page.locator("#sms-counter")).to_have_text("145/2")


def assert_closed(served: Served, number: str) -> None:
    (loan,) = served.show(number)["loans"]
    assert (loan["state"], loan["outstanding"]) == ("closed", 0)
    assert served.problems() == []
