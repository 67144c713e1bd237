"""The short forms of diskfull.py: a real full disk where one may be mounted, and a store that may not grow anywhere."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, text
from world import World, settings_for

from bot.app import create_app
from bot.services import deferred, deliver, gauges
from bot.store.spool import Spool, Spooled
from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN, FakeTwilio
from tests.faults.diskfull import CannotMount, count, run

NUMBER = "+923000000404"
MOST = 10**9  # pages
HELD = "SELECT count(*) FROM held_request"


class Small:
    """A store that can be told not to grow, as on a disk that is full."""

    def __init__(self, world: World) -> None:
        self.database = world.context.database
        self.pages = MOST
        event.listen(self.database.engine, "connect", self._limit)

    def _limit(self, connection, _record) -> None:
        connection.execute(f"PRAGMA max_page_count = {self.pages}")

    def fills(self) -> None:
        with self.database.transaction() as connection:
            self._to(connection.execute(text("PRAGMA page_count")).scalar_one())

    def has_room(self) -> None:
        self._to(MOST)

    def _to(self, pages: int) -> None:
        self.pages = pages
        self.database.engine.dispose()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.close()


@pytest.fixture
def client(world: World) -> FlaskClient:
    twilio = {"QIST_TWILIO_ACCOUNT_SID": ACCOUNT_SID, "QIST_TWILIO_AUTH_TOKEN": AUTH_TOKEN}
    senders = {"QIST_TWILIO_SMS_FROM": "+923000000800"}
    return create_app(
        settings_for(world.settings.database_url, **twilio, **senders), context=world.context
    ).test_client()


def post(client: FlaskClient, sid: str, words: str, path: str = "message") -> int:
    form = FakeTwilio().inbound(From=NUMBER, Body=words, MessageSid=sid)
    url = f"/webhooks/twilio/{path}"
    sign = FakeTwilio().sign(f"http://127.0.0.1:8000{url}", form)
    return client.post(url, data=form, headers={"X-Twilio-Signature": sign}).status_code


def test_a_store_without_room_takes_nothing_half_and_goes_on_by_itself(
    world: World, client: FlaskClient
) -> None:
    small, taken = Small(world), 0
    small.fills()
    while post(client, f"SM{taken}", "help " * 300) == 200:
        taken += 1
        assert taken < 500
    kept = count(world.context, "SELECT count(*) FROM message WHERE direction = 'in'")
    assert kept == taken
    assert client.get("/readyz").json == {"ok": False, "why": "disk full"}
    assert client.get("/healthz").status_code == 200
    assert post(client, f"SM{taken}", "help " * 300, path="fallback") == 200
    spool = world.context.spool  # it lies elsewhere, and in the store itself there may be a last place for it
    assert spool is not None and spool.count() + count(world.context, HELD) == 1
    assert world.problems() == []
    small.has_room()
    assert client.get("/readyz").json == {"ok": True}
    deferred.take_in(world.context)
    assert count(world.context, "SELECT count(*) FROM message WHERE direction = 'in'") == taken + 1
    assert spool.count() + count(world.context, HELD) == 0
    deliver.drain(world.context)
    assert count(world.context, "SELECT count(*) FROM message WHERE state IN ('queued', 'sending')") == 0
    assert world.problems() == []


def test_the_room_that_is_left_is_told(world: World) -> None:
    assert gauges.read(world.context)["disk_free_bytes"][1] > 0


def test_a_spool_without_room_says_so_and_leaves_no_half(tmp_path: Path, monkeypatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        Spool(tmp_path).put(Spooled("message", "k" * 40, "2026-11-23T10:00:00+00:00", "00"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.enable_socket
def test_a_disk_that_is_full() -> None:
    try:
        report = run(messages=6)
    except CannotMount as error:
        pytest.skip(f"nothing may be mounted here: {error}")
    assert report.wrong == [], str(report)
    assert report.ready == ["503 disk full", "200"]
    assert report.said == "503 True"
    assert report.answers["full", "message", 503] > 10
