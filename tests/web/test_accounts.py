"""The pages of the account, the team and the record, and the whole card number."""

import re
from html import unescape

import pyotp
import pytest
from click.testing import CliRunner
from desk_client import PASSWORDS, desk, log_in, site, submit
from flask import Flask
from flask.testing import FlaskClient
from world import World

from bot.cli import cli
from bot.services import agents, team

OLD = PASSWORDS["ayesha"]


@pytest.fixture
def app(world: World) -> Flask:
    return site(world)


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return unescape(answer.text)


def number_of(world: World, username: str) -> int:
    found = team.find(world.context, username=username)
    assert found is not None
    return found


# The account


def test_the_console_speaks_urdu_to_who_wants_it(app):
    client = desk(app)
    submit(client, "/console/account/language", language="ur")
    assert 'lang="ur" dir="rtl"' in page(client, "/console/account")
    submit(client, "/console/account/language", language="xx")
    submit(client, "/console/account/language", language="en")
    assert 'lang="en" dir="ltr"' in page(client, "/console/account")


def test_a_new_password_ends_all_sessions_but_this(app):
    here, elsewhere = desk(app), desk(app)
    answer = submit(here, "/console/account/password", old=OLD, new="a longer secret")
    assert answer.status_code == 303 and "is changed" in page(here, "/console/account")
    assert elsewhere.get("/console").status_code == 302
    fresh = app.test_client()
    assert log_in(fresh, password=OLD).status_code == 422
    assert log_in(fresh, password="a longer secret").status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("no", "a longer secret", "not your password"),
        (OLD, "short", "too short"),
        (OLD, "x" * 300, "too long"),
    ],
)
def test_a_password_that_stays_as_it_was(app, old, new, says):
    client = desk(app)
    answer = submit(client, "/console/account/password", old=old, new=new)
    assert answer.status_code == 422 and says in answer.text
    assert log_in(app.test_client()).status_code == 302


def test_guessing_the_old_password_is_slowed_down_as_at_the_log_in(app):
    client = desk(app)
    for _ in range(5):
        submit(client, "/console/account/password", old="guess", new="a longer secret")
    answer = submit(client, "/console/account/password", old=OLD, new="a longer secret")
    assert answer.status_code == 429 and "Wait a minute" in answer.text
    assert log_in(app.test_client()).status_code == 429


def test_the_second_step_is_set_up_and_turned_off(world, app):
    client = desk(app)
    assert client.get("/console/account/totp.svg").status_code == 404
    submit(client, "/console/account/totp/offer")
    shown = page(client, "/console/account")
    key = re.findall(r'id="totp-key">([A-Z2-7 ]+)<', shown)[0].replace(" ", "")
    picture = client.get("/console/account/totp.svg")
    assert (
        picture.mimetype == "image/svg+xml" and "style" not in picture.text and "<script" not in picture.text
    )
    assert submit(client, "/console/account/totp/keep", code="000000").status_code == 422
    assert log_in(app.test_client()).location == "/console"  # nothing is on before a code has proved it
    code = pyotp.TOTP(key).at(world.now)
    assert submit(client, "/console/account/totp/keep", code=code).status_code == 303
    assert key[:4] not in page(client, "/console/account")
    assert log_in(app.test_client()).location == "/console/login/code"
    assert submit(client, "/console/account/totp/off", password="no").status_code == 422
    assert submit(client, "/console/account/totp/off", password=OLD).status_code == 303
    assert log_in(app.test_client()).location == "/console"


def test_the_key_is_encrypted_in_the_store_and_in_the_cookie(world, app):
    client = desk(app)
    submit(client, "/console/account/totp/offer")
    key = re.findall(r'id="totp-key">([A-Z2-7 ]+)<', page(client, "/console/account"))[0].replace(" ", "")
    with client.session_transaction() as session:
        assert key not in repr(dict(session))
    submit(client, "/console/account/totp/keep", code=pyotp.TOTP(key).at(world.now))
    with world.context.database.engine.connect() as connection:
        stored = connection.exec_driver_sql("SELECT totp_enc FROM agent WHERE username = 'ayesha'").scalar()
    assert stored and key.encode() not in stored


def test_an_offer_can_be_left(app):
    client = desk(app)
    submit(client, "/console/account/totp/offer")
    submit(client, "/console/account/totp/leave")
    assert 'id="totp-begin"' in page(client, "/console/account")
    assert submit(client, "/console/account/totp/keep", code="123456").status_code == 404


# The team


def test_a_colleague_is_added_with_a_password_told_once(app):
    boss = desk(app, "kamran")
    form = {"username": "nadia", "name": "Nadia <b>Karim</b>", "role": "supervisor"}
    added = submit(boss, "/console/team", **form)
    password = re.findall(r'class="password"><code dir="ltr">([^<]+)<', added.text)[0]
    assert added.headers["Cache-Control"] == "no-store" and "&lt;b&gt;" in added.text
    assert password not in boss.get("/console/team").text
    assert log_in(app.test_client(), "nadia", password).status_code == 302
    for change, says in (
        ({}, "already"),
        ({"username": "N N"}, "small letters"),
        ({"name": " "}, "needs a name"),
        ({"role": "king"}, "needs a name and a role"),
    ):
        answer = submit(boss, "/console/team", **{**form, **change})
        assert answer.status_code == 422 and says in answer.text


def test_an_administrator_changes_everybody_but_themselves(world, app):
    boss, ayesha, own = desk(app, "kamran"), number_of(world, "ayesha"), number_of(world, "kamran")
    for path, form, says in (
        (f"{ayesha}/role", {"role": "supervisor"}, "role is changed"),
        (f"{ayesha}/role", {"role": "supervisor"}, "so already"),
        (f"{ayesha}/off", {}, "Access is taken away"),
        (f"{ayesha}/on", {}, "have access again"),
        (f"{ayesha}/totp", {}, "so already"),
        (f"{own}/role", {"role": "agent"}, "nobody changes themselves"),
        (f"{own}/off", {}, "nobody changes themselves"),
        (f"{own}/password", {}, "nobody changes themselves"),
    ):
        assert submit(boss, f"/console/team/{path}", **form).status_code == 303
        assert says in page(boss, "/console/team"), path
    assert submit(boss, "/console/team/999/off").status_code == 404
    assert agents.by_id(world.context, agent_id=ayesha).role == "supervisor"


def test_a_reset_password_is_shown_once(world, app):
    boss = desk(app, "kamran")
    answer = submit(boss, f"/console/team/{number_of(world, 'bilal')}/password")
    password = re.findall(r'class="password"><code dir="ltr">([^<]+)<', answer.text)[0]
    assert log_in(app.test_client(), "bilal", password).status_code == 302


# The record


def test_the_record_reads_as_words_and_is_narrowed_and_exported(world, app):
    supervisor = desk(app, "saima")
    log_in(app.test_client(), "ayesha")
    shown = page(supervisor, f"/console/audit?agent={number_of(world, 'ayesha')}&action=login")
    assert (
        "logged in</td>" in shown
        and "Ayesha (demo)</bdi>" in shown
        and "Saima (demo)</bdi></td>" not in shown
    )
    assert "Nothing of that kind" in page(supervisor, "/console/audit?conversation=77")
    answer = supervisor.get("/console/audit/export?action=login")
    assert answer.mimetype == "text/csv" and "attachment" in answer.headers["Content-Disposition"]
    assert answer.text.splitlines()[1].split(",")[2] == "ayesha"
    assert "downloaded the record" in page(supervisor, "/console/audit")


@pytest.mark.parametrize("query", ["agent=x", "conversation=99999999999999999999", "first=9999-12-31&last=9999-12-31",
                                   "first=nonsense", "before=-1", "action=%00"])  # fmt: skip
def test_nonsense_in_the_query_narrows_nothing_or_finds_nothing(app, query):
    assert desk(app, "saima").get(f"/console/audit?{query}").status_code == 200


def test_older_pages(world, app):
    supervisor = desk(app, "saima")
    for _ in range(60):
        supervisor.get("/console/audit?action=see_audit")
    first = page(supervisor, "/console/audit?action=see_audit")
    older = re.findall(r'href="([^"]+)" id="older"', first)[0]
    second = page(supervisor, older)
    assert first.count("<tr id=") == 50 and second.count("<tr id=") == 10 and 'id="newest"' in second


# The whole card number


def test_the_whole_number_is_shown_to_the_holder_and_never_kept(world, app):
    phone = world.phone("sms", "+923000000718")
    for text in ("salam", "1", "3520212345671", "0"):
        phone.says(text)
    (row,) = world.desk.rows()
    client, address = desk(app), f"/console/conversations/{row.id}"
    refused = submit(client, f"{address}/reveal")
    assert refused.status_code == 403 and refused.headers["HX-Retarget"] == "#flashes"
    assert "Take the conversation first" in refused.text and "1234567" not in refused.text
    submit(client, f"{address}/take")
    answer = submit(client, f"{address}/reveal")
    assert answer.text.strip() == '<bdi id="cnic">35202-1234567-1</bdi>'
    assert answer.headers["Cache-Control"] == "no-store"
    assert "35202-1234567-1" not in client.get(address).text
    for _ in range(19):
        submit(client, f"{address}/reveal")
    many = submit(client, f"{address}/reveal")
    assert many.status_code == 429 and "in the last hour" in many.text
    assert submit(client, "/console/conversations/999/reveal").status_code == 404


# The command line


def test_agents_at_the_command_line(world, monkeypatch):
    for name, value in (
        ("DATABASE_URL", world.settings.database_url),
        ("DEMO", "1"),
        ("PUBLIC_URL", "http://127.0.0.1:8000"),
    ):
        monkeypatch.setenv(f"QIST_{name}", value)
    monkeypatch.setenv("QIST_SECRET_KEY", world.settings.secret_key.get_secret_value())
    monkeypatch.setenv("QIST_DATA_KEY", world.settings.data_key.get_secret_value())

    def qist(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(cli, ["agents", *words])
        return result.exit_code, result.output

    assert qist("add", "nadia", "--name", "Nadia", "--password", "short")[0] == 1
    assert qist("add", "nadia", "--name", "Nadia", "--password", "long enough for her")[0] == 0
    assert qist("add", "nadia", "--name", "Nadia", "--password", "long enough for her")[0] == 1
    assert qist("off", "nadia")[0] == 0
    assert (
        "nadia agent (left): Nadia" in qist("list")[1] and "kamran administrator: Kamran" in qist("list")[1]
    )
    assert "last administrator" in qist("off", "kamran")[1]
    assert qist("off", "nobody") == (1, "qist: there is no such agent\n")
