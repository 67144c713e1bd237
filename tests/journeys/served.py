"""The real application behind a real WSGI server on a free port, and behind it a fake Twilio; all on the loopback."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

from sqlalchemy import func, select
from waitress import create_server
from waitress.wasyncore import close_all
from world import READ, START, put_seeded, settings_for

from bot.app import create_app, create_context
from bot.services.check_books import check_books
from bot.services.context import Context
from bot.services.show import show
from bot.store import tables
from bot.worker import running
from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN, FakeTwilio

WHATSAPP_FROM, SMS_FROM = "+923000000900", "+923000000800"
THREADS = 8


@dataclass
class Clock:
    """Stands still until somebody takes their time."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def reads(self) -> None:
        self.now += READ


@dataclass
class Served:
    """`url` leads to the application; what it sends arrives at `twilio`."""

    url: str
    context: Context
    twilio: FakeTwilio
    clock: Clock

    def count(self, model: type, **where: Any) -> int:
        """Rows of a table whose columns have these values."""
        table = tables.table(model)
        query = select(func.count()).select_from(table)
        for name, value in where.items():
            query = query.where(table.c[name] == value)
        with self.context.database.transaction() as connection:
            return int(connection.execute(query).scalar_one())

    def states(self) -> list[str]:
        table = tables.table(tables.Message)
        query = select(table.c.state).where(table.c.direction == "out").order_by(table.c.id)
        with self.context.database.transaction() as connection:
            return [str(state) for state in connection.execute(query).scalars()]

    def all_sent(self) -> None:
        """Blocks until everything in the outbox has reached the carrier."""
        self.twilio.wait_for(self.count(tables.Message, direction="out"))

    def all_reported(self) -> None:
        """Blocks until the carrier has told of every message that it was sent and delivered."""
        self.all_sent()
        self.twilio.wait_for_reports(2 * len(self.twilio.messages))
        self._settled()

    def _settled(self) -> None:
        """A report can overtake the courier, who writes down what was sent only after the answer came."""
        patience = threading.Event()
        for _ in range(1_000):
            if not {"queued", "sending"} & set(self.states()):
                return
            patience.wait(0.01)

    def phone(self, number: str, *, channel: str) -> "TwilioPhone":
        return TwilioPhone(self, ("whatsapp:" if channel == "whatsapp" else "") + number)

    def problems(self) -> list[str]:
        return [f"{one.code} {one.where}: {one.text}" for one in check_books(self.context)]

    def show(self, number: str) -> dict[str, Any]:
        return show(self.context, phone=number)

    def state(self, number: str) -> str:
        conversation = self.show(number)["conversation"]
        return f"{conversation['flow']}.{conversation['state']}"


@dataclass
class TwilioPhone:
    """Somebody with a phone, as Twilio knows them: signed webhooks in, REST messages out."""

    served: Served
    address: str
    heard: int = field(default=0)

    def post(self, **form: str) -> int:
        """Only the webhook: its HTTP status."""
        url = f"{self.served.url}/webhooks/twilio/message"
        return self.served.twilio.post_inbound(url, From=self.address, **form).status

    def rings(self, call_sid: str) -> str:
        """Call, as Twilio announces it: the TwiML that decides what becomes of the call."""
        form = {"CallSid": call_sid, "From": self.address, "CallStatus": "ringing", "Direction": "inbound"}
        answer = self.served.twilio.post_signed(f"{self.served.url}/webhooks/twilio/voice", form)
        assert answer.status == 200
        return answer.body

    def says(self, text: str, **form: str) -> list[str]:
        """What comes back by REST."""
        assert self.post(Body=text, **form) == 200
        self.served.all_sent()
        self.served.clock.reads()
        return self.hears()

    def taps(self, title: str) -> list[str]:
        """Press a button, or a row of a list, of the newest message that has one with this title."""
        for message in reversed(self.messages()):
            for name, payload in _choices(message.content):
                if name == title:
                    kind = {"MessageType": "button", "ButtonText": title, "ButtonPayload": payload}
                    return self.says(title, **kind)
        raise AssertionError(f"no button {title!r}")

    def messages(self) -> list[Any]:
        return [message for message in self.served.twilio.messages if message.to == self.address]

    def hears(self) -> list[str]:
        new = [message.body for message in self.messages()[self.heard :]]
        self.heard += len(new)
        return new

    def pays(self) -> list[str]:
        """Open the newest payment link, press "pay", wait for the receipt."""
        link = re.findall(r"http://\S+/pay/\d+", "\n".join(message.body for message in self.messages()))[-1]
        before = len(self.messages())
        press_pay(link)
        self.served.twilio._wait(lambda: len(self.messages()) > before, "receipt")
        self.served.all_sent()
        return self.hears()


def press_pay(link: str) -> None:
    """What a browser does on the sandbox wallet's page."""
    opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))
    with opener.open(link, timeout=10) as page:
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.read().decode())
    assert token is not None
    form = urlencode({"csrf_token": token[1], "press": "pay"}).encode()
    with opener.open(link, data=form, timeout=10) as answer:
        assert answer.url.endswith("/paid")


@contextmanager
def serve(folder: Path, *, with_twilio: bool = True, **more: str) -> Iterator[Served]:
    """An application with courier and scheduler, as `qist demo` runs it; without Twilio its phones are simulated."""
    with ExitStack() as stack:
        listening = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        twilio = stack.enter_context(FakeTwilio())
        clock = Clock()
        given = {"QIST_PUBLIC_URL": url, **(_twilio_settings(twilio) if with_twilio else {}), **more}
        settings = settings_for(f"sqlite:///{folder / 'served.db'}", **given)
        put_seeded(folder / "served.db")
        context = create_context(settings, clock=clock)
        stack.callback(context.database.close)
        app = create_app(settings, context=context)
        stack.enter_context(running(context))
        stack.enter_context(_listening(app, listening))
        yield Served(url, context, twilio, clock)


def _twilio_settings(twilio: FakeTwilio) -> dict[str, str]:
    return {
        "QIST_TWILIO_ACCOUNT_SID": ACCOUNT_SID,
        "QIST_TWILIO_AUTH_TOKEN": AUTH_TOKEN,
        "QIST_TWILIO_API_URL": twilio.url,
        "QIST_TWILIO_WHATSAPP_FROM": WHATSAPP_FROM,
        "QIST_TWILIO_SMS_FROM": SMS_FROM,
    }


@contextmanager
def _listening(app: Any, listening: socket.socket) -> Iterator[None]:
    server = create_server(app, sockets=[listening], threads=THREADS)
    stop = threading.Event()
    thread = threading.Thread(target=_run, args=(server, stop), name="waitress", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        with suppress(OSError):  # on a busy machine it has ended and closed by now
            server.pull_trigger()
        thread.join(10)


def _run(server: Any, stop: threading.Event) -> None:
    """The server's loop, ended from within: closing it from another thread would pull its sockets from under it."""
    while not stop.is_set():
        server.asyncore.loop(timeout=0.2, map=server._map, use_poll=server.adj.asyncore_use_poll, count=1)
    server.task_dispatcher.shutdown()
    close_all(server._map)


def _choices(content: dict[str, Any] | None) -> list[tuple[str, str]]:
    if content is None:
        return []
    shown = next(iter(content["types"].values()))
    buttons = [(action["title"], action["id"]) for action in shown.get("actions", ())]
    return buttons + [(item["item"], item["id"]) for item in shown.get("items", ())]
