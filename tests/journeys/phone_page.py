"""The two phones of the /phone page, as somebody with fingers uses them."""

from urllib.parse import urlencode

from playwright.sync_api import BrowserContext, Page, expect
from served import Served


class OnScreen:
    """One of the two phones on the page; every act waits for what it brings."""

    def __init__(self, page: Page, which: str) -> None:
        self.page, self.which = page, which
        self.messages = page.locator(f"#{which}-messages [data-message-id]")

    def open(self, served: Served, **numbers: str) -> None:
        """`numbers`: wa, sms."""
        self.clock = served.clock
        self.page.goto(f"{served.url}/phone?{urlencode(numbers)}")

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
