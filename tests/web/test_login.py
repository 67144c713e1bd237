"""Log-in on the real services: two steps, guessing slowed down over all processes, sessions that end."""

from datetime import timedelta

import pyotp
import pytest
from desk_client import PASSWORDS, desk, log_in, site, submit, token
from flask import Flask
from flask.testing import FlaskClient
from world import World

from bot.services import account, agents, team
from bot.services.record import Filters, read
from bot.web.console.room import IDLE_SECONDS, LONGEST_SECONDS

SENTENCE = "That name and password do not belong together."


@pytest.fixture
def app(world: World) -> Flask:
    return site(world)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def is_in(client: FlaskClient) -> bool:
    return client.get("/console").status_code == 200


def record(world: World, action: str) -> list:
    supervisor = world.agent("saima")
    return list(read(world.context, filters=Filters(action=action), agent_id=supervisor).entries)


def user(world: World, username: str = "ayesha"):
    found = agents.by_id(world.context, agent_id=world.agent(username))
    assert found is not None
    return found


def code(world: World, key: str, *, steps: int = 0) -> str:
    return pyotp.TOTP(key).at(world.now + timedelta(seconds=30 * steps))


def with_app(world: World, username: str = "ayesha") -> str:
    """Set the second step up; the key."""
    who = world.agent(username)
    offer = account.offer_key(world.context, agent_id=who)
    key = account.offered(world.context, agent_id=who, offer=offer)
    assert account.keep_key(world.context, agent_id=who, offer=offer, code=code(world, key))
    world.later(minutes=1)
    return key


def send_code(client: FlaskClient, told: str):
    return client.post("/console/login/code", data={"csrf_token": token(client), "code": told})


# By password


def test_log_in_leads_to_the_page_that_was_wanted(client):
    assert client.get("/console/canned").location == "/console/login?next=/console/canned"
    assert log_in(client, to="/console/canned").location == "/console/canned"


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/\\evil.example", "/phone"])
def test_log_in_never_leads_outside_the_console(client, target):
    assert log_in(client, to=target).location == "/console"


def test_a_wrong_password_tells_nothing_about_which_half_was_wrong(client):
    wrong_name, wrong_password = log_in(client, "nobody"), log_in(client, password="no")
    assert SENTENCE in wrong_name.text and SENTENCE in wrong_password.text
    assert not is_in(client)


def test_an_unknown_name_costs_as_much_as_a_wrong_password(world, monkeypatch):
    checked = []
    monkeypatch.setattr("bot.services.passwords._HASHER", _Counting(checked))
    assert agents.authenticate(world.context, "nobody", "x") is None
    assert agents.authenticate(world.context, "ayesha", "x") is None
    assert len(checked) == 2


class _Counting:
    def __init__(self, checked: list) -> None:
        self._checked = checked

    def verify(self, password_hash: str, password: str) -> bool:
        from argon2.exceptions import VerifyMismatchError

        self._checked.append(password_hash)
        raise VerifyMismatchError


# Guessing


@pytest.mark.parametrize("name", ["ayesha", "nobody"])
def test_guessing_is_slowed_down_for_one_name_over_all_processes(world, app, name):
    other_process = site(world)
    for number in range(5):
        one = (app if number % 2 else other_process).test_client()
        assert log_in(one, name, "guess").status_code == 422
    for process in (app, other_process):
        blocked = log_in(process.test_client(), name)
        assert blocked.status_code == 429 and "Too many wrong tries" in blocked.text
    assert log_in(app.test_client(), "bilal").status_code == 302
    world.later(seconds=61)
    assert log_in(app.test_client(), name).status_code == (302 if name == "ayesha" else 422)


def test_the_same_name_written_another_way_counts_as_the_same(world, client):
    for name in ("ayesha", "AYESHA", " ayesha ", "Ayesha", "ａｙｅｓｈａ"):
        assert log_in(client, name, "guess").status_code == 422
    assert log_in(client).status_code == 429


def test_another_address_is_not_held_up(app):
    for _ in range(5):
        log_in(app.test_client(), password="guess")
    elsewhere = app.test_client()
    elsewhere.environ_base = {**elsewhere.environ_base, "REMOTE_ADDR": "192.0.2.9"}
    assert log_in(elsewhere).status_code == 302


def test_slowed_down_in_urdu_too(client):
    form = {"username": "ayesha", "password": "guess"}
    for _ in range(6):
        answer = client.post("/console/login?lang=ur", data={**form, "csrf_token": token(client)})
    assert answer.status_code == 429 and "ایک منٹ رک کر" in answer.text


def test_log_ins_that_succeed_are_not_counted(app):
    client = app.test_client()
    for _ in range(7):
        assert log_in(client).status_code == 302


def test_the_record_holds_neither_name_nor_password_that_was_typed(world, client):
    log_in(client, "demo-ayesha-1", "my other secret")  # a password in the field of the name
    log_in(client, "ayesha", "my other secret")
    newest, first = record(world, "login_failed")
    assert "secret" not in newest.detail + first.detail and "ayesha" not in newest.detail + first.detail
    assert (first.username, newest.username) == ("", "ayesha")
    assert newest.detail.endswith(" 127.0.0.1") and newest.detail != first.detail


def test_log_in_and_log_out_stand_in_the_record(world, client):
    log_in(client)
    submit(client, "/console/logout")
    assert [one.username for one in record(world, "login")] == ["ayesha"]
    assert [one.username for one in record(world, "logout")] == ["ayesha"]
    assert not is_in(client)


# The second step


def test_with_the_app_the_password_alone_is_no_session(world, app, client):
    key = with_app(world)
    answer = log_in(client, to="/console/canned")
    assert answer.location == "/console/login/code?next=/console/canned"
    for path in ("/console", "/console/account", "/console/live"):
        assert client.get(path).status_code in (302, 401)
    assert record(world, "login") == []
    assert send_code(client, code(world, key)).location == "/console"
    assert is_in(client) and len(record(world, "login")) == 1


def test_a_code_lets_in_once(world, app):
    key = with_app(world)
    told = code(world, key)
    first, second = app.test_client(), app.test_client()
    for one in (first, second):
        log_in(one)
    assert send_code(first, told).status_code == 302
    assert send_code(second, told).status_code == 422
    assert send_code(second, code(world, key, steps=-1)).status_code == 422  # older than the one used
    assert not is_in(second)
    assert send_code(second, code(world, key, steps=1)).status_code == 302


def test_the_code_that_set_it_up_lets_nobody_in(world, app):
    who = world.agent()
    offer = account.offer_key(world.context, agent_id=who)
    key = account.offered(world.context, agent_id=who, offer=offer)
    told = code(world, key)
    assert account.keep_key(world.context, agent_id=who, offer=offer, code=told)
    client = app.test_client()
    log_in(client)
    assert send_code(client, told).status_code == 422


@pytest.mark.parametrize(("steps", "status"), [(-2, 422), (-1, 302), (1, 302), (2, 422)])
def test_the_clock_of_a_phone_may_be_wrong_by_one_step(world, client, steps, status):
    key = with_app(world)
    world.later(minutes=5)
    log_in(client)
    assert send_code(client, code(world, key, steps=steps)).status_code == status


def test_guessing_codes_is_slowed_down_from_wherever(world, app):
    key = with_app(world)
    for number in range(6):
        client = app.test_client()
        client.environ_base = {**client.environ_base, "REMOTE_ADDR": f"192.0.2.{number}"}
        log_in(client)
        answer = send_code(client, "12 34")
    assert answer.status_code == 429
    assert send_code(client, code(world, key)).status_code == 429 and not is_in(client)


def test_a_code_without_a_password_or_long_after_it_leads_back(world, client):
    key = with_app(world)
    assert client.get("/console/login/code").location == "/console/login"
    assert send_code(client, code(world, key)).location == "/console/login"
    log_in(client)
    world.later(minutes=6)
    assert send_code(client, code(world, key)).location == "/console/login" and not is_in(client)


def test_a_new_password_ends_a_second_step_that_was_begun(world, client):
    key = with_app(world)
    log_in(client)
    team.reset_password(world.context, by=world.agent("kamran"), agent_id=user(world).id)
    assert send_code(client, code(world, key)).location == "/console/login" and not is_in(client)


# Sessions


def test_an_idle_session_ends_even_when_a_page_was_left_open(world, app):
    client = desk(app)
    for _ in range(4):
        world.later(minutes=8)
        answer = client.get("/console/live")
    assert answer.status_code == 401


def test_working_keeps_the_session_but_not_for_ever(world, app):
    client = desk(app)
    for _ in range(LONGEST_SECONDS // (20 * 60)):
        world.later(minutes=20)
        assert is_in(client)
    world.later(seconds=1)
    assert not is_in(client)


def test_idle_is_half_an_hour(world, app):
    client = desk(app)
    world.later(seconds=IDLE_SECONDS)
    assert is_in(client)
    world.later(seconds=IDLE_SECONDS + 1)
    assert not is_in(client)


def test_a_live_copy_leaves_the_session_alone(app):
    client = desk(app)
    client.get("/console")
    assert (
        "Set-Cookie" not in client.get("/console/live").headers
    )  # it would undo what a click meanwhile changed


@pytest.mark.parametrize("what", ["deactivate", "role", "password", "everywhere"])
def test_what_ends_every_session(world, app, what):
    first, second, boss, who = desk(app), desk(app), world.agent("kamran"), user(world).id
    {
        "deactivate": lambda: team.deactivate(world.context, by=boss, agent_id=who),
        "role": lambda: team.change_role(world.context, by=boss, agent_id=who, role="supervisor"),
        "password": lambda: team.reset_password(world.context, by=boss, agent_id=who),
        "everywhere": lambda: submit(first, "/console/account/log-out-everywhere"),
    }[what]()
    assert not is_in(first) and not is_in(second)


def test_who_was_away_has_no_older_session(world, app):
    client, boss, who = desk(app), world.agent("kamran"), user(world).id
    team.deactivate(world.context, by=boss, agent_id=who)
    assert log_in(app.test_client()).status_code == 422
    team.reactivate(world.context, by=boss, agent_id=who)
    assert not is_in(client) and log_in(app.test_client(), password=PASSWORDS["ayesha"]).status_code == 302


def test_a_copied_cookie_is_worth_nothing_after_the_log_out(world, client):
    log_in(client)
    copied = client.get_cookie("session").value
    submit(client, "/console/logout")
    thief = site(world).test_client()
    thief.set_cookie("session", copied)
    assert thief.get("/console").status_code == 302
