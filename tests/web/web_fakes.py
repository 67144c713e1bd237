"""In-memory stand-ins for the services behind the pages."""

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count

from flask import Flask
from flask.testing import FlaskClient

from bot.channels.ports import Inbound
from bot.services.desk.views import (
    AgentUser,
    BotPosition,
    ClaimResult,
    ConversationView,
    CustomerView,
    HandBackResult,
    QueueRow,
    ReplyResult,
    SlotView,
    TranscriptEntry,
)
from bot.services.phone_views import DemoLogin, PhoneButton, PhoneMessage
from bot.web import security
from bot.web.console import console
from bot.web.health import health
from bot.web.phone import phone

NOON = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)  # noon in Karachi
AYESHA = AgentUser(id=1, username="ayesha", name="Ayesha Khan")
BILAL = AgentUser(id=2, username="bilal", name="Bilal Ahmed")
PASSWORD = "kal milenge"
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
class FakeDesk:
    """One waiting conversation, number 7."""

    held_by: str = "queue"
    holder: AgentUser | None = None
    channel: str = "sms"
    last_text: str = NASTY
    replies: list[tuple[int, str]] = field(default_factory=list)
    refuse_reply: str = ""
    agents: dict[int, AgentUser] = field(default_factory=lambda: {1: AYESHA, 2: BILAL})
    since: datetime = NOON - timedelta(minutes=2)

    def agent(self, *, agent_id: int) -> AgentUser | None:
        return self.agents.get(agent_id)

    def row(self) -> QueueRow:
        return QueueRow(
            id=7,
            name="Nasreen \u202eBibi",
            address="+92 333 ... 7781",
            channel=self.channel,
            language="ur-Latn",
            held_by=self.held_by,
            since=self.since,
            last_text=self.last_text,
            last_at=self.since,
            reason="hardship" if self.held_by != "bot" else "",
            holder_id=self.holder.id if self.holder else None,
            holder=self.holder.name if self.holder else "",
        )

    def queue(self, *, now: datetime) -> list[QueueRow]:
        return [self.row()] if self.held_by == "queue" else []

    def mine(self, *, agent_id: int) -> list[QueueRow]:
        return [self.row()] if self.holder and self.holder.id == agent_id else []

    def all(self) -> list[QueueRow]:
        return [self.row()]

    def conversation(self, *, conversation_id: int) -> ConversationView | None:
        if conversation_id != 7:
            return None
        row = self.row()
        entries = [
            TranscriptEntry(1, "customer", self.last_text, NOON),
            TranscriptEntry(2, "bot", "وعلیکم السلام۔ قسط Rs 2,500 ہے۔", NOON, state="read"),
            *(TranscriptEntry(3 + i, "agent", text, NOON) for i, (_, text) in enumerate(self.replies)),
        ]
        return ConversationView(
            id=7,
            channel=row.channel,
            language=row.language,
            held_by=row.held_by,
            since=row.since,
            position=BotPosition("repay", "ask_amount", "Kitni raqam?", (SlotView("cnic", "...-3"),)),
            customer=CustomerView(name=row.name, phone=row.address, cnic_masked="42101-*******-3"),
            transcript=tuple(entries),
            holder_id=row.holder_id,
            holder=row.holder,
        )

    def claim(self, *, conversation_id: int, agent_id: int) -> ClaimResult:
        if self.holder and self.holder.id != agent_id:
            return ClaimResult("held", self.holder.name, self.since)
        self.held_by, self.holder = "agent", self.agents[agent_id]
        return ClaimResult("taken")

    def reply(self, *, conversation_id: int, agent_id: int, text: str) -> ReplyResult:
        if self.refuse_reply or not text:
            return ReplyResult(self.refuse_reply or "empty")
        if self.holder is None or self.holder.id != agent_id:
            return ReplyResult("not_yours")
        self.replies.append((agent_id, text))
        return ReplyResult("sent")

    def hand_back(self, *, conversation_id: int, agent_id: int) -> HandBackResult:
        if self.holder is None or self.holder.id != agent_id:
            return HandBackResult("not_yours")
        self.held_by, self.holder = "bot", None
        return HandBackResult("handed_back")


@dataclass
class Site:
    clock: FakeClock = field(default_factory=FakeClock)
    phones: FakePhones = field(default_factory=FakePhones)
    desk: FakeDesk = field(default_factory=FakeDesk)
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
        app.register_blueprint(console(authenticate=authenticate, desk=self.desk, clock=self.clock))
        app.register_blueprint(health(ready=lambda: self.ready))
        return app


def authenticate(username: str, password: str) -> AgentUser | None:
    return {"ayesha": AYESHA, "bilal": BILAL}.get(username) if password == PASSWORD else None


def token(client: FlaskClient, path: str) -> str:
    found = re.search(r'name="csrf-token" content="([^"]+)"', client.get(path).text)
    assert found
    return found[1]


def log_in(client: FlaskClient, username: str = "ayesha", password: str = PASSWORD, **more):
    form = {"username": username, "password": password, "csrf_token": token(client, "/console/login")}
    return client.post("/console/login", data=form, **more)


def submit(client: FlaskClient, path: str, **form):
    return client.post(path, data={"csrf_token": token(client, "/console"), **form})
