import pytest
from web_fakes import AYESHA, BILAL, Site, log_in, submit, token

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


def console_rules(app):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("console.")]


def test_no_page_of_the_console_opens_without_a_session(app, client):
    csrf = token(client, "/console/login")
    for rule in console_rules(app):
        if rule.endpoint in ("console.login", "console.login_page"):
            continue
        path = rule.rule.replace("<int:conversation_id>", "7")
        method = "POST" if "POST" in rule.methods else "GET"
        answer = client.open(path, method=method, data={"csrf_token": csrf} if method == "POST" else None)
        assert answer.status_code in (302, 401), path
        assert "Nasreen" not in answer.text


def test_a_live_copy_without_a_session_says_so_plainly(client):
    assert client.get("/console/live").status_code == 401
    assert client.get(f"{CONVERSATION}/live").status_code == 401


def test_every_change_is_refused_without_a_token(app, ayesha, site):
    for rule in console_rules(app):
        if "POST" in rule.methods:
            path = rule.rule.replace("<int:conversation_id>", "7")
            assert ayesha.post(path, data={"text": "salam"}).status_code == 400, path
    assert site.desk.held_by == "queue" and not site.desk.replies


def test_log_in_leads_to_the_page_that_was_wanted(client):
    first = client.get(f"{CONVERSATION}")
    assert first.location == "/console/login?next=/console/conversations/7"
    form = {"username": "ayesha", "password": "kal milenge", "csrf_token": token(client, first.location)}
    assert client.post(first.location, data=form).location == CONVERSATION


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/\\evil.example", "/phone"])
def test_log_in_never_leads_outside_the_console(client, target):
    form = {
        "username": "ayesha",
        "password": "kal milenge",
        "csrf_token": token(client, "/console/login"),
    }
    assert client.post("/console/login", query_string={"next": target}, data=form).location == "/console"


def test_a_wrong_password_tells_nothing_about_which_half_was_wrong(client):
    wrong_name, wrong_password = log_in(client, "nobody"), log_in(client, password="no")
    sentence = "That name and password do not belong together."
    assert sentence in wrong_name.text and sentence in wrong_password.text
    assert client.get("/console").status_code == 302


def test_guessing_is_slowed_down_for_one_name_only(client):
    for _ in range(5):
        assert log_in(client, password="guess").status_code == 422
    blocked = log_in(client)
    assert blocked.status_code == 429 and "بہت کوششیں" in blocked.text and blocked.headers["Retry-After"]
    assert log_in(client, "bilal").status_code == 302


def test_log_ins_that_succeed_are_not_counted(client):
    for _ in range(7):
        assert log_in(client).status_code == 302


def test_log_out_ends_the_session(ayesha):
    submit(ayesha, "/console/logout")
    assert ayesha.get("/console").status_code == 302


def test_an_idle_session_ends_even_when_a_page_was_left_open(site, ayesha):
    for _ in range(4):
        site.clock.forward(minutes=8)
        answer = ayesha.get("/console/live")
    assert answer.status_code == 401


def test_a_live_copy_leaves_the_session_alone(ayesha):
    ayesha.get("/console")
    for path in ("/console/live", f"{CONVERSATION}/live"):
        assert (
            "Set-Cookie" not in ayesha.get(path).headers
        )  # it would bring back what a click meanwhile changed


def test_working_keeps_the_session(site, ayesha):
    for _ in range(4):
        site.clock.forward(minutes=20)
        assert ayesha.get("/console").status_code == 200


def test_an_agent_who_is_removed_is_out_at_once(site, ayesha):
    del site.desk.agents[1]
    assert ayesha.get("/console").status_code == 302


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
