"""What holds for every address of the application, whoever adds another one."""

from collections.abc import Iterator

import pytest
from desk_client import desk, log_in, token
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse
from world import World, settings_for

from bot.app import create_app
from bot.services.record import Filters, read
from bot.web.security import LARGEST_BODY

VALUES = {
    "filename": "css/base.css",
    "provider": "sandbox",
    "form": "png",
    "outcome": "paid",
    "kind": "promise",
}
REFUSED = (302, 400, 403, 404, 413)


@pytest.fixture
def app(world: World) -> Flask:
    return create_app(world.settings, context=world.context)


@pytest.fixture
def boss(app: Flask) -> FlaskClient:
    return desk(app, "kamran")


def addresses(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    """Each route with each of its methods, and a path that leads to it."""
    urls = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        values = {name: VALUES.get(name, "1") for name in rule.arguments}
        for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"}):
            yield rule, method, urls.build(rule.endpoint, values, method=method)


def knock(client: FlaskClient, method: str, path: str, **how: object) -> TestResponse:
    with client.open(path, method=method, **how) as answer:
        return answer


def test_every_answer_is_hardened_and_private_pages_are_kept_nowhere(app: Flask, boss: FlaskClient) -> None:
    seen = 0
    for client in (app.test_client(), boss):
        for rule, method, path in addresses(app):
            answer = knock(client, method, path)
            assert answer.status_code < 500 or path == "/readyz", (method, path)
            headers = answer.headers
            assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], path
            assert "unsafe" not in headers["Content-Security-Policy"], path
            assert headers["X-Frame-Options"] == "DENY", path
            assert headers["X-Content-Type-Options"] == "nosniff", path
            assert headers["Referrer-Policy"] == "same-origin", path
            assert "camera=()" in headers["Permissions-Policy"], path
            assert headers["Cross-Origin-Opener-Policy"] == "same-origin", path
            assert rule.endpoint == "static" or "no-store" in headers["Cache-Control"], path
            seen += 1
    assert seen > 150


def test_nothing_is_changed_without_a_token_of_the_session(app: Flask, boss: FlaskClient) -> None:
    for _, method, path in addresses(app):
        if method != "GET" and not path.startswith(("/webhooks/", "/api/")):
            assert knock(boss, method, path).status_code == 400, path


def test_nothing_of_the_console_opens_to_a_stranger(app: Flask) -> None:
    stranger = app.test_client()
    for _, method, path in addresses(app):
        if path.startswith("/console") and not path.startswith("/console/login"):
            answer = knock(stranger, method, path)
            assert answer.status_code in (302, 400, 401, 403), (method, path)
            assert answer.status_code != 302 or answer.location.startswith("/console/login"), path


def test_no_route_takes_a_body_that_is_too_large(app: Flask, boss: FlaskClient) -> None:
    proof = {"X-CSRFToken": token(boss, "/console/account")}
    body = b"a=" + b"x" * LARGEST_BODY
    for _, method, path in addresses(app):
        if method == "GET":
            continue
        for client in (app.test_client(), boss):
            answer = knock(
                client,
                method,
                path,
                data=body,
                headers=proof,
                content_type="application/x-www-form-urlencoded",
            )
            assert answer.status_code in REFUSED, (path, answer.status_code)


def addresses_of_failed_logins(world: World) -> list[str]:
    supervisor = world.agent("saima")
    entries = read(world.context, filters=Filters(action="login_failed"), agent_id=supervisor).entries
    return [entry.detail.rpartition(" ")[2] for entry in entries]


def behind(world: World, proxies: int) -> FlaskClient:
    settings = settings_for(world.settings.database_url, QIST_PROXIES=str(proxies))
    return create_app(settings, context=world.context).test_client()


@pytest.mark.parametrize(
    ("proxies", "told", "believed"),
    [
        (0, "203.0.113.9", "127.0.0.1"),  # nobody of ours stands in front: whoever says so is lying
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),  # the first is what the caller says of itself
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (1, "", "127.0.0.1"),
    ],
)
def test_an_address_is_believed_from_our_own_proxies_alone(
    world: World, proxies: int, told: str, believed: str
) -> None:
    client = behind(world, proxies)
    client.environ_base["HTTP_X_FORWARDED_FOR"] = told
    log_in(client, "ayesha", "not her password")
    assert addresses_of_failed_logins(world) == [believed]


def test_behind_our_proxy_https_is_remembered(world: World) -> None:
    told = {"X-Forwarded-Proto": "https"}
    assert "Strict-Transport-Security" in behind(world, 1).get("/console/login", headers=told).headers
    assert "Strict-Transport-Security" not in behind(world, 0).get("/console/login", headers=told).headers


def test_no_proxy_changes_the_host_that_links_are_made_of(world: World) -> None:
    answer = behind(world, 1).get("/", headers={"X-Forwarded-Host": "evil.example"})
    assert "evil" not in answer.location
