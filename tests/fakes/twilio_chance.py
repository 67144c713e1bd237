"""A fake Twilio whose failures fall by lot, on a clock that is turned: seeded, so that a run repeats.

What it draws depends on the receiver and on how many messages went there before, not on the order of threads.
"""

import heapq
import itertools
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.fakes.twilio import FakeTwilio
from tests.fakes.twilio_messages import FakeMessage, rendered

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
WINDOW = 24 * HOUR
Event = tuple[timedelta, str, int | None]  # after how long, what is reported, with which code

ANSWERS: Mapping[str, float] = {
    "429": 0.03,
    "500": 0.006,
    "503": 0.004,
    "reset": 0.004,
    "garbage": 0.003,
    "garbage_502": 0.003,
    "timeout": 0.001,
    "accept_then_timeout": 0.002,
    "accept_then_500": 0.006,
    "accept_then_reset": 0.004,
}
FATES: Mapping[str, Mapping[str, float]] = {
    "whatsapp": {
        "lost reports": 0.04,
        "duplicated": 0.05,
        "shuffled": 0.05,
        "very late": 0.03,
        "63024": 0.02,
        "63049": 0.02,
        "never delivered": 0.04,
        "off for a day": 0.03,
        "read": 0.4,
    },
    "sms": {
        "lost reports": 0.06,
        "duplicated": 0.05,
        "shuffled": 0.05,
        "very late": 0.03,
        "30003": 0.03,
        "30036": 0.01,
        "off for a day": 0.03,
    },
}
USUAL: tuple[Event, ...] = ((2 * SECOND, "sent", None), (9 * SECOND, "delivered", None))
REPORTED: Mapping[str, tuple[Event, ...]] = {
    "delivered": USUAL,
    "lost reports": (),
    "duplicated": (*USUAL, *USUAL),
    "shuffled": ((2 * SECOND, "delivered", None), (5 * SECOND, "sent", None)),
    "very late": ((7 * HOUR, "sent", None), (9 * HOUR, "delivered", None)),
    "read": (*USUAL, (25 * MINUTE, "read", None)),
    "63016": ((2 * SECOND, "sent", None), (4 * SECOND, "undelivered", 63016)),
    "63024": ((3 * SECOND, "failed", 63024),),
    "63049": ((2 * SECOND, "sent", None), (30 * SECOND, "undelivered", 63049)),
    "never delivered": ((2 * SECOND, "sent", None),),
    "30003": ((2 * SECOND, "sent", None), (20 * MINUTE, "undelivered", 30003)),
    "30036": ((2 * SECOND, "queued", None), (4 * HOUR, "failed", 30036)),
    "off for a day": ((2 * SECOND, "sent", None), (26 * HOUR, "delivered", None)),
}
NOT_REACHED = frozenset(("63016", "63024", "63049", "never delivered", "30003", "30036"))
SAYS_SO = frozenset(("delivered", "read"))


@dataclass
class Fated(FakeMessage):
    fate: str = "delivered"
    told: list[tuple[datetime, str]] = field(default_factory=list)

    @property
    def reached(self) -> bool:
        return self.fate not in NOT_REACHED


class ChancyTwilio(FakeTwilio):
    """Reports wait until `due` asks for them. `heard`: when somebody last wrote, as in {"whatsapp:+923...": moment}."""

    def __init__(
        self,
        *,
        clock: Callable[[], datetime],
        seed: int = 7,
        answers: Mapping[str, float] = ANSWERS,
        fates: Mapping[str, Mapping[str, float]] = FATES,
    ) -> None:
        super().__init__()
        self.clock, self.seed = clock, seed
        self.answers, self.fates = answers, fates
        self.heard: dict[str, datetime] = {}
        self.never: dict[str, str] = {}  # {receiver: what always becomes of their messages}
        self.answered: Counter[str] = Counter()
        self._tries: Counter[str] = Counter()
        self._created: Counter[str] = Counter()
        self._by_receiver: dict[str, list[Fated]] = {}
        self._waiting: list[tuple[datetime, int, Fated, str, int | None]] = []
        self._numbers = itertools.count()
        self._contents: dict[str, dict[str, Any]] = {}

    def due(self, now: datetime) -> list[tuple[Fated, str, int | None]]:
        """The reports whose time has come, each once."""
        found = []
        with self._changed:
            while self._waiting and self._waiting[0][0] <= now:
                _, _, message, status, code = heapq.heappop(self._waiting)
                message.told.append((now, status))
                message.status = status
                found.append((message, status, code))
        return found

    def next_due(self) -> datetime | None:
        with self._changed:
            return self._waiting[0][0] if self._waiting else None

    def next_failure(self, on: str, *, to: str = "") -> tuple[str, int | None]:
        mode, code = super().next_failure(on, to=to)
        if mode or on != "messages":
            return mode, code
        with self._changed:
            self._tries[to] += 1
            mode = _drawn(self.answers, f"{self.seed} answer {to} {self._tries[to]}", "")
            self.answered[mode or "created"] += 1
        return mode, None

    def create_message(self, params: dict[str, str]) -> dict[str, Any]:
        content, body = rendered(params, contents=self._content_of(params))
        now = self.clock()
        with self._changed:
            to = params["To"]
            self._created[to] += 1
            fate = self._fate(to, content, now)
            sid = "SM" + uuid4().hex
            message = Fated(sid, self.account_sid, params, body, content, created=now, fate=fate)
            self.messages.append(message)
            self._by_receiver.setdefault(to, []).append(message)
            for after, status, code in REPORTED[fate]:
                heapq.heappush(self._waiting, (now + after, next(self._numbers), message, status, code))
            self._changed.notify_all()
        return message.resource()

    def list_messages(self, query: dict[str, str]) -> list[dict[str, Any]]:
        theirs: Sequence[Fated] = self._by_receiver.get(query.get("To", ""), [])
        return [message.resource() for message in reversed(theirs[-int(query.get("PageSize", 50)) :])]

    def _content_of(self, params: dict[str, str]) -> list[dict[str, Any]]:
        sid = params.get("ContentSid", "")
        if sid and sid not in self._contents:
            self._contents = {content["sid"]: content for content in self.contents}
        return [self._contents[sid]] if sid in self._contents else []

    def _fate(self, to: str, content: dict[str, Any] | None, now: datetime) -> str:
        if to in self.never:
            return self.never[to]
        whatsapp = to.startswith("whatsapp:")
        if whatsapp and not self.approvals.is_approved(content) and now - self.heard.get(to, now) >= WINDOW:
            return "63016"
        odds = self.fates["whatsapp" if whatsapp else "sms"]
        return _drawn(odds, f"{self.seed} fate {to} {self._created[to]}", "delivered")


def _drawn(odds: Mapping[str, float], seed: str, otherwise: str) -> str:
    left = random.Random(seed).random()
    for name, chance in odds.items():
        left -= chance
        if left < 0:
            return name
    return otherwise
