import pytest
from web_fakes import AYESHA, BILAL, Site, log_in, submit

CONVERSATION = "/console/conversations/7"


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def app(site):
    return site.app()


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def ayesha(client):
    log_in(client)
    return client


def test_the_queue_tells_who_waits_why_and_how_long(ayesha):
    page = ayesha.get("/console").text
    for words in ("Difficulty paying", "Roman Urdu", "SMS", "waits 2 minutes", "+92 333 ... 7781"):
        assert words in page
    assert ayesha.get("/console?view=nonsense").status_code == 404


def test_mine_and_all(site, ayesha):
    assert "You hold no conversation" in ayesha.get("/console?view=mine").text
    site.desk.claim(conversation_id=7, agent_id=BILAL.id)
    assert "Bilal Ahmed, 2 minutes" in ayesha.get("/console?view=all").text
    assert "Nobody waits" in ayesha.get("/console").text


def test_scripts_and_turned_text_show_safely(ayesha):
    for path in ("/console", "/console/live", CONVERSATION, f"{CONVERSATION}/live"):
        page = ayesha.get(path).text
        assert "<script>alert" not in page and "&lt;script&gt;" in page, path
        assert ">U+202E</mark>" in page and "<bdi>Rs 2,500</bdi>" in page, path
    links = ayesha.get(CONVERSATION).text
    assert '<a href="https://qist.example/pay/1" target="_blank" rel="noopener noreferrer"' in links


def test_a_conversation_shows_direction_position_and_customer(ayesha):
    page = ayesha.get(CONVERSATION).text
    assert 'class="words  urdu" dir="rtl" lang="ur"' in page or 'urdu" dir="rtl" lang="ur"' in page
    for words in ("Ask amount", "Kitni raqam?", "42101-*******-3", "No plan yet"):
        assert words in page
    assert ayesha.get("/console/conversations/8").status_code == 404


def test_take_answer_hand_back(site, ayesha):
    assert 'id="take"' in ayesha.get(CONVERSATION).text
    assert submit(ayesha, f"{CONVERSATION}/take").location == CONVERSATION
    assert "The bot is silent" in ayesha.get(CONVERSATION).text
    assert submit(ayesha, f"{CONVERSATION}/reply", text=" Jee,\r\nbatayein ").status_code == 303
    assert site.desk.replies == [(AYESHA.id, "Jee,\nbatayein")]
    assert submit(ayesha, f"{CONVERSATION}/hand-back").location == "/console"
    assert "The bot goes on where it was" in ayesha.get("/console").text
    assert site.desk.held_by == "bot"


def test_the_second_agent_is_told_who_was_first(site, app, ayesha):
    submit(ayesha, f"{CONVERSATION}/take")
    second = app.test_client()
    log_in(second, "bilal")
    submit(second, f"{CONVERSATION}/take")
    page = second.get(CONVERSATION).text
    assert "Ayesha Khan took this 2 minutes ago." in page
    assert 'id="reply-text"' not in page and "Only Ayesha Khan can answer now" in page


@pytest.mark.parametrize("why", ["empty", "too_long", "not_yours", "window_closed", "gone"])
def test_a_reply_that_was_not_sent_is_not_lost(site, ayesha, why):
    submit(ayesha, f"{CONVERSATION}/take")
    site.desk.refuse_reply = why
    answer = submit(ayesha, f"{CONVERSATION}/reply", text="<b>Jee</b>")
    assert answer.status_code == 422 and "&lt;b&gt;Jee&lt;/b&gt;</textarea>" in answer.text
    assert 'role="alert"' in answer.text
