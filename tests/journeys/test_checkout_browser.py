"""The page a web shop sends its customer to, in a browser: both languages, narrow and wide, without scripts."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from lender import agree
from playwright.sync_api import expect
from served import Served, serve

from bot.services import orders, web_orders
from bot.store.web_orders import WebOrderRow

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serve(tmp_path, with_twilio=False) as site:
        yield site


def an_order(served: Served, **more: str) -> WebOrderRow:
    told = {
        "reference": "A-7",
        "description": "Silai machine, 1 year warranty",
        "address": "",
        "return_url": "https://dukaan.example/thanks?cart=9",
        **more,
    }
    with served.context.database.transaction() as connection:
        return web_orders.open_order(
            served.context, connection, shop="102", price=2_450_000, expires_at=None, **told
        )


def address_of(served: Served, order: WebOrderRow, tongue: str = "en") -> str:
    return f"{served.url}/checkout/{order.token}?lang={tongue}"


class World:
    """What `agree` asks for of a world."""

    def __init__(self, served: Served) -> None:
        self.context, self.now = served.context, served.clock.now


def accept(served: Served, order: WebOrderRow) -> None:
    agree(World(served), price=order.price)  # type: ignore[arg-type]
    with served.context.database.transaction() as connection:
        orders.take(connection, number=order.number, loan="10000001", at=served.clock.now)


@pytest.mark.parametrize("tongue", ["en", "ur"])
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_it_fits_every_screen_and_can_be_read_by_everybody(
    served: Served, page, picture, tongue: str, width: int
) -> None:
    order = an_order(served)
    page.set_viewport_size({"width": width, "height": 760})
    page.goto(address_of(served, order, tongue))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if tongue == "ur" else "ltr")
    expect(page.locator("h1")).to_have_text("Rs 24,500")
    assert page.locator(".code").is_visible() == (width >= 768)
    assert Axe().run(page).response["violations"] == []
    assert page.context.cookies() == []
    picture(page, f"checkout-{tongue}-{width}")


def test_it_leads_into_the_chat_with_the_words_written(served: Served, page) -> None:
    order = an_order(served, address="+923000000551")
    page.goto(address_of(served, order))
    page.click("#whatsapp")
    expect(page.locator("#wa-input")).to_have_value(f"Order {order.number}")
    expect(page.locator("#wa-number")).to_have_value("+923000000551")
    page.click("#wa-send")
    expect(page.locator("#wa-messages [data-message-id]")).to_have_count(2)
    page.goto(address_of(served, order))
    page.click("#sms")
    expect(page.locator("#sms-input")).to_have_value(f"Order {order.number}")


def test_nothing_is_sent_before_the_page_listens(served: Served, page) -> None:
    page.route("**/js/phone/main.js", lambda route: route.abort())
    page.goto(f"{served.url}/phone?wa_text=salam")
    expect(page.locator("#wa-input")).to_have_value("salam")
    for button in ("#wa-send", "#sms-send", "#wa-who button"):
        expect(page.locator(button)).to_be_disabled()


@pytest.mark.parametrize("tongue", ["en", "ur"])
def test_it_shows_by_itself_what_became_of_the_order(served: Served, page, picture, tongue: str) -> None:
    order = an_order(served)
    page.set_viewport_size({"width": 360, "height": 760})
    page.goto(address_of(served, order, tongue))
    accept(served, order)
    expect(page.locator('[data-state="accepted"]')).to_be_visible()
    expect(page.locator("#whatsapp")).to_have_count(0)
    picture(page, f"checkout-accepted-{tongue}")
    expect(page.locator("#back")).to_have_attribute(
        "href", f"https://dukaan.example/thanks?cart=9&order={order.number}"
    )


def test_without_scripts_it_reloads_now_and_then(served: Served, chromium) -> None:
    order = an_order(served)
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address_of(served, order))
    assert page.locator('noscript meta, meta[http-equiv="refresh"]').first.get_attribute("content") == "20"
    with served.context.database.transaction() as connection:
        orders.cancel(served.context, connection, number=order.number)
    page.reload()
    expect(page.locator('[data-state="cancelled"]')).to_be_visible()
    assert "refresh" not in page.content()
    context.close()


def test_the_page_for_programmers_fits_too(served: Served, page, picture) -> None:
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{served.url}/api/v1/docs")
        page.click("#makeOrder summary")
        page.click("#NewOrder summary")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert Axe().run(page).response["violations"] == []
        picture(page, f"api-docs-{width}")
    assert re.findall(r'(?:src|href)="https?://[^"]+"', page.content()) == []
