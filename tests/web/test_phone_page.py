import pytest
from playwright.sync_api import expect
from web_fakes import NASTY

from bot.conversation.segments import measure
from bot.services.phone_views import PhoneButton

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
WA, SMS = "+923000000101", "+923000000202"
GREETING = "وعلیکم السلام۔ آپ کی قسط Rs 2,500 ہے: http://127.0.0.1/pay/1۔"
THREE = tuple(PhoneButton(f"menu:{n}", title) for n, title in enumerate(("حد", "خریدیں", "نمائندہ")))
SIX = tuple(PhoneButton(f"row:{n}", f"Row {n}") for n in range(6))


def say(page, text, *, phone="wa"):
    page.fill(f"#{phone}-input", text)
    page.click(f"#{phone}-send")


def bubbles(page):
    return page.locator("#wa-messages [data-message-id]")


def press(page, keys):
    for key in keys:
        page.click(f'[data-key="{key}"]')


def test_a_greeting_in_urdu_is_answered_with_buttons_that_can_be_tapped(site, page, address):
    site.phones.answers = [(GREETING, THREE), ("ok", ())]
    page.goto(f"{address}/phone")
    say(page, "سلام")
    expect(bubbles(page)).to_have_count(2)
    words = bubbles(page).nth(1).locator(".words")
    expect(words).to_have_attribute("dir", "rtl")
    expect(words.locator("bdi").first).to_have_text("Rs 2,500")
    assert "Nastaliq" in words.evaluate("node => getComputedStyle(node).fontFamily")
    assert page.evaluate("document.fonts.check('16px \"Noto Nastaliq Urdu\"', 'قسط')")
    link = words.locator("a")
    expect(link).to_have_attribute("href", "http://127.0.0.1/pay/1")
    expect(link).to_have_attribute("target", "_blank")
    page.click('[data-payload="menu:2"]')
    expect(bubbles(page)).to_have_count(4)
    assert (site.phones.received[1].button, site.phones.received[1].text) == ("menu:2", "نمائندہ")


def test_a_long_list_opens_in_a_sheet_and_works_with_the_keyboard(site, page, address):
    site.phones.answers = [("Choose one", SIX), ("ok", ())]
    page.goto(f"{address}/phone")
    say(page, "menu")
    page.click(".choose")
    sheet = page.locator("#wa-sheet")
    expect(sheet.locator("[data-payload]")).to_have_count(6)
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.keyboard.press("Enter")  # the focus is back on the button that opened it
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(bubbles(page)).to_have_count(4)
    assert site.phones.received[1].button == "row:1"


def test_attachments_carry_no_text(site, page, address):
    page.goto(f"{address}/phone")
    for kind in ("image", "location"):
        page.click("#wa-attach")
        page.click(f'#wa-sheet [data-payload="{kind}"]')
    expect(bubbles(page)).to_have_count(2)
    assert [(m.kind, m.text) for m in site.phones.received] == [("image", ""), ("location", "")]


def test_both_phones_can_give_a_missed_call(site, page, address):
    site.phones.answers = [("Jawab likh kar", ()), ("Jawab likh kar", ())]
    page.goto(f"{address}/phone")
    for phone in ("wa", "sms"):
        page.click(f"#{phone}-ring")
        expect(page.locator(f"#{phone}-messages [data-message-id]")).to_have_count(2)
        expect(page.locator(f"#{phone}-messages [data-message-id]").first).to_contain_text("Missed call")
    assert [(m.kind, m.text, m.channel) for m in site.phones.received] == [
        ("call", "", "whatsapp"),
        ("call", "", "sms"),
    ]


def test_delivery_states_change_in_place_and_no_bubble_comes_twice(site, page, address):
    site.phones.answers = [("salam", ())]
    page.goto(f"{address}/phone")
    say(page, "salam")
    answer = page.locator('[data-message-id="2"]')
    expect(answer).to_have_attribute("data-state", "sent")
    site.phones.settle(2, "read")
    expect(answer).to_have_attribute("data-state", "read")
    page.reload()
    expect(bubbles(page)).to_have_count(2)


def test_a_message_that_comes_by_itself_appears(site, page, address):
    page.goto(f"{address}/phone")
    expect(page.locator("#wa-hint")).to_be_visible()
    site.phones.add("whatsapp", WA, "out", "Kal aap ki qist hai.")
    expect(bubbles(page)).to_have_count(1)
    expect(page.locator("#wa-hint")).to_be_hidden()


def test_what_people_send_is_text_and_nothing_else(site, page, address):
    page.goto(f"{address}/phone")
    for phone in ("wa", "sms"):
        say(page, NASTY, phone=phone)
        words = page.locator(f"#{phone}-messages .words").first
        expect(words).to_contain_text("<script>alert(1)</script>")
        expect(words.locator("mark")).to_have_text("U+202E")
        assert words.locator("script").count() == 0


def test_another_number_is_another_person_and_survives_a_reload(site, page, address):
    page.goto(f"{address}/phone")
    say(page, "salam")
    expect(bubbles(page)).to_have_count(1)
    page.fill("#wa-number", "0300 0000103")
    page.click("#wa-who button")
    expect(page.locator("#wa-number")).to_have_value("+923000000103")
    expect(bubbles(page)).to_have_count(0)
    page.reload()
    expect(page.locator("#wa-number")).to_have_value("+923000000103")
    say(page, "salam")
    expect(bubbles(page)).to_have_count(1)
    assert site.phones.received[1].address == "+923000000103"


def test_a_number_that_cannot_exist_is_explained(page, address):
    page.goto(f"{address}/phone")
    page.fill("#wa-number", "12")
    page.click("#wa-who button")
    expect(page.locator("#wa-problem")).to_contain_text("No phone can have this number")


def test_a_restarted_server_with_another_secret_is_no_hurdle(site, page, address):
    page.goto(f"{address}/phone")
    page.context.clear_cookies()
    say(page, "salam")
    expect(bubbles(page)).to_have_count(1)


def test_the_keypad_types_digits_then_letters_then_urdu(site, page, address):
    page.goto(f"{address}/phone")
    page.clock.install()
    press(page, "1*0#")
    expect(page.locator("#sms-input")).to_have_value("1*0#")
    page.click("#sms-wipe")
    page.click("#sms-toggle")
    press(page, "7777")
    press(page, "2")
    page.clock.fast_forward(1500)
    press(page, "2")
    expect(page.locator("#sms-input")).to_have_value("saa")
    page.click("#sms-clear")
    page.click("#sms-toggle")
    page.click("#sms-toggle")
    expect(page.locator("#sms-mode")).to_have_text("اردو")
    press(page, "888")
    expect(page.locator("#sms-input")).to_have_value("saک")
    expect(page.locator("#sms-counter")).to_have_text("67/1")


def test_a_real_keyboard_types_on_the_keypad_phone(site, page, address):
    page.goto(f"{address}/phone")
    page.focus('[data-key="5"]')
    page.keyboard.type("salam")
    page.keyboard.press("Enter")
    expect(page.locator("#sms-messages [data-message-id]")).to_have_count(1)
    assert (site.phones.received[0].text, site.phones.received[0].address) == ("salam", SMS)


def test_sms_show_segments_and_what_they_cost(site, page, address):
    site.phones.answers = [("x" * 200, ())]
    page.goto(f"{address}/phone")
    page.fill("#sms-input", "Meri qist kab hai?")
    expect(page.locator("#sms-counter")).to_have_text("142/1")
    expect(page.locator("#sms-price")).to_have_text("Rs 2.50 GSM-7")
    page.click("#sms-send")
    expect(page.locator('[data-message-id="2"] .cost')).to_have_text("2 segments · Rs 5.00 · GSM-7")
    expect(page.locator("#sms-total")).to_contain_text("together Rs 7.50")
    page.click("#sms-up")
    expect(page.locator('[data-message-id="1"]')).to_have_class("sms mine open")


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_is_wider_than_the_screen(site, page, address, width):
    site.phones.answers = [(GREETING + "x" * 300, THREE), ("y" * 300, ())]
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}/phone")
    say(page, "salam")
    say(page, "salam", phone="sms")
    expect(page.locator("#sms-messages [data-message-id]")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


TEXTS = [
    "", "x" * 160, "x" * 161, "€" * 80, "€" * 81, "x" * 152 + "€" + "x" * 152, "ب" * 70, "ب" * 71, "ب" * 135,
    "x" * 159 + "ب", "😀" * 35, "😀" * 36, "ب" * 66 + "😀" + "ب" * 66, "ب" * 66 + "قِ" + "ب" * 66, "`", "ç",
    "line\nline", "👨‍👩‍👧 " * 20, "[]{}|" * 33, "1۔ حد 2۔ خریدیں " * 20,
]  # fmt: skip


def test_the_counter_agrees_with_the_server(page, address):
    page.goto(f"{address}/phone")
    found = page.evaluate(
        "texts => import('/static/js/segments.js').then(({ measure }) => texts.map(measure))",
        TEXTS,
    )
    for text, counted in zip(TEXTS, found, strict=True):
        expected = measure(text)
        assert (counted["encoding"], counted["units"], counted["segments"]) == (
            expected.encoding,
            expected.units,
            expected.segments,
        ), text
