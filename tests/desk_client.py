"""Somebody at the desk, with a browser: the console on a real world, through Flask's test client."""

import re

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse
from world import World

from bot.app import create_app
from bot.services import demo

PASSWORDS = {login.username: login.password for login in demo.LOGINS}


def site(world: World) -> Flask:
    return create_app(world.settings, context=world.context)


def token(client: FlaskClient, path: str = "/console/login") -> str:
    """What a page of this session puts into its forms."""
    found = re.search(r'name="csrf-token" content="([^"]+)"', client.get(path).text)
    assert found
    return found[1]


def log_in(
    client: FlaskClient, username: str = "ayesha", password: str = "", *, to: str = ""
) -> TestResponse:
    form = {
        "username": username,
        "password": password or PASSWORDS.get(username, "nobody's"),
        "csrf_token": token(client),
    }
    return client.post("/console/login", query_string={"next": to} if to else None, data=form)


def submit(client: FlaskClient, path: str, **form: str) -> TestResponse:
    """Press a button of a page."""
    return client.post(path, data={"csrf_token": token(client, "/console/account"), **form})


def desk(app: Flask, username: str = "ayesha") -> FlaskClient:
    """A browser in which somebody is logged in."""
    client = app.test_client()
    assert log_in(client, username).status_code == 302
    return client


class DeskClient:
    """Somebody at the desk in few words; without a name, a stranger."""

    def __init__(self, world: World, username: str = "") -> None:
        self.http = desk(site(world), username) if username else site(world).test_client()

    def log_in(self, username: str, password: str) -> TestResponse:
        return log_in(self.http, username, password)

    def get(self, path: str) -> TestResponse:
        return self.http.get(path)

    def page(self, path: str) -> str:
        answer = self.http.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    def post(self, path: str, **form: str) -> TestResponse:
        """Send a form with its token."""
        return submit(self.http, path, **form)
