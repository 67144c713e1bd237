"""gunicorn and `qist worker` as they run at an operator's: several processes on PostgreSQL, told to stop by SIGTERM."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from world import settings_for

from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN, FakeTwilio

pytestmark = pytest.mark.enable_socket
ROOT = Path(__file__).parents[2]
CONF = ROOT / "docs/operators/gunicorn.conf.py"
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
PROCESSES = 2


class Site:
    """Environment, addresses and the fake Twilio of one installation."""

    def __init__(self, folder: Path, database: str, twilio: FakeTwilio) -> None:
        self.folder, self.database, self.twilio = folder, database, twilio
        self.port, self.metrics_port = free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        known = settings_for(database)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("QIST_")}
        self.env = {
            **kept,
            "PYTHONPATH": str(ROOT),
            "QIST_DATABASE_URL": database,
            "QIST_SECRET_KEY": known.secret_key.get_secret_value(),
            "QIST_DATA_KEY": known.data_key.get_secret_value(),
            "QIST_PUBLIC_URL": self.url,
            "QIST_TWILIO_ACCOUNT_SID": ACCOUNT_SID,
            "QIST_TWILIO_AUTH_TOKEN": AUTH_TOKEN,
            "QIST_TWILIO_API_URL": twilio.url,
            "QIST_TWILIO_SMS_FROM": "+923000000800",
            "QIST_BIND": f"127.0.0.1:{self.port}",
            "QIST_WEB_PROCESSES": str(PROCESSES),
            "QIST_SPOOL": str(folder / "spool"),
        }

    def post(self, body: str, *, sender: str = "+923001234567") -> int:
        url = f"{self.url}/webhooks/twilio/message"
        return self.twilio.post_inbound(url, From=sender, Body=body).status

    def get(self, url: str) -> str:
        with OPENER.open(url, timeout=10) as answer:
            return str(answer.read().decode())

    def ask(self, query: str) -> list[Any]:
        with psycopg.connect(self.database) as connection:
            return [row[0] for row in connection.execute(query)]

    @contextmanager
    def web(self) -> Iterator[subprocess.Popen[bytes]]:
        folder = self.folder / "figures"
        folder.mkdir()
        command = ["-m", "gunicorn", "-c", str(CONF), "wsgi:app"]
        env = {**self.env, "PROMETHEUS_MULTIPROC_DIR": str(folder)}
        with self._process(command, env) as process:
            until(lambda: self._is_up(f"{self.url}/readyz"), process)
            yield process

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        command = ["-m", "bot.cli", "worker", "--metrics-port", str(self.metrics_port)]
        with self._process(command, self.env) as process:
            until(lambda: self._is_up(f"http://127.0.0.1:{self.metrics_port}/metrics"), process)
            yield process

    @contextmanager
    def _process(self, command: list[str], env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
        log = (self.folder / f"{command[1]}.log").open("wb")
        process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=env, stderr=log, stdout=log)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(60)
            log.close()

    def _is_up(self, url: str) -> bool:
        try:
            return bool(self.get(url))
        except OSError:
            return False

    def logged(self, name: str) -> list[dict[str, Any]]:
        lines = (self.folder / f"{name}.log").read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def until(true: Callable[[], bool], process: subprocess.Popen[bytes] | None = None) -> None:
    """Blocks until it is true, and fails after half a minute or when the process has gone."""
    patience = threading.Event()
    for _ in range(600):
        if true():
            return
        assert process is None or process.poll() is None, "the process has gone"
        patience.wait(0.05)
    raise AssertionError("it did not come true")


@pytest.fixture
def site(tmp_path: Path, postgres_url: str) -> Iterator[Site]:
    with FakeTwilio() as twilio:
        yield Site(tmp_path, postgres_url, twilio)


WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"


def test_gunicorn_answers_what_has_begun_and_ends(site: Site) -> None:
    answers: list[int] = []
    with site.web() as process, psycopg.connect(site.database) as other:
        other.execute("LOCK TABLE contact IN ACCESS EXCLUSIVE MODE")
        asking = threading.Thread(target=lambda: answers.append(site.post("salam")))
        asking.start()
        until(lambda: site.ask(WAITING) == [1], process)
        process.send_signal(signal.SIGTERM)
        other.rollback()
        asking.join(20)
        assert process.wait(40) == 0
    assert answers == [200]
    assert site.ask("SELECT text FROM message WHERE direction = 'in'") == ["salam"]


def test_a_worker_ends_cleanly_and_another_goes_on_at_once(site: Site) -> None:
    with site.web(), site.worker() as first:
        assert site.post("salam") == 200
        site.twilio.wait_for(1)
        first.send_signal(signal.SIGTERM)
        assert first.wait(40) == 0
        assert site.ask("SELECT count(*) FROM message WHERE leased_until IS NOT NULL") == [0]
        assert site.ask("SELECT count(*) FROM lease WHERE name = 'ticks'") == [0]
        before = len(site.twilio.messages)
        assert site.post("menu") == 200
        with site.worker():
            site.twilio.wait_for(before + 1)
    sent = [one for one in site.logged("bot.cli") if one["event"] == "send"]
    asked = [one for one in site.logged("gunicorn") if one["event"] == "turn"]
    assert {one["cause"] for one in sent} <= {one["cause"] for one in asked}
    assert "923001234567" not in (site.folder / "bot.cli.log").read_text("utf-8")


def test_any_process_answers_for_all_of_a_machine(site: Site) -> None:
    """With two processes a figure of one alone would jump up and down between two looks."""
    turns = 12
    with site.web(), site.worker():
        for number in range(turns):
            assert site.post("salam", sender=f"+9230012345{number:02}") == 200
        name = 'qist_turns_total{channel="sms",outcome="answered"}'
        pages = [site.get(f"{site.url}/metrics") for _ in range(8)]
        assert [figure(page, name) for page in pages] == [turns] * 8
        took_part = {one["process"] for one in site.logged("gunicorn") if one["event"] == "turn"}
        site.twilio.wait_for(turns)
        until(lambda: figure(site.get(f"{site.url}/metrics"), "qist_outbox_waiting") == 0)
        worker = f"http://127.0.0.1:{site.metrics_port}/metrics"
        sends = 'qist_sends_total{channel="sms",result="sent"}'
        # Counted once the store knows of it: a moment after nothing waits any more.
        until(lambda: figure(site.get(worker), sends) >= turns)
    assert took_part


def figure(page: str, name: str) -> float:
    return next((float(line.rsplit(" ", 1)[1]) for line in page.splitlines() if line.startswith(name)), -1)
