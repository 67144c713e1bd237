"""The desk as people use it: two agents and a customer, each in a browser of their own."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from phone_page import OnScreen
from playwright.sync_api import Browser, Page, Route, expect
from served import Served, serve
from windows import SIZE, opened

from bot.services import demo

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
LIVE = "**/live*"
CUSTOMER, OTHER = "+923000000561", "+923000000562"
PASSWORDS = {login.username: login.password for login in demo.LOGINS}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serve(tmp_path, with_twilio=False) as site:
        yield site


@pytest.fixture
def agents(chromium: Browser, served: Served) -> Iterator[tuple[Page, Page]]:
    """Ayesha and Bilal, logged in, each in a browser of their own."""
    with ExitStack() as stack:
        pages = tuple(stack.enter_context(opened(chromium)).new_page() for _ in range(2))
        for page, name in zip(pages, ("ayesha", "bilal"), strict=True):
            log_in(page, served, name)
        yield pages[0], pages[1]


@pytest.fixture
def phone(served: Served, page: Page) -> OnScreen:
    """A customer who has written in Urdu and waits for a person, in the middle of the application."""
    made = OnScreen(page, "wa")
    made.open(served, wa=CUSTOMER)
    for text in ("سلام", "1", "35202-1234567-1", "0"):
        made.writes(text)
    return made


def test_from_the_queue_over_two_agents_back_to_the_same_question(served, agents, phone, picture) -> None:
    ayesha, bilal = agents
    state = served.state(CUSTOMER)
    # The queue shows it by itself, to both.
    for desk in agents:
        expect(desk.locator("#rows .row")).to_have_count(1)
        expect(desk).to_have_title(re.compile(r"^\(1\)"))
    picture(ayesha, "desk-queue")
    # Both want it; the second is told who was first.
    for desk in agents:
        desk.click("#rows .row")
        expect(desk.locator("#take")).to_be_visible()
    hold_still(bilal)
    ayesha.click("#take")
    expect(ayesha.locator("#holder")).to_contain_text("Yours")
    bilal.click("#take")
    expect(bilal.get_by_role("alert")).to_contain_text("Ayesha (demo) took this")
    expect(bilal.locator("#holder")).to_contain_text("Ayesha (demo)")
    bilal.unroute(LIVE)
    # She answers; he sees it, and that she is there. The bot is silent.
    said = phone.messages.count()
    answer(ayesha, "وعلیکم السلام، میں عائشہ۔ قسط Rs 2,500 ہو گی۔")
    phone.hears("میں عائشہ")
    expect(bilal.locator(".said.agent")).to_contain_text("میں عائشہ")
    expect(bilal.locator(".tag.colleague")).to_contain_text("Ayesha (demo)")
    phone.page.fill("#wa-input", "شکریہ، دکان لاہور میں ہے")
    phone.page.click("#wa-send")
    expect(ayesha.locator(".said.customer").last).to_contain_text("دکان لاہور")
    expect(phone.messages).to_have_count(said + 2)
    # A note for the colleague, then the conversation itself.
    ayesha.click("#mode-note")
    ayesha.fill("#note-text", "The shop is in Lahore")
    ayesha.click("#note-send")
    expect(ayesha.locator(".said.note")).to_contain_text("Lahore")
    picture(ayesha, "desk-conversation")
    ready(ayesha)
    ayesha.click("#pass-on")
    ayesha.select_option("#pass-to", "bilal")
    ayesha.click("#pass-on-now")
    expect(ayesha.get_by_role("status")).to_contain_text("Passed on")
    expect(bilal.locator("#holder")).to_contain_text("Yours")
    expect(bilal.locator(".said.note")).to_contain_text("Lahore")
    # He hands back; the same question stands again.
    bilal.click("#hand-back")
    expect(bilal.locator("#hand-back-form")).to_contain_text("پورا نام")
    picture(bilal, "desk-hand-back")
    bilal.click("#hand-back-now")
    expect(bilal.get_by_role("status")).to_contain_text("Handed back")
    phone.hears("پورا نام")
    assert served.state(CUSTOMER) == state
    phone.writes("نمونہ خان")
    assert served.state(CUSTOMER) == "eligibility.born"


def test_a_draft_and_the_place_survive_what_comes_in(served, agents, phone) -> None:
    ayesha, bilal = agents
    ayesha.click("#rows .row")
    ayesha.fill("#reply-text", "half a sent")
    phone.page.fill("#wa-input", "koi hai?")
    phone.page.click("#wa-send")
    expect(ayesha.locator(".said.customer").last).to_contain_text("koi hai?")
    expect(ayesha.locator("#reply-text")).to_have_value("half a sent")
    bilal.click("#rows .row")
    bilal.click("#take")
    expect(ayesha.locator("#holder")).to_contain_text("Bilal (demo)")
    expect(ayesha.locator("#mode-reply")).to_have_count(0)


def test_what_an_sms_costs_and_ready_responses(served, agents, page) -> None:
    keypad = OnScreen(page, "sms")
    keypad.open(served, sms=OTHER)
    for text in ("salam", "1", "0"):
        keypad.writes(text)
    ayesha, _ = agents
    ayesha.click("#nav-canned")
    ayesha.click("#new-response summary")
    for field, text in (("shortcut", "hi"), ("title", "Greeting")):
        ayesha.fill(f"#{field}-new", text)
    for code, text in (
        ("ur", "السلام علیکم"),
        ("ur-Latn", "Assalam o alaikum, main {agent}"),
        ("en", "Hello"),
    ):
        ayesha.fill(f"#{code}-new", text)
    ayesha.click("#keep-new")
    ayesha.click("#nav-inbox")
    ayesha.click("#rows .row")
    ayesha.fill("#reply-text", "x" * 161)
    expect(ayesha.locator("#reply-counter")).to_have_text("145/2 · 2 SMS · Rs 5.00 · GSM-7")
    ayesha.fill("#reply-text", "سلام")
    expect(ayesha.locator("#reply-counter")).to_have_text("66/1 · 1 SMS · Rs 2.50 · UCS-2")
    ayesha.fill("#reply-text", "")
    ayesha.type("#reply-text", "/hi")
    expect(ayesha.locator("#responses li").first).to_contain_text("Assalam o alaikum, main Ayesha")
    ayesha.press("#reply-text", "Enter")
    expect(ayesha.locator("#reply-text")).to_have_value("Assalam o alaikum, main Ayesha (demo)")
    ayesha.press("#reply-text", "Enter")
    keypad.hears("main Ayesha (demo)")


def test_ready_responses_fit_what_stands_there_however_late_they_come(served, agents, phone) -> None:
    ayesha, _ = agents
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    ayesha.route("**/canned", hold)
    ayesha.click("#rows .row")
    expect(ayesha.locator("#reply-text")).to_have_attribute("aria-controls", "responses")  # it listens
    with ayesha.expect_request("**/canned"):
        ayesha.type("#reply-text", "/")
    ayesha.type("#reply-text", "moment")
    ayesha.evaluate("() => new Promise(requestAnimationFrame)")
    for late in reversed(held):  # the newest answer first
        late.continue_()
    expect(ayesha.locator("#responses li").first).to_contain_text("/moment")
    expect(ayesha.locator("#responses li")).to_have_count(3)


def test_the_tone_is_checked_before_words_go(served, agents, phone) -> None:
    ayesha, _ = agents
    ayesha.click("#rows .row")
    said = phone.messages.count()
    # The page answers 422 with the draft; that is no broken page.
    with ayesha.expect_response(lambda answer: answer.status == 422):
        answer(ayesha, "ورنہ پولیس آئے گی")
    expect(ayesha.locator("#warned")).to_contain_text("پولیس")
    expect(ayesha.locator("#reply-text")).to_have_value("ورنہ پولیس آئے گی")
    assert phone.messages.count() == said
    ayesha.fill("#reply-text", "کوئی مسئلہ نہیں، جب آسانی ہو")
    ayesha.click("#reply-send")
    phone.hears("جب آسانی ہو")


def test_the_keyboard_goes_all_the_way(served, agents, phone) -> None:
    ayesha, _ = agents
    expect(ayesha.locator("#rows .row")).to_have_count(1)
    ayesha.keyboard.press("j")
    ayesha.keyboard.press("Enter")
    expect(ayesha.locator("#take")).to_be_visible()
    ready(ayesha)
    ayesha.keyboard.press("t")
    expect(ayesha.locator("#holder")).to_contain_text("Yours")
    ready(ayesha)
    ayesha.keyboard.press("r")
    ayesha.keyboard.type("Ji?")
    ayesha.keyboard.press("Enter")
    phone.hears("Ji?")
    ready(ayesha)
    ayesha.keyboard.press("n")
    ayesha.keyboard.type("quick one")
    ayesha.keyboard.press("Enter")
    expect(ayesha.locator(".said.note")).to_contain_text("quick one")
    ready(ayesha)
    ayesha.keyboard.press("?")
    expect(ayesha.locator("#keys-help")).to_be_visible()
    ayesha.keyboard.press("Escape")
    ayesha.keyboard.press("b")
    expect(ayesha.locator("#hand-back-form")).to_be_visible()
    ayesha.locator("#hand-back-now").press("Enter")
    expect(ayesha.get_by_role("status")).to_contain_text("Handed back")


@pytest.mark.parametrize("tongue", ["en", "ur"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_readers_and_eyes_find_no_serious_fault(served, agents, phone, picture, tongue, scheme) -> None:
    ayesha, _ = agents
    with served.context.database.transaction() as connection:
        connection.exec_driver_sql(f"UPDATE agent SET language = '{tongue}'")
    ayesha.emulate_media(color_scheme=scheme)
    ayesha.goto(f"{served.url}/console")
    assert_accessible(ayesha)
    ayesha.click("#rows .row")
    ayesha.click("#take")
    expect(ayesha.locator("#hand-back")).to_be_visible()
    answer(ayesha, "جی")
    expect(ayesha.locator(".said.agent")).to_be_visible()
    ready(ayesha)
    assert_accessible(ayesha)
    picture(ayesha, f"desk-{tongue}-{scheme}")
    ayesha.click("#hand-back")
    expect(ayesha.locator("#hand-back-form")).to_be_visible()
    assert_accessible(ayesha)
    for place in ("canned", "cases", "labels"):
        ayesha.goto(f"{served.url}/console/{place}")
        assert_accessible(ayesha)


@pytest.mark.parametrize("tongue", ["en", "ur"])
def test_the_pages_of_those_who_lead_have_no_serious_fault(served, chromium, phone, picture, tongue) -> None:
    with served.context.database.transaction() as connection:
        connection.exec_driver_sql(f"UPDATE agent SET language = '{tongue}'")
    with opened(chromium) as window:
        desk = window.new_page()
        log_in(desk, served, "kamran")
        for place in ("approvals", "reports", "audit", "team", "account"):
            desk.goto(f"{served.url}/console/{place}")
            ready(desk)
            assert_accessible(desk)
            assert desk.evaluate("document.documentElement.scrollWidth") <= SIZE["width"], place
            picture(desk, f"desk-{place}-{tongue}")


@pytest.mark.parametrize("width", [360, 800, 1400])
def test_nothing_is_wider_than_the_screen(served, agents, phone, picture, width) -> None:
    ayesha, _ = agents
    ayesha.set_viewport_size({"width": width, "height": 800})
    for path in ("", "/conversations/1", "/canned", "/cases"):
        ayesha.goto(f"{served.url}/console{path}")
        assert ayesha.evaluate("document.documentElement.scrollWidth") <= width, path
        picture(ayesha, f"desk-{width}{path.replace('/', '-')}")


def assert_accessible(page: Page) -> None:
    """No fault that axe calls serious or critical."""
    found = Axe().run(page).response["violations"]
    grave = [
        (one["id"], [node["target"] for node in one["nodes"]][:3])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert grave == []


def hold_still(page: Page) -> None:
    """Stop the page from following, so that its agent decides on what was there a moment ago."""
    page.route(LIVE, lambda route: route.fulfill(status=204))


def answer(page: Page, text: str) -> None:
    """Type it and press Enter."""
    ready(page)
    page.fill("#reply-text", text)
    page.press("#reply-text", "Enter")


def ready(page: Page) -> None:
    """The page's own scripts have run."""
    expect(page.locator("html[data-ready]")).to_be_attached()


def log_in(page: Page, served: Served, name: str) -> None:
    page.goto(f"{served.url}/console")
    page.fill("#username", name)
    page.fill("#password", PASSWORDS[name])
    page.click("#login")
    expect(page.locator("#list")).to_be_visible()
