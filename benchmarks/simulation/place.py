"""The application as it runs, with nothing simulated but the clock, Twilio and the people."""

import logging
import random
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from flask import Flask

from bot import worker
from bot.app import create_app, create_context
from bot.in_memory import SETTINGS, numbers
from bot.payments.ports import PayRequest
from bot.payments.sandbox import Sandbox
from bot.services import deliver, demo, templates
from bot.services.context import Context
from bot.services.tick import tick
from bot.settings import load
from bot.store.database import Database
from bot.store.upgrade import upgrade
from tests.fakes.twilio_chance import ANSWERS, FATES, ChancyTwilio
from tests.watch import Watch

WHATSAPP_FROM, SMS_FROM = "+923000000900", "+923000000800"
TIMEOUT = "0.5"  # seconds that we wait for Twilio: enough for the loopback, and a time-out costs so much


@dataclass
class Clock:
    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Place:
    """`workers`: contexts of worker processes, each with a store of its own; `acts`: what people are about to do."""

    clock: Clock
    context: Context
    workers: Sequence[Context]
    twilio: ChancyTwilio
    app: Flask
    wallet: Sandbox
    chance: random.Random
    watch: Watch
    down: bool = False  # no worker runs
    answers: dict[int, int] = field(default_factory=dict)  # {HTTP status of a webhook: how often}
    stumbled: list[str] = field(default_factory=list)  # what the product logged as an error

    # What outside parties do

    def hears(self, address: str, words: str, **form: str) -> None:
        """A person writes. Twilio tells us, and sometimes twice."""
        self.twilio.heard[address] = self.clock.now
        knock = self.twilio.inbound(From=address, To=_ours(address), Body=words, **form)
        for _ in range(1 + (self.chance.random() < 0.03)):
            self._post("/webhooks/twilio/message", knock)
        self.carry()

    def reported(self) -> int:
        """Twilio tells us what became of messages whose time has come; how many reports."""
        due = self.twilio.due(self.clock.now)
        for message, status, code in due:
            self._post("/webhooks/twilio/status", self.twilio.report_form(message, status, code))
        return len(due)

    def paid(self, reference: str, paisa: int) -> None:
        """The wallet tells us of a payment, and sometimes twice."""
        told = self.wallet.callback(request=PayRequest(reference, paisa), at=self.clock.now, ok=True)
        for _ in range(1 + (self.chance.random() < 0.05)):
            self._post("/webhooks/payments/sandbox", told.form, told.headers)
        self.carry()

    def _post(self, path: str, form: Mapping[str, str], headers: Mapping[str, str] | None = None) -> None:
        signed = {"X-Twilio-Signature": self.twilio.sign(self.context_url + path, dict(form))}
        with self.app.test_client() as client:
            answer = client.post(path, data=dict(form), headers=dict(headers or signed))
        self.answers[answer.status_code] = self.answers.get(answer.status_code, 0) + 1

    @property
    def context_url(self) -> str:
        return SETTINGS["QIST_PUBLIC_URL"]

    # What the workers do

    def carry(self) -> None:
        """What the courier does once it is told that something waits."""
        if not self.down and self.context.outgoing.is_set():
            self.context.outgoing.clear()
            deliver.drain(self.context)

    def works(self) -> None:
        """The clock of one worker: what `qist worker` does every half minute."""
        if not self.down:
            worker._tick(self.context, "the simulated worker", threading.Event())
            deliver.drain(self.context)

    def works_twice(self) -> None:
        """Two workers at the very same moment, neither of whom knows who leads."""
        if self.down:
            return
        failed: list[BaseException] = []
        threads = [
            threading.Thread(target=_all_due, args=(one, self.clock.now, failed)) for one in self.workers
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failed:
            raise failed[0]


def _all_due(context: Context, now: datetime, failed: list[BaseException]) -> None:
    try:
        list(tick(context, now=now))
    except BaseException as error:
        failed.append(error)


@contextmanager
def a_place(
    folder: Path, *, start: datetime, seed: int, database_url: str = "", odds: float = 1.0
) -> Iterator[Place]:
    """`odds`: how often Twilio fails, against its usual."""
    with ExitStack() as stack:
        clock = Clock(start)
        twilio = ChancyTwilio(clock=clock, seed=seed, answers=_times(ANSWERS, odds), fates=FATES)
        stack.enter_context(twilio)
        url = database_url or f"sqlite:///{folder / 'month.db'}"
        settings = load({**SETTINGS, "QIST_DATABASE_URL": url, "QIST_DEMO": "1", **_connected(twilio)})
        context = replace(create_context(settings, clock=clock), fresh=numbers(), voice=None)
        stack.callback(context.database.close)
        upgrade(context.database)
        demo.seed(context)
        second = replace(context, database=Database(url))
        stack.callback(second.database.close)
        app = create_app(settings, context=context)
        wallet = Sandbox(secret_key=settings.secret_key.get_secret_value(), public_url=settings.base_url)
        place = Place(
            clock, context, (context, second), twilio, app, wallet, random.Random(seed), Watch(context)
        )
        stack.enter_context(_listening(place.stumbled))
        approve_templates(place)
        yield place


@contextmanager
def _listening(stumbled: list[str]) -> Iterator[None]:
    """Errors of which the product only writes a line."""
    handler = logging.Handler(logging.ERROR)
    handler.emit = lambda record: stumbled.append(f"{record.name}: {record.getMessage()} {record.exc_info}")
    log = logging.getLogger("bot")
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)


def approve_templates(place: Place) -> None:
    """Hand every template in as an operator does; WhatsApp approves them all."""
    list(templates.sync(place.context))
    place.twilio.approvals.decide("approved")
    list(templates.status(place.context))


def _connected(twilio: ChancyTwilio) -> dict[str, str]:
    return {
        "QIST_TWILIO_ACCOUNT_SID": twilio.account_sid,
        "QIST_TWILIO_AUTH_TOKEN": twilio.auth_token,
        "QIST_TWILIO_API_URL": twilio.url,
        "QIST_TWILIO_WHATSAPP_FROM": WHATSAPP_FROM,
        "QIST_TWILIO_SMS_FROM": SMS_FROM,
        "QIST_TWILIO_TIMEOUT": TIMEOUT,
    }


def _times(odds: Mapping[str, float], much: float) -> dict[str, float]:
    return {name: chance * much for name, chance in odds.items()}


def _ours(address: str) -> str:
    return f"whatsapp:{WHATSAPP_FROM}" if address.startswith("whatsapp:") else SMS_FROM
