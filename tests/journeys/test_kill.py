"""kill -9 in the middle: the customer goes on at the same question, and every message arrives exactly once."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.request import HTTPCookieProcessor, ProxyHandler, Request, build_opener
from uuid import uuid4

import pytest
from killed import BookCarrier
from world import World

from bot.app import create_context
from bot.channels.ports import Inbound
from bot.services import deliver
from bot.services.check_books import check_books
from bot.services.context import Context
from bot.services.phone_read import messages as phone_messages
from bot.services.receive import receive
from bot.services.show import show
from bot.settings import load

pytestmark = pytest.mark.enable_socket
ROOT = Path(__file__).parents[2]
NUMBER = "+923000000661"
HALF_WAY = ("salam", "1", "3520212345671", "Namoona Khan", "15081990", "2", "40000")
THE_REST = ("2", "1", "4826", "101", "10000", "2", "1", "1", "10300", "1", "haan")


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def test_the_same_question_stands_after_kill_9(tmp_path: Path, port: int) -> None:
    with demo(tmp_path, port) as process:
        say(port, HALF_WAY)
        before, kept = shown(tmp_path), slots(tmp_path)
        os.kill(process.pid, signal.SIGKILL)
        process.wait(20)
    assert before["conversation"]["state"] == "owes"
    with demo(tmp_path, port):
        after = shown(tmp_path)
        assert after["conversation"] == before["conversation"]
        assert after["customer"] == before["customer"]
        assert slots(tmp_path) == kept
        assert kept["income"] == 4_000_000
        say(port, THE_REST)
    with opened(tmp_path) as context:
        (loan,) = show(context, phone=NUMBER)["loans"]
        assert (loan["state"], loan["total"]) == ("open", 1_030_000)
        assert list(check_books(context)) == []
        deliver.drain(context)
        sent = [
            one
            for one in phone_messages(context, channel="sms", number=NUMBER, after=0)
            if one.direction == "out"
        ]
    assert (
        len(sent) == len(HALF_WAY) + len(THE_REST) + 2
    )  # the statement came in two forms, before its question
    assert {one.state for one in sent} == {"delivered"}


@pytest.mark.parametrize(("dies", "at"), [("before", 1), ("after", 2), ("before", 3)])
def test_a_death_between_commit_and_delivery_loses_and_doubles_nothing(
    tmp_path: Path, dies: str, at: int
) -> None:
    world = World(tmp_path)
    for text in ("salam", "1", "3520212345671"):
        commit(world, text)
    book = BookCarrier(tmp_path / "book")
    assert die(world, book.book, dies, at).returncode == -signal.SIGKILL
    assert len(book.taken()) == at - (dies == "before")
    world.later(seconds=90)  # the dead process's lease has run out
    deliver.drain(replace(world.context, carriers={"sms": book, "whatsapp": book}))
    expected = [message.id for message in world.phone("sms", NUMBER).messages() if message.direction == "out"]
    assert [taken["id"] for taken in book.taken()] == expected
    assert len(expected) == 3
    deliver.drain(replace(world.context, carriers={"sms": book, "whatsapp": book}))
    assert len(book.taken()) == 3
    world.close()


def commit(world: World, text: str) -> None:
    """Receive without delivering: what a server has done that dies right after the commit."""
    message = Inbound(provider_id=uuid4().hex, channel="sms", address=NUMBER, text=text, at=world.now)
    receive(world.context, inbound=message)


def die(world: World, book: Path, dies: str, at: int) -> subprocess.CompletedProcess[str]:
    return run(
        [str(Path(__file__).with_name("killed.py")), world.settings.database_url, str(book), dies, str(at)]
    )


# The demo as a process of its own


@contextmanager
def demo(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """`qist demo` in a folder, up and listening."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "demo", "--port", str(port)],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if "Ctrl-C" in line:
                break
        assert process.poll() is None
        yield process
    finally:
        process.terminate()
        process.wait(20)
        if process.stdout is not None:
            process.stdout.close()


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("QIST_")}
    return {**kept, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}


def run(arguments: list[str], folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
    )


def shown(folder: Path) -> dict[str, Any]:
    """`qist show`."""
    answer = run(["-m", "bot.cli", "show", NUMBER], folder)
    assert answer.returncode == 0, answer.stderr
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def slots(folder: Path) -> dict[str, Any]:
    """What the open flow has been told, from the demo's own store."""
    with closing(sqlite3.connect(folder / "var" / "demo.db")) as store:
        (position,) = store.execute("SELECT position FROM conversation").fetchone()
    found: dict[str, Any] = json.loads(position)["frames"][-1]["slots"]
    return found


@contextmanager
def opened(folder: Path) -> Iterator[Context]:
    """The demo's store, with its own keys, in this process."""
    kept = (line.split("=", 1) for line in (folder / "var" / "demo.env").read_text("utf-8").splitlines())
    context = create_context(
        load({**dict(kept), "QIST_DATABASE_URL": f"sqlite:///{folder / 'var' / 'demo.db'}"})
    )
    yield context
    context.database.close()


def say(port: int, texts: tuple[str, ...]) -> None:
    """Type on the phone page, as its script does."""
    site = f"http://127.0.0.1:{port}/phone"
    opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))
    with opener.open(site, timeout=20) as page:
        token = re.search(r'name="csrf-token" content="([^"]+)"', page.read().decode())
    assert token is not None
    headers = {"Content-Type": "application/json", "X-CSRFToken": token[1]}
    for text in texts:
        body = json.dumps({"channel": "sms", "number": NUMBER, "text": text}).encode()
        with opener.open(Request(f"{site}/api/send", data=body, headers=headers), timeout=20) as answer:
            assert answer.status == 200
