"""How soon the pages of twenty agents show what customers write, beside the same polling of a view that knows nothing.

PostgreSQL, two web processes, 200 conversations in the queue. Every agent asks each second for news of the list and of
one open conversation, as the browser does; customers write once a second from a process of their own. Measured from
the commit of a message: until each of the twenty lists, and the page of its own conversation, shows it.

`python -m benchmarks.desk [seconds]` (30). Needs PostgreSQL on this machine (see tests/postgres.py) and two idle cores.
"""

import base64
import json
import os
import random
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from statistics import median
from threading import Event, Thread
from time import perf_counter, sleep, time
from typing import Any, TextIO
from uuid import uuid4

import requests
from flask import Flask, Response

from bot.app import create_context
from bot.channels.ports import Inbound
from bot.services import agents, demo
from bot.services.context import Context
from bot.services.receive import receive
from bot.settings import load
from bot.store.upgrade import upgrade
from tests import postgres

AGENTS, CONVERSATIONS, PROCESSES, THREADS = 20, 200, 2, 8
EVERY = 1.0  # seconds between two questions of a page, and between two messages of customers
WARM = 3  # seconds in which the second process starts, too
PASSWORD = "only for measuring"
INPUT = re.compile(r'<input type="hidden"(?: id="[^"]*")? name="(seen|composer|side|first)" value="([^"]*)">')
TOKEN = re.compile("nishaan[a-j]+")  # letters alone: a page sets digits apart


@dataclass
class Page:
    """Something that lies open in an agent's browser and asks for news. `sights`: what it first showed when."""

    session: requests.Session
    url: str
    told: dict[str, str]
    took: list[float] = field(default_factory=list)
    empty: int = 0
    sights: dict[str, float] = field(default_factory=dict)

    def lies_open(self, stop: Event) -> None:
        due = perf_counter() + random.random() * EVERY
        while not stop.wait(max(0.0, due - perf_counter())):
            self._ask()
            due = max(due + EVERY, perf_counter())  # a browser drops the questions it had no time for

    def _ask(self) -> None:
        start = perf_counter()
        answer = self.session.get(self.url, params=self.told, timeout=30)
        self.took.append(perf_counter() - start)
        answer.raise_for_status()
        if answer.status_code == 204:
            self.empty += 1
            return
        self.told |= _inputs(answer.text)
        for token in TOKEN.findall(answer.text):
            self.sights.setdefault(token, time())


def bare() -> Flask:
    """The baseline: it answers every question with "nothing new", without looking."""
    app = Flask("bare")
    app.add_url_rule("/", view_func=lambda: Response(status=204))
    return app


def environment(database: str) -> dict[str, str]:
    return {
        "QIST_DATABASE_URL": database,
        "QIST_SECRET_KEY": "a secret for measuring only, 32 characters",
        "QIST_DATA_KEY": base64.urlsafe_b64encode(bytes(32)).decode(),
        "QIST_PUBLIC_URL": "http://127.0.0.1:8000",
        "QIST_DEMO": "1",
    }


def says(context: Context, number: int, text: str) -> None:
    told = {"provider_id": uuid4().hex, "channel": "sms", "address": f"+92300{number:07d}"}
    receive(context, inbound=Inbound(text=text, at=datetime.now(UTC), **told))  # type: ignore[arg-type]


def prepare(database: str) -> None:
    """Everybody waits in the queue, and was told already that somebody will come."""
    context = create_context(load(environment(database)))
    upgrade(context.database)
    demo.seed(context)
    for number in range(AGENTS):
        agents.add_agent(context, username=f"agent{number}", name=f"Agent {number}", password=PASSWORD)
    for number in range(CONVERSATIONS):
        for text in ("salam", "1", "0", "koi hai?"):
            says(context, number, text)
    context.database.close()


def customers(seconds: float) -> None:
    """The third process: one message after the other, into the conversations that lie open; prints when each was in."""
    context = create_context(load(dict(os.environ)))
    print("ready", flush=True)
    end = time() + seconds
    number = 0
    while time() < end:
        token = "nishaan" + "".join("abcdefghij"[int(digit)] for digit in str(number))
        says(context, number % AGENTS, token)
        print(json.dumps([token, time()]), flush=True)
        number += 1
        sleep(EVERY * random.uniform(0.5, 1.5))


@contextmanager
def served(app: str, env: dict[str, str]) -> Iterator[str]:
    """gunicorn with two processes on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = [
        "-w",
        str(PROCESSES),
        "--threads",
        str(THREADS),
        "-b",
        f"127.0.0.1:{port}",
        "--log-level",
        "error",
    ]
    server = subprocess.Popen([sys.executable, "-m", "gunicorn", *options, app], env={**os.environ, **env})
    try:
        _wait_for(url := f"http://127.0.0.1:{port}")
        yield url
    finally:
        server.terminate()
        server.wait(30)


def open_pages(url: str) -> tuple[list[Page], list[Page]]:
    """Every agent logged in, each with a conversation of their own on the screen: (lists, conversations)."""
    lists, talks = [], []
    for number in range(AGENTS):
        session = requests.Session()
        token = re.findall(r'name="csrf_token" value="([^"]+)"', session.get(f"{url}/console/login").text)[-1]
        form = {"csrf_token": token, "username": f"agent{number}", "password": PASSWORD}
        session.post(f"{url}/console/login", data=form).raise_for_status()
        shown = session.get(f"{url}/console/conversations/{number + 1}")
        shown.raise_for_status()
        asks = [unescape(one) for one in re.findall(r'hx-get="([^"]*/live[^"]*)"', shown.text)]
        marks, told = shown.text.index('id="marks-held"'), _inputs(shown.text)
        seen = _inputs(shown.text[:marks] if shown.text.index('id="list-seen"') < marks else shown.text)
        lists.append(Page(session, url + asks[0], {"seen": seen["seen"]}))
        other = requests.Session()
        other.cookies.update(session.cookies)
        talks.append(Page(other, url + asks[1], told))
    return lists, talks


@contextmanager
def lying_open(pages: list[Page]) -> Iterator[None]:
    stop = Event()
    threads = [Thread(target=page.lies_open, args=(stop,)) for page in pages]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def wrote(out: TextIO) -> dict[str, float]:
    """When each message was in the store."""
    return dict(json.loads(line) for line in out)


def delays(written: dict[str, float], pages: list[Page]) -> list[float]:
    """From the commit until a page showed it. Raises LookupError when one never did."""
    found = []
    for token, at in written.items():
        for page in pages:
            if token not in page.sights:
                raise LookupError(f"{page.url} never showed {token}")
            found.append(max(0.0, page.sights[token] - at))
    return found


def told(name: str, seconds: list[float]) -> str:
    ranked = sorted(1000 * one for one in seconds)
    high = ranked[min(len(ranked) - 1, int(0.99 * len(ranked)))]
    return f"{name}: median {median(ranked):.0f} ms, 99 of 100 {high:.0f} ms, longest {ranked[-1]:.0f} ms"


def asked(name: str, pages: list[Page]) -> None:
    took = [one for page in pages for one in page.took]
    share = sum(page.empty for page in pages) / len(took)
    print(f"{told(name, took)} ({len(took)} questions, {share:.0%} answered 204)")


def main(seconds: float = 30) -> None:
    if postgres.BIN is None:
        print("PostgreSQL is not installed here: nothing measured")
        return
    with postgres.server() as server:
        env = environment(postgres.create(server))
        prepare(env["QIST_DATABASE_URL"])
        with served("wsgi:app", env) as url:
            lists, talks = open_pages(url)
            written = _measured(env, lists, talks, seconds)
    print(
        f"{len(written)} messages of customers, {AGENTS} agents, {CONVERSATIONS} conversations in the queue"
    )
    print(told("until every agent's list shows it", delays(written, lists)))
    mine = [
        one
        for number, (token, at) in enumerate(written.items())
        for one in delays({token: at}, [talks[number % AGENTS]])
    ]
    print(told("until the open conversation shows it", mine))
    asked("a question for the list", lists)
    asked("a question for the conversation", talks)
    with served("benchmarks.desk:bare()", env) as url:
        pages = [Page(requests.Session(), url, {}) for _ in range(2 * AGENTS)]
        with lying_open(pages):
            sleep(seconds / 2)
    asked("the same of a view that knows nothing", pages)


def _measured(env: dict[str, str], lists: list[Page], talks: list[Page], seconds: float) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.desk", "customers", str(seconds)]
    with (
        subprocess.Popen(command, env={**os.environ, **env}, stdout=subprocess.PIPE, text=True) as writer,
        lying_open([*lists, *talks]),
    ):
        assert writer.stdout is not None
        writer.stdout.readline()
        written = wrote(writer.stdout)
        sleep(5 * EVERY)  # the last ones want to be seen, too
    return written


def _inputs(page: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in INPUT.findall(page)}


def _wait_for(url: str) -> None:
    for _ in range(600):
        try:
            requests.get(url, timeout=60)  # the first answer comes when a process has started
        except requests.ConnectionError:
            sleep(0.1)
        else:
            sleep(WARM)
            return
    raise TimeoutError("the server did not start")


if __name__ == "__main__":
    arguments: list[Any] = sys.argv[1:]
    if arguments[:1] == ["customers"]:
        customers(float(arguments[1]))
    else:
        main(*(float(one) for one in arguments[:1]))
