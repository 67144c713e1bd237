"""People talk for an hour; does any process grow?

`python -m tests.faults.soak [sqlite|postgresql] [minutes] [turns a second]` (sqlite, 60, 30). One web process of
gunicorn, one `qist worker`, a fake Twilio behind the real SDK. Prints what each process holds, minute by minute, and
how fast that grows once it is warm. Run by hand; the short form, test_soak.py, proves that the harness works.
"""

import itertools
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock
from typing import Any
from uuid import uuid4

from sqlalchemy import text as sql

from tests.fakes.twilio import FakeTwilio
from tests.faults.kills import PURCHASE
from tests.faults.site import SHORT_CODE, Site, site

TALK = (
    "kitni qist baqi hai",
    "4826",
    "9",
    "help",
    "#",
    "agla qist kab hai",
    "شکریہ",
    "kuch samajh nahi aaya",
    "9",
)
LINES = 6  # people at once
REMEMBERED = 2_000  # messages that the fake Twilio keeps
REPORTED_ON = 4  # one message in so many has delivery reports: they are webhooks, too
PAGE = os.sysconf("SC_PAGE_SIZE")
MEGABYTE = 1024 * 1024
LATE = 0.5  # seconds that a line may be behind before it takes its ease


class ForgetfulTwilio(FakeTwilio):
    """Keeps the newest messages only, so that what grows is not itself."""

    def __init__(self) -> None:
        super().__init__()
        self.taken = itertools.count(1)

    def create_message(self, params: dict[str, str]) -> dict[str, Any]:
        if next(self.taken) % REPORTED_ON:
            self.outcome()
        made = super().create_message(params)
        with self._changed:
            del self.messages[:-REMEMBERED], self.reports[:-REMEMBERED]
        return made


@dataclass(frozen=True)
class Sample:
    """After `seconds` and `turns`: what each process holds, in bytes, and what waits in the outbox."""

    seconds: float
    turns: int
    held: dict[str, int]
    waiting: int

    def __str__(self) -> str:
        held = "  ".join(f"{name} {size / MEGABYTE:7.1f}" for name, size in self.held.items())
        return f"{self.seconds / 60:6.1f} min {self.turns:8,} turns  {held} MB  {self.waiting:5} waiting"


@dataclass
class Talk:
    """Everybody, at a steady pace. `refused`: answers that were not 200."""

    site: Site
    rate: float
    turns: int = 0
    refused: int = 0
    over: Event = field(default_factory=Event)
    _lock: Lock = field(default_factory=Lock)
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    def line(self) -> None:
        due = time.monotonic()
        while not self.over.is_set():
            place = next(self._numbers)
            for words in (*PURCHASE, *TALK):
                due = max(due + LINES / self.rate, time.monotonic() - LATE)
                self.over.wait(max(0.0, due - time.monotonic()))
                if self.over.is_set():
                    return
                self._say(f"+92301{place:07}", f"35202{1_000_000 + place}1" if words == "CNIC" else words)

    def _say(self, number: str, words: str) -> None:
        form = {"From": number, "To": SHORT_CODE, "Body": words, "MessageSid": "SM" + uuid4().hex}
        status = self.site.post(form)
        with self._lock:
            self.turns += 1
            self.refused += status != 200


def resident(pid: int) -> int:
    """Bytes in memory."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE


def growth(samples: Sequence[Sample], name: str) -> float:
    """Bytes a turn, by least squares over the second half: until then it warms up."""
    half = [one for one in samples[len(samples) // 2 :] if name in one.held]
    turns = [one.turns for one in half]
    middle, mean = sum(turns) / len(half), sum(one.held[name] for one in half) / len(half)
    spread = sum((one - middle) ** 2 for one in turns)
    leaning = sum((one.turns - middle) * (one.held[name] - mean) for one in half)
    return leaning / spread if spread else 0.0


def run(*, kind: str, seconds: float, rate: float, every: float) -> tuple[list[Sample], Talk]:
    samples: list[Sample] = []
    with site(kind=kind, twilio=ForgetfulTwilio()) as made, ThreadPoolExecutor(LINES) as pool:
        context, talk, begun = made.context(), Talk(made, rate), time.monotonic()
        lines = [pool.submit(talk.line) for _ in range(LINES)]
        try:
            for number in range(1, int(seconds / every) + 1):
                talk.over.wait(max(0.0, begun + number * every - time.monotonic()))
                with context.database.snapshot() as connection:
                    query = sql("SELECT count(*) FROM message WHERE state IN ('queued', 'sending')")
                    waiting = int(connection.execute(query).scalar_one())
                samples.append(Sample(time.monotonic() - begun, talk.turns, held(made), waiting))
                print(samples[-1], flush=True)
        finally:
            talk.over.set()
            context.database.close()
        for line in lines:
            line.result()
    return samples, talk


def held(made: Site) -> dict[str, int]:
    web = {"web" if not place else f"web{place}": pid for place, pid in enumerate(made.web_processes())}
    return {name: resident(pid) for name, pid in {**web, "worker": made.workers[0].pid}.items()}


def main(kind: str = "sqlite", minutes: str = "60", rate: str = "30") -> None:
    print(f"{kind}, {minutes} minutes, {rate} turns a second wanted", flush=True)
    samples, talk = run(kind=kind, seconds=float(minutes) * 60, rate=float(rate), every=60)
    pace = talk.turns / samples[-1].seconds
    print(f"{talk.turns:,} turns, {pace:.1f} a second, {talk.refused} not answered by 200")
    for name in samples[-1].held:
        print(f"{name}: {growth(samples, name) * 10_000 / MEGABYTE:+.2f} MB for each 10,000 turns, once warm")


if __name__ == "__main__":
    main(*sys.argv[1:])
