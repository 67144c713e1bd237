"""The desk's pages on the real services."""

from datetime import timedelta

import pytest
from desk_client import DeskClient
from sqlalchemy import insert
from world import Phone, World

from bot.store import tables
from bot.store.tables import table

MESSAGE = table(tables.Message)
NUMBER = "+923000000681"
NASTY = "<script>alert(1)</script> \u202egnp.exe Rs 2,500 https://qist.example/pay/1"


@pytest.fixture
def phone(world: World) -> Phone:
    """Somebody who waits for a person."""
    made = world.phone("whatsapp", NUMBER)
    for text in ("salam", "1", "3520212345671", "0"):
        made.says(text)
    return made


@pytest.fixture
def talk(world: World, phone: Phone) -> str:
    (row,) = world.desk.rows()
    return f"/console/conversations/{row.id}"


@pytest.fixture
def ayesha(world: World) -> DeskClient:
    return DeskClient(world, "ayesha")


@pytest.fixture
def bilal(world: World) -> DeskClient:
    return DeskClient(world, "bilal")


def test_the_list_tells_who_waits_why_and_how_long(world, ayesha, talk) -> None:
    world.later(minutes=7)
    page = ayesha.page("/console")
    for words in ("Asked for a person", "Roman Urdu", "WhatsApp", "7 minutes", NUMBER):
        assert words in page
    world.later(minutes=10)
    assert "data-late" in ayesha.page("/console")
    assert ayesha.get("/console?view=nonsense").status_code == 404
    assert ayesha.get("/console?page=nonsense&reason=%00&q=%25").status_code == 200


def test_the_console_speaks_urdu_too(world, ayesha, talk) -> None:
    english = ayesha.page(talk)
    assert 'lang="en" dir="ltr"' in english and "Hand back" not in english and "Take" in english
    with world.context.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE agent SET language = 'ur'")
    urdu = ayesha.page(talk)
    assert 'lang="ur" dir="rtl"' in urdu and "لے لیں" in urdu and "Asked for a person" not in urdu


def test_scripts_and_turned_text_show_safely(ayesha, phone, talk) -> None:
    phone.says(NASTY)
    for path in ("/console", "/console/live", talk, f"{talk}/live", f"{talk}/earlier?before=999999"):
        page = ayesha.page(path)
        assert "<script>alert" not in page, path
    page = ayesha.page(talk)
    assert "&lt;script&gt;" in page and "<bdi>Rs 2,500</bdi>" in page
    assert '<a href="https://qist.example/pay/1" target="_blank" rel="noopener noreferrer"' in page


def test_characters_that_turn_text_are_named_wherever_they_come_from(world, ayesha, talk) -> None:
    number = int(talk.rpartition("/")[2])
    world.desk.reply(number, world.agent(), "a\u202eb")
    assert ">U+202E</mark>" in ayesha.page(talk)


def test_take_answer_note_and_hand_back(world, phone, ayesha, talk) -> None:
    assert ayesha.post(f"{talk}/take").location == talk
    assert "Yours. The assistant is silent." in ayesha.page(talk)
    assert ayesha.post(f"{talk}/reply", text=" Jee,\r\nbatayein ").status_code == 303
    ayesha.post(f"{talk}/note", text="calm")
    page = ayesha.page(talk)
    assert "Jee,\nbatayein" in page and "calm" in page and "private" in page
    assert ayesha.post(f"{talk}/hand-back").location == "/console"
    assert "Handed back" in ayesha.page("/console")
    assert phone.show()["conversation"]["held_by"] == "bot"


def test_the_second_agent_is_told_who_was_first(world, ayesha, bilal, talk) -> None:
    ayesha.post(f"{talk}/take")
    world.later(minutes=2)
    bilal.post(f"{talk}/take")
    page = bilal.page(talk)
    assert "Ayesha (demo) took this 2 minutes ago." in page
    assert 'id="reply-text"' not in page and 'id="note-text"' in page
    answer = bilal.post(f"{talk}/reply", text="salam")
    assert answer.status_code == 422 and "Ayesha (demo) was first" in answer.text


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "Write something first"), ("x" * 1_001, "too long"), ("we call the police", "rule of tone")],
)
def test_a_reply_that_was_not_sent_is_not_lost(ayesha, talk, text, says) -> None:
    answer = ayesha.post(f"{talk}/reply", text=text)
    assert answer.status_code == 422 and says in answer.text and f"{text}</textarea>" in answer.text
    assert 'role="alert"' in answer.text


def test_who_insists_may_send(world, phone, ayesha, talk) -> None:
    assert 'name="insisting"' in ayesha.post(f"{talk}/reply", text="we call the police").text
    assert ayesha.post(f"{talk}/reply", text="we call the police", insisting="1").status_code == 303


def test_after_whatsapps_day_the_sms_is_offered(world, phone, ayesha, talk) -> None:
    assert "WhatsApp open for 23 h" in ayesha.page(talk) and 'name="by_sms"' not in ayesha.page(talk)
    world.later(hours=25)
    later = DeskClient(world, "ayesha")
    page = later.page(talk)
    assert "24 hours are over" in page and 'name="by_sms"' in page
    assert "Send it by SMS" in later.post(f"{talk}/reply", text="salam").text
    assert later.post(f"{talk}/reply", text="salam", by_sms="1").status_code == 303


def test_passed_on_snoozed_and_put_back(world, ayesha, bilal, talk) -> None:
    ayesha.post(f"{talk}/take")
    assert "Bilal (demo)" in ayesha.page(f"{talk}/ask/pass_on")
    ayesha.post(f"{talk}/pass-on", to="bilal", words="knows the shop")
    assert "Passed on." in ayesha.page(talk)
    ayesha.post(f"{talk}/snooze", until="hour")
    assert "you do not hold" in ayesha.page(talk)
    bilal.post(f"{talk}/snooze", until="tomorrow")
    page = bilal.page(talk)
    assert "Snoozed until" in page and "9:00 am" in page and "knows the shop" in page
    bilal.post(f"{talk}/to-queue")
    assert "Back in the queue" in bilal.page("/console?view=mine")
    assert [row.held_by for row in world.desk.rows()] == ["queue"]
    ayesha.post(f"{talk}/pass-on", to="nobody")
    assert "choose a colleague" in ayesha.page(talk)


def test_handing_back_with_an_answer_or_elsewhere(world, phone, ayesha, talk) -> None:
    ayesha.post(f"{talk}/take")
    sheet = ayesha.page(f"{talk}/ask/hand_back")
    assert 'name="answer"' in sheet and "poora naam" in sheet and 'value="home"' in sheet
    assert ayesha.post(f"{talk}/hand-back", flow="unlock").status_code == 400
    ayesha.post(f"{talk}/hand-back", answer="Namoona Khan")
    assert phone.state == "eligibility.born"


def test_news_is_sent_once_and_nothing_costs_nothing(world, phone, ayesha, talk) -> None:
    page = ayesha.page(talk)
    seen = {name: value(page, name) for name in ("composer", "side", "first")}
    marks = "&".join(f"{name}={text}" for name, text in seen.items())
    tag = page.split('name="seen" value="')[2].split('"')[0]
    assert ayesha.get(f"{talk}/live?seen={tag}&{marks}").status_code == 204
    phone.says("koi hai?")
    news = ayesha.page(f"{talk}/live?seen={tag}&{marks}")
    assert "koi hai?" in news and 'id="composer"' not in news and 'id="side"' not in news
    ayesha.post(f"{talk}/take")
    news = ayesha.page(f"{talk}/live?seen={tag}&{marks}")
    assert 'id="composer"' in news


def test_a_colleague_is_seen_looking_and_writing(ayesha, bilal, talk) -> None:
    ayesha.page(talk)
    assert "Ayesha (demo) is here" in bilal.page(talk)
    ayesha.post(f"{talk}/typing")
    assert "Ayesha (demo) is writing" in bilal.page(f"{talk}/live")


def test_ten_thousand_messages_come_a_page_at_a_time(world, phone, ayesha, talk) -> None:
    row = {
        "conversation_id": int(talk.rpartition("/")[2]), "contact_id": 1, "direction": "in", "channel": "whatsapp",
        "address": NUMBER, "author": "customer", "kind": "text", "tag": "", "state": "received", "segments": 0,
        "at": world.now, "attempts": 0, "maybe_sent": False,
    }  # fmt: skip
    with world.context.database.transaction() as connection:
        connection.execute(
            insert(MESSAGE), [{**row, "text": f"<b>message {n}</b>"} for n in range(1, 10_001)]
        )
    page = ayesha.page(talk)
    assert page.count('data-entry="') == 100 and "<b>message" not in page
    assert "message <bdi>10000</bdi>&lt;" in page
    before = page.split("earlier?before=")[1].split('"')[0]
    older = ayesha.page(f"{talk}/earlier?before={before}")
    assert older.count('data-entry="') == 100
    assert "<bdi>9900</bdi>" in older and "<bdi>9901</bdi>" not in older


def test_what_came_along_is_shown_only_when_it_is_safe(world, ayesha) -> None:
    phone = world.phone("whatsapp", "+923000000682")
    for text in ("salam", "1", "0"):
        phone.says(text)
    phone.says("", kind="image")
    (row,) = world.desk.rows()
    page = ayesha.page(f"/console/conversations/{row.id}")
    address = page.split('<img class="media" loading="lazy" src="')[1].split('"')[0]
    assert ayesha.get(address).status_code == 404  # the simulator keeps nothing
    assert ayesha.get("/console/media/999999/0").status_code == 404


def test_ready_responses_are_kept_and_offered(ayesha, talk) -> None:
    words = {"en": "Hello", "ur": "سلام", "ur-Latn": "Salam"}
    assert ayesha.post("/console/canned", shortcut="hi", title="Hello", **words).status_code == 303
    one = next(one for one in ayesha.get(f"{talk}/canned").json if one["shortcut"] == "hi")
    assert one == {"shortcut": "hi", "title": "Hello", "words": words}
    refused = ayesha.post("/console/canned", shortcut="hi", title="Hello", **{**words, "en": "{nonsense}"})
    assert refused.status_code == 422 and "{nonsense}</textarea>" in refused.text
    assert ayesha.post("/console/canned/hi/remove").status_code == 303
    assert "hi" not in [one["shortcut"] for one in ayesha.get(f"{talk}/canned").json]


def test_what_is_not_there_is_not_found(ayesha) -> None:
    for path in ("", "/live", "/ask/snooze", "/earlier"):
        assert ayesha.get(f"/console/conversations/999{path}").status_code == 404, path
    for verb in ("take", "note", "reply"):
        assert ayesha.post(f"/console/conversations/999/{verb}", text="x").status_code == 404, verb


def test_an_idle_page_ends_the_session_and_work_keeps_it(world, ayesha, talk) -> None:
    for _ in range(4):
        world.now += timedelta(minutes=20)
        ayesha.page("/console")
    for _ in range(4):
        world.now += timedelta(minutes=8)
        answer = ayesha.get(f"{talk}/live")
    assert answer.status_code == 401


def value(page: str, name: str) -> str:
    return page.split(f'name="{name}" value="')[1].split('"')[0]


def test_an_agent_sees_where_a_customer_wants_no_messages_and_since_when(world, ayesha, phone, talk) -> None:
    assert "Wants no messages" not in ayesha.page(talk)
    phone.says("STOP")
    page = ayesha.page(talk)
    assert "Wants no messages on WhatsApp since" in page and "on SMS since" not in page
