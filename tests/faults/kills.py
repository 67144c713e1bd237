"""kill -9 of web, worker and database in turn, at random moments, while customers buy: nothing lost, nothing twice.

`python -m tests.faults.kills [kills] [seed]` (100, 7). Two web processes of gunicorn, two `qist worker`, a PostgreSQL
of its own, a fake Twilio behind the real SDK. Each customer goes through the same purchase and waits for each answer; a
message that got no 2xx is posted again under its own id, as Twilio does. What arrived at each telephone is compared
with the same purchase in which nobody was killed. Run by hand; the short form is test_kills.py.
"""

import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Event, Lock
from uuid import uuid4

import psycopg
from sqlalchemy import text as sql

from bot.services.check_books import check_books
from bot.services.context import Context
from tests import postgres
from tests.fakes.twilio import FakeTwilio
from tests.faults.site import SHORT_CODE, Site, filled_postgres, folder, until
from tests.world import World

PURCHASE = (
    "salam", "1", "CNIC", "Namoona Khan", "15081990", "2", "40000", "2", "1", "4826",
    "101 10000", "2", "1", "1", "10300", "1", "haan", "9",
)  # fmt: skip
CUSTOMERS = 12  # at once
PATIENCE = 240.0  # seconds for one answer: the lease of a worker that died runs out after 60
WAYS = ("web", "worker", "database")
AWAY = 5.0  # seconds without a database
BETWEEN = (0.3, 2.0)  # seconds between two deaths


@dataclass
class Report:
    """What came of it. `wrong`: one line for each customer whose telephone shows something else than it should."""

    deaths: Counter[str] = field(default_factory=Counter)
    customers: int = 0
    posted: int = 0
    posted_again: int = 0
    found: int = 0  # sent by somebody who died before writing it down, and found at Twilio
    answers: Counter[int] = field(default_factory=Counter)  # of the webhook; 0: nobody was there
    wrong: list[str] = field(default_factory=list)
    books: list[str] = field(default_factory=list)
    unsettled: int = 0

    @property
    def is_clean(self) -> bool:
        return not self.wrong and not self.books and not self.unsettled

    def __str__(self) -> str:
        deaths = ", ".join(f"{times} {what}" for what, times in sorted(self.deaths.items()))
        lines = [
            f"deaths: {deaths}",
            f"{self.customers} customers, {self.posted} messages, {self.posted_again} posted again",
            f"answered with: {', '.join(f'{status} {times} times' for status, times in sorted(self.answers.items()))}",
            f"attempts whose end nobody knew: {self.found}",
            f"messages that were not settled: {self.unsettled}",
            f"books: {'clean' if not self.books else '; '.join(self.books)}",
            *(self.wrong or ["every telephone shows what it should"]),
        ]
        return "\n".join(lines)


class Doomed(Site):
    """A site with a database of its own, all of which can be killed."""

    database: postgres.Restartable

    def kill(self, what: str, chance: random.Random) -> bool:
        """False when there was nothing to kill at this moment."""
        if what == "database":
            self.database.crash()
        elif what == "restart":
            self.database.stop()
            self.database.start()
        elif what == "failover":
            drop_connections(self.database.address)
        elif what == "away":
            self.database.stop()
            time.sleep(AWAY)
            self.database.start()
        elif what == "worker":
            self.kill_worker(chance)
        else:
            return self.kill_web(chance)
        return True


def drop_connections(address: str) -> None:
    """All of them at once, as a proxy does that turns to another server."""
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'faults'"
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute(others)


@contextmanager
def doomed() -> Iterator[Doomed]:
    """Up and answering."""
    with ExitStack() as stack:
        place = stack.enter_context(folder())
        database, store = stack.enter_context(filled_postgres())
        twilio = stack.enter_context(FakeTwilio())
        made = Doomed(place, store=store, twilio=twilio)
        made.database = database
        stack.callback(made.close)
        made.wait()
        yield made


class Customers:
    """People who buy, one after the other on each line, until it is over."""

    def __init__(self, site: Site, report: Report) -> None:
        self.site, self.report = site, report
        self.over, self._lock, self._next = Event(), Lock(), 0
        self.numbers: list[str] = []

    def line(self) -> None:
        _, counts = undisturbed()
        while not self.over.is_set():
            with self._lock:
                self._next += 1
                place = self._next
                self.numbers.append(number := f"+9230010{place:05}")
            for heard, text in enumerate(purchase(place)):
                self._post(number, text)
                if not self._answered(number, counts[heard]):
                    self.report.wrong.append(f"{number}: no answer to message {heard + 1} ({text})")
                    break

    def _post(self, number: str, text: str) -> None:
        form = {"From": number, "To": SHORT_CODE, "Body": text, "MessageSid": "SM" + uuid4().hex}
        with self._lock:
            self.report.posted += 1
        while not 200 <= self._knock(form) < 300:
            with self._lock:
                self.report.posted_again += 1
            time.sleep(0.2)

    def _knock(self, form: dict[str, str]) -> int:
        status = self.site.post(form)
        with self._lock:
            self.report.answers[status] += 1
        return status

    def _answered(self, number: str, wanted: int) -> bool:
        try:
            until(lambda: len(heard_by(self.site.twilio, number)) >= wanted, number, PATIENCE)
        except TimeoutError:
            return False
        return True


def purchase(place: int) -> list[str]:
    """What one customer writes, with a card of their own."""
    return [f"35202{1_000_000 + place}1" if text == "CNIC" else text for text in PURCHASE]


def heard_by(twilio: FakeTwilio, number: str) -> list[str]:
    return [folded(one.body) for one in list(twilio.messages) if one.to == number]


def folded(text: str) -> str:
    """Without what is drawn: the numbers of plans and payments, and the order of the choices in the teach-back."""
    return " ".join(sorted(re.sub(r"\d{8,}|(?<!\d)\d{6}(?!\d)", "#", text).split()))


@cache
def undisturbed() -> tuple[list[str], list[int]]:
    """What a telephone shows when nobody dies, and how much of it after each message."""
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder))
        world.now = datetime.now(UTC)
        phone, shown, counts = world.phone("sms", "+923001000000"), [], []
        for text in purchase(0):
            shown += [folded(one) for one in phone.says(text)]
            counts.append(len(shown))
        world.close()
    return shown, counts


def run(*, kills: int, seed: int, customers: int = CUSTOMERS, ways: Sequence[str] = WAYS) -> Report:
    """So many deaths, in these ways in turn, and then everybody finishes their purchase."""
    report, chance = Report(), random.Random(seed)
    undisturbed()
    with doomed() as made:
        people = Customers(made, report)
        with ThreadPoolExecutor(customers) as pool:
            lines = [pool.submit(people.line) for _ in range(customers)]
            try:
                for death in range(kills):
                    time.sleep(chance.uniform(*BETWEEN))
                    what = ways[death % len(ways)]
                    report.deaths[what] += made.kill(what, chance)
            finally:
                people.over.set()
            for line in lines:
                line.result()
        _look(made, people, report)
    return report


def _look(made: Site, people: Customers, report: Report) -> None:
    report.customers = len(people.numbers)
    context = made.context()
    waiting = "SELECT count(*) FROM message WHERE state IN ('queued', 'sending')"
    with suppress(TimeoutError):
        until(lambda: _count(context, waiting) == 0, "the outbox to empty", PATIENCE)
    report.unsettled = _count(context, waiting)
    report.found = _count(context, "SELECT count(*) FROM message WHERE direction = 'out' AND attempts > 1")
    inbound = _count(context, "SELECT count(*) FROM message WHERE direction = 'in'")
    if inbound != report.posted:
        report.wrong.append(f"{report.posted} messages were written, {inbound} are kept")
    shown, _ = undisturbed()
    for number in people.numbers:
        heard = heard_by(made.twilio, number)
        if heard != shown:
            more, less = Counter(heard) - Counter(shown), Counter(shown) - Counter(heard)
            report.wrong.append(f"{number}: too much {dict(more)}, missing {dict(less)}, {len(heard)} in all")
    report.books = [f"{one.code} {one.where}: {one.text}" for one in check_books(context)]
    context.database.close()


def _count(context: Context, query: str) -> int:
    with context.database.snapshot() as connection:
        return int(connection.execute(sql(query)).scalar_one())


def main() -> None:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    report = run(kills=kills, seed=seed)
    print(report)
    sys.exit(0 if report.is_clean else 1)


if __name__ == "__main__":
    main()
