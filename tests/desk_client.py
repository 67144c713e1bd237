"""The console as a program sees it: real services, a session, forms with their tokens."""

import re

from flask.testing import FlaskClient
from werkzeug.test import TestResponse
from world import World

from bot.app import create_app
from bot.services import demo

PASSWORDS = {login.username: login.password for login in demo.LOGINS}


class DeskClient:
    """Somebody at the desk; without a name, a stranger."""

    def __init__(self, world: World, username: str = "") -> None:
        self.http: FlaskClient = create_app(world.settings, context=world.context).test_client()
        if username:
            assert self.log_in(username, PASSWORDS[username]).status_code == 302

    def log_in(self, username: str, password: str, **more: str) -> TestResponse:
        form = {"username": username, "password": password, "csrf_token": self.token("/console/login")}
        return self.http.post("/console/login", data=form, **more)

    def get(self, path: str) -> TestResponse:
        return self.http.get(path)

    def page(self, path: str) -> str:
        answer = self.http.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    def post(self, path: str, **form: str) -> TestResponse:
        """Send a form with its token."""
        return self.http.post(path, data={"csrf_token": self.token("/console"), **form})

    def token(self, path: str) -> str:
        found = re.search(r'name="csrf-token" content="([^"]+)"', self.http.get(path).text)
        assert found, path
        return found[1]
