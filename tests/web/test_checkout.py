"""The page of an order: who may see it, what it says, where it leads."""

import re

import pytest
from shop_client import ShopClient
from web_fakes import NASTY
from world import World, settings_for

from bot.app import create_app
from bot.web.checkout import Reach


@pytest.fixture
def shop(world: World) -> ShopClient:
    return ShopClient(world)


def path_of(order: dict) -> str:
    return order["checkout_url"].removeprefix("http://127.0.0.1:8000")


def test_a_page_opens_by_its_token_alone(shop: ShopClient) -> None:
    order = shop.order()
    path = path_of(order)
    token = path.rpartition("/")[2]
    assert len(token) == 24
    page = shop.client.get(path)
    assert page.status_code == 200 and page.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in page.headers["Cache-Control"] and "Set-Cookie" not in page.headers
    for other in (order["number"], token[:-1], token.swapcase()):
        assert shop.client.get(f"/checkout/{other}").status_code == 404
        assert shop.client.get(f"/checkout/{other}/state").status_code == 404


def test_what_a_shop_writes_is_text_and_nothing_else(shop: ShopClient) -> None:
    words = NASTY[:140]
    order = shop.order(description=words, return_url='https://dukaan.example/"><script>alert(1)</script>')
    page = shop.client.get(path_of(order)).text
    assert "<script>alert" not in page and "&lt;script&gt;" in page
    for link in (
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "https://evil.example\\@dukaan.example",
    ):
        assert (
            shop.post("/orders", {"price": 1_000_000, "reference": "A", "return_url": link}).status_code
            == 422
        )


def test_the_state_moves_as_the_order_does(shop: ShopClient) -> None:
    order = shop.order(return_url="https://dukaan.example/done?cart=9&lang=ur")
    path = path_of(order)
    assert shop.client.get(f"{path}/state").json == {"state": "open"}
    shop.post(f"/orders/{order['number']}/cancel")
    assert shop.client.get(f"{path}/state").json == {"state": "cancelled"}
    page = shop.client.get(path).text
    assert "This order is cancelled" in page and "wa_text" not in page and "<svg" not in page
    assert f"https://dukaan.example/done?cart=9&amp;lang=ur&amp;order={order['number']}" in page


def test_it_speaks_as_the_browser_prefers_or_as_was_chosen(shop: ShopClient) -> None:
    path = path_of(shop.order())
    urdu = {"Accept-Language": "ur-PK,ur;q=0.9"}
    for query, headers, direction in (
        ("", {}, "ltr"),
        ("", urdu, "rtl"),
        ("?lang=en", urdu, "ltr"),
        ("?lang=ur", {}, "rtl"),
    ):
        page = shop.client.get(path + query, headers=headers).text
        assert re.search(r'<html lang="\w+" dir="(\w+)"', page)[1] == direction


def test_a_telephone_that_a_shop_told_is_shown_in_part(shop: ShopClient) -> None:
    page = shop.client.get(path_of(shop.order(customer_phone="+923001234567"))).text
    assert "+92300•••567" in page


@pytest.mark.parametrize(
    ("channel", "link"),
    [
        ("whatsapp", "https://wa.me/923000000900?text=Order%2012345678"),
        ("sms", "sms:+923000000800?&body=Order%2012345678"),
    ],
)
def test_links_open_a_chat_with_the_words_written(channel: str, link: str) -> None:
    ways = Reach(whatsapp="+923000000900", sms="+923000000800")
    assert ways.link(channel, text="Order 12345678", address="+923001234567") == link  # type: ignore[arg-type]
    assert Reach().link(channel, text="Order 12345678", address="") == ""  # type: ignore[arg-type]


def test_with_twilio_the_page_leads_to_our_numbers(world: World) -> None:
    shop = ShopClient(world)
    given = {
        "QIST_TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
        "QIST_TWILIO_AUTH_TOKEN": "only for tests, and nowhere else",
        "QIST_TWILIO_WHATSAPP_FROM": "+923000000900",
        "QIST_TWILIO_SMS_FROM": "+923000000800",
    }
    settings = settings_for(world.settings.database_url, **given)
    shop.client = create_app(settings, context=world.context).test_client()
    page = shop.client.get(path_of(shop.order())).text
    assert "https://wa.me/923000000900?text=Order%20" in page and "sms:+923000000800" in page
