"""What a newcomer sees in a browser: two phones, a wallet in another tab, the agents' console."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from served import Served, serve

from bot.services.demo import LOGINS

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
WA, SMS = "+923000000551", "+923000000552"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serve(tmp_path, with_twilio=False) as site:
        yield site


class OnScreen:
    """One of the two phones on the page; every act waits for what it brings."""

    def __init__(self, page: Page, which: str) -> None:
        self.page, self.which = page, which
        self.messages = page.locator(f"#{which}-messages [data-message-id]")

    def open(self, served: Served) -> None:
        self.clock = served.clock
        self.page.goto(f"{served.url}/phone?wa={WA.replace('+', '%2B')}&sms={SMS.replace('+', '%2B')}")

    def writes(self, text: str) -> None:
        before = self.messages.count()
        self.page.fill(f"#{self.which}-input", text)
        self.page.click(f"#{self.which}-send")
        self.answered(before)

    def presses(self, keys: str) -> None:
        """Digits on the keypad, then Send."""
        before = self.messages.count()
        for key in keys:
            self.page.click(f'[data-key="{key}"]')
        expect(self.page.locator("#sms-input")).to_have_value(keys)
        self.page.click("#sms-send")
        self.answered(before)

    def taps(self, title: str) -> None:
        """A quick reply, or a row of the list behind the opener."""
        before = self.messages.count()
        button = self.page.locator("#wa-messages button[data-payload]", has_text=title).last
        if not button.is_visible():
            self.page.locator("#wa-messages .choose").last.click()
            button = self.page.locator("#wa-sheet-rows [data-payload]", has_text=title).first
        button.click()
        self.answered(before)

    def answered(self, before: int) -> None:
        """The own words and at least one answer are on the screen."""
        expect(self.messages.nth(before + 1)).to_be_visible()
        self.clock.reads()

    def hears(self, text: str) -> None:
        expect(self.messages.locator(".words", has_text=text).last).to_be_visible()

    def pays(self, window: BrowserContext) -> Page:
        """Follow the newest link into a new tab and press "pay" there."""
        before = self.messages.count()
        with window.expect_page() as opened:
            self.messages.locator("a[href*='/pay/']").last.click()
        wallet = opened.value
        wallet.click("#pay")
        expect(wallet.locator("#paid")).to_be_visible()
        expect(self.messages.nth(before)).to_be_visible()
        return wallet


def test_from_hello_to_a_closed_plan_on_whatsapp_in_urdu(served, window, page, picture) -> None:
    phone = OnScreen(page, "wa")
    phone.open(served)
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
    phone.open(served)
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


def test_an_agent_takes_over_answers_and_hands_back(served, page, desk, picture) -> None:
    phone = OnScreen(page, "wa")
    phone.open(served)
    for text in ("salam", "1", "0"):
        phone.writes(text)
    log_in(desk, served)
    picture(desk, "console-waiting")
    desk.locator("[data-held-by=queue] [id^=row-]").click()
    desk.click("#take")
    desk.fill("#reply-text", "Assalam o alaikum, main Ayesha. Card ka number 13 hindson ka hai.")
    desk.click("#reply-send")
    phone.hears("main Ayesha")
    said = phone.messages.count()
    page.fill("#wa-input", "shukriya")
    page.click("#wa-send")
    expect(desk.locator("#transcript .said.customer", has_text="shukriya")).to_be_visible()
    picture(desk, "console-conversation")
    expect(phone.messages).to_have_count(said + 1)  # the bot was silent
    desk.click("#hand-back")
    expect(desk.get_by_role("status")).to_contain_text("Handed back")
    expect(phone.messages).to_have_count(said + 2)
    phone.hears("CNIC")
    assert served.state(WA) == "eligibility.cnic"
    picture(page, "phone-after-agent")


def test_the_counter_of_the_keypad_phone_says_what_the_server_counts(served, page) -> None:
    phone = OnScreen(page, "sms")
    phone.open(served)
    page.fill("#sms-input", "سلام")
    expect(page.locator("#sms-counter")).to_have_text("66/1")
    page.fill("#sms-input", "a" * 161)
    expect(page.locator("#sms-counter")).to_have_text("145/2")


def log_in(desk: Page, served: Served) -> None:
    desk.goto(f"{served.url}/console")
    desk.fill("#username", LOGINS[0].username)
    desk.fill("#password", LOGINS[0].password)
    desk.click("#login")


def assert_closed(served: Served, number: str) -> None:
    (loan,) = served.show(number)["loans"]
    assert (loan["state"], loan["outstanding"]) == ("closed", 0)
    assert served.problems() == []
