import pytest
from playwright.sync_api import expect
from web_fakes import BILAL, PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]


@pytest.fixture
def desk_page(page, address):
    page.goto(f"{address}/console")
    page.fill("#username", "ayesha")
    page.fill("#password", PASSWORD)
    page.click("#login")
    return page


def test_a_conversation_that_begins_to_wait_appears_by_itself(site, desk_page):
    site.desk.held_by = "bot"
    desk_page.reload()
    expect(desk_page.locator("[data-conversation]")).to_have_count(0)
    site.desk.held_by = "queue"
    expect(desk_page.locator('[data-conversation="7"]')).to_be_visible()
    expect(desk_page).to_have_title("(1) Waiting · Qist Saathi console")


def test_take_write_and_keep_the_draft_while_the_page_follows(site, desk_page):
    desk_page.click("#row-7")
    desk_page.click("#take")
    expect(desk_page.locator("#holder")).to_contain_text("Yours")
    desk_page.fill("#reply-text", "x" * 161)
    expect(desk_page.locator("#reply-counter")).to_have_text("145/2 · 2 SMS · GSM-7")
    site.desk.last_text = "ek aur baat"
    expect(desk_page.locator("#transcript")).to_contain_text("ek aur baat")
    expect(desk_page.locator("#reply-text")).to_have_value("x" * 161)
    desk_page.fill("#reply-text", "جی، بتائیں")
    desk_page.keyboard.press("Enter")
    expect(desk_page.locator(".said.agent")).to_contain_text("جی، بتائیں")
    desk_page.click("#hand-back")
    expect(desk_page.get_by_role("status")).to_contain_text("Handed back")
    assert site.desk.replies == [(1, "جی، بتائیں")]


def test_it_shows_at_once_that_a_colleague_was_first(site, desk_page):
    desk_page.click("#row-7")
    site.desk.claim(conversation_id=7, agent_id=BILAL.id)
    expect(desk_page.locator("#holder")).to_contain_text("Bilal Ahmed took this")
    expect(desk_page.locator("#take")).to_have_count(0)


def test_an_ended_session_leads_to_the_log_in(site, desk_page):
    desk_page.click("#row-7")
    del site.desk.agents[1]
    expect(desk_page.locator("#password")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_wider_than_the_screen(site, desk_page, width):
    desk_page.set_viewport_size({"width": width, "height": 800})
    for path in ("", "/conversations/7"):
        desk_page.goto(desk_page.url.split("/console")[0] + "/console" + path)
        assert desk_page.evaluate("document.documentElement.scrollWidth") <= width
