"""Every page of the console, walked by what the url map holds: a page that is added is covered by itself."""

import re
from pathlib import Path

import pytest
from desk_client import desk, log_in, site, token
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import IntegerConverter, Rule, UnicodeConverter
from werkzeug.test import TestResponse
from world import World

import bot.web
from bot.web.console.room import RANKS

NAME, CNIC, NUMBER = "Nasreen Akhtar", "3520212345671", "+923000000717"
WORDS = "mera raaz sirf aap ke liye"
TOLD = (NAME, CNIC, "35202-1234567-1", NUMBER, WORDS)
BEFORE_LOG_IN = {"console.login_page", "console.login", "console.code_page", "console.code"}
LOG_INS = {"agent": "bilal", "supervisor": "saima", "administrator": "kamran"}
TEMPLATES = Path(bot.web.__file__).parent / "templates"


@pytest.fixture
def app(world: World) -> Flask:
    """One customer waits for a person, one payment for its plan."""
    phone = world.phone("sms", NUMBER)
    for text in ("salam", "1", CNIC, NAME, "0", WORDS):
        phone.says(text)
    (row,) = world.desk.rows()
    assert row.id == 1 and row.name in ("", NAME)
    return site(world)


def rules(app: Flask) -> list[Rule]:
    found = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("console.")]
    assert len(found) > 40
    return found


def roles(app: Flask) -> dict[str, str]:
    """The lowest role of each page, as the pages themselves know it."""
    shown: dict = {}
    with app.test_request_context("/console/login"):
        app.update_template_context(shown)
    return shown["roles"]


def address(app: Flask, rule: Rule) -> str:
    """With a value for everything that stands in the rule: 1 is the conversation, the agent, the message."""
    values = {name: _value(converter) for name, converter in rule._converters.items()}
    return app.url_map.bind("localhost").build(rule.endpoint, values)


def _value(converter: object) -> object:
    for kind, value in ((IntegerConverter, 1), (UnicodeConverter, "1")):
        if isinstance(converter, kind):
            return value
    raise AssertionError(f"no value for {converter}: add one")


def method(rule: Rule) -> str:
    return "POST" if "POST" in rule.methods else "GET"


def knock(app: Flask, client: FlaskClient, rule: Rule, **form: str) -> TestResponse:
    return client.open(address(app, rule), method=method(rule), data=form or None)


def test_every_page_names_the_role_it_needs(app):
    assert {rule.endpoint for rule in rules(app)} == set(roles(app))
    assert set(roles(app).values()) == set(RANKS)


def test_without_a_session_no_page_tells_or_does_anything(world, app):
    client = app.test_client()
    form = {"csrf_token": token(client)}
    for rule in rules(app):
        if rule.endpoint in BEFORE_LOG_IN:
            continue
        answer = knock(app, client, rule, **form)
        assert answer.status_code in (302, 401), rule
        assert not any(secret in answer.text for secret in TOLD), rule
    assert [row.held_by for row in world.desk.rows()] == ["queue"]


def test_what_needs_no_session_tells_nothing_of_a_customer(app):
    client = app.test_client()
    form = {"csrf_token": token(client)}
    for rule in rules(app):
        if rule.endpoint in BEFORE_LOG_IN:
            answer = knock(app, client, rule, **form)
            assert not any(secret in answer.text for secret in TOLD), rule


@pytest.mark.parametrize("role", RANKS)
def test_each_role_opens_what_is_theirs_and_nothing_above(app, role):
    client = desk(app, LOG_INS[role])
    for rule in rules(app):
        if rule.endpoint in BEFORE_LOG_IN | {"console.logout"}:
            continue
        above = RANKS.index(roles(app)[rule.endpoint]) > RANKS.index(role)
        if not above and method(rule) == "POST":
            continue  # what a form does is tested where it is made
        answer = knock(app, client, rule, csrf_token=token(client, "/console/account"))
        assert (answer.status_code == 403) == above, (rule, answer.status_code)
        assert answer.status_code < 500, rule
        assert not (above and any(secret in answer.text for secret in TOLD)), rule


def test_nobody_reads_a_page_without_a_session_of_their_own(app):
    """A forged session, or that of somebody who is not there, is none."""
    for forged in ("1.7", "99.0", "1", "x.y", ""):
        client = app.test_client()
        with client.session_transaction() as session:
            session.update({"_user_id": forged, "_fresh": True, "seen": 9e9, "began": 9e9})
        assert client.get("/console").status_code == 302, forged


def test_every_change_is_refused_without_a_token(world, app):
    client = desk(app, "kamran")
    for rule in rules(app):
        if method(rule) == "POST":
            assert client.post(address(app, rule), data={"text": "salam"}).status_code == 400, rule
    assert [row.held_by for row in world.desk.rows()] == ["queue"]
    assert client.get("/console").status_code == 200


def test_every_answer_carries_a_policy_that_runs_nothing_inline(app):
    inside, outside = desk(app, "kamran"), app.test_client()
    for rule in rules(app):
        for client in (outside, inside):
            if method(rule) == "GET":
                answer = knock(app, client, rule)
                policy = answer.headers["Content-Security-Policy"]
                assert "default-src" in policy and "unsafe" not in policy, rule
                assert answer.headers["X-Content-Type-Options"] == "nosniff", rule
                assert "no-store" in answer.headers["Cache-Control"], rule


def test_a_locked_out_name_is_no_way_to_learn_who_works_here(app):
    answers = []
    for name in ("ayesha", "nobody"):
        answers.append([log_in(app.test_client(), name, "guess").status_code for _ in range(6)])
    assert answers[0] == answers[1] == [422] * 5 + [429]


INLINE = {
    "script": re.compile(r"<script(?![^>]*\ssrc=)", re.I),
    "style": re.compile(r"<style|\sstyle\s*=", re.I),
    "handler": re.compile(r"\s(hx-)?on[a-z:-]*\s*=\s*[\"']", re.I),
    "address": re.compile(r"javascript:|\ssrcdoc\s*=", re.I),
    "elsewhere": re.compile(r"(src|href|action)=[\"'](https?:)?//", re.I),
    "unescaped": re.compile(r"\|\s*safe\b|autoescape false", re.I),
}


@pytest.mark.parametrize("kind", INLINE)
def test_no_template_holds_anything_inline(kind):
    files = list(TEMPLATES.rglob("*.*"))
    assert len(files) > 20
    for template in files:
        found = INLINE[kind].search(template.read_text(encoding="utf-8"))
        assert found is None, (template.name, found)


@pytest.mark.parametrize(
    ("kind", "broken"),
    [
        ("script", "<script>go()</script>"),
        ("style", '<p style="color: red">'),
        ("style", "<style>p {}</style>"),
        ("handler", '<p onclick="go()">'),
        ("handler", '<p hx-on::after-request="go()">'),
        ("address", '<a href="javascript:go()">'),
        ("elsewhere", '<img src="//elsewhere.example/x">'),
        ("unescaped", "{{ text|safe }}"),
    ],
)
def test_the_scan_would_find_it(kind, broken):
    assert INLINE[kind].search(broken)
