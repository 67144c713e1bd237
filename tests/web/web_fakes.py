"""In-memory stand-ins for the services behind the pages."""

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count

from flask import Flask
from flask.testing import FlaskClient

from bot.channels.ports import Inbound
from bot.services.phone_views import DemoLogin, PhoneButton, PhoneMessage
from bot.web import security
from bot.web.health import health
from bot.web.phone import phone

NOON = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)  # noon in Karachi
NASTY = "<script>alert(1)</script> \u202egnp.exe Rs 2,500 https://qist.example/pay/1"


@dataclass
class FakeClock:
    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class FakePhones:
    """Keeps what arrives and answers with what a test put in `answers`."""

    received: list[Inbound] = field(default_factory=list)
    answers: list[tuple[str, tuple[PhoneButton, ...]]] = field(default_factory=list)
    thread: list[tuple[str, str, PhoneMessage]] = field(default_factory=list)
    ids: count = field(default_factory=lambda: count(1))

    def receive(self, message: Inbound) -> None:
        self.received.append(message)
        self.add(message.channel, message.address, "in", message.text, kind=message.kind)
        if self.answers:
            text, buttons = self.answers.pop(0)
            self.add(message.channel, message.address, "out", text, buttons=buttons)

    def add(self, channel, number, direction, text, *, buttons=(), kind="text", state="sent"):
        segments = 2 if len(text) > 160 else 1
        charge = segments * 250 if channel == "sms" else 0
        message = PhoneMessage(
            id=next(self.ids),
            direction=direction,
            text=text,
            at=NOON,
            state=state,
            buttons=tuple(buttons),
            segments=segments if channel == "sms" else 0,
            encoding="GSM-7" if channel == "sms" else "",
            cost_paisa=charge,
            kind=kind,
        )
        self.thread.append((channel, number, message))
        return message

    def settle(self, message_id: int, state: str) -> None:
        self.thread = [
            (channel, number, replace(message, state=state) if message.id == message_id else message)
            for channel, number, message in self.thread
        ]

    def messages(self, *, channel: str, number: str, after: int) -> list[PhoneMessage]:
        return [m for c, n, m in self.thread if (c, n) == (channel, number) and m.id > after]


@dataclass
class Site:
    clock: FakeClock = field(default_factory=FakeClock)
    phones: FakePhones = field(default_factory=FakePhones)
    ready: bool = True

    def app(self) -> Flask:
        app = Flask("bot.web")
        app.secret_key = "only for tests"
        security.protect(app)
        logins = [DemoLogin(username="ayesha", password="shown to all", name="Ayesha")]
        app.register_blueprint(
            phone(
                receive=self.phones.receive,
                messages=self.phones.messages,
                clock=self.clock,
                demo_logins=logins,
            )
        )
        app.register_blueprint(health(ready=lambda: self.ready, room=lambda: True))
        return app


def token(client: FlaskClient, path: str) -> str:
    found = re.search(r'name="csrf-token" content="([^"]+)"', client.get(path).text)
    assert found
    return found[1]
