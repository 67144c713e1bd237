"""The clock of the worker: work that fails keeps nothing else from being done, and only one process leads."""

from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from world import World

from bot import worker
from bot.services import tick
from bot.services.context import Context

ONE, TWO = "one worker", "another"
GO = Event()  # never set: nobody asks to stop


def named(done: list[str], name: str, *, fails: bool = False) -> tick.Work:
    def work(context: Context, *, now: Any) -> None:
        done.append(name)
        if fails:
            raise RuntimeError(name)

    return work


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    done: list[str] = []
    monkeypatch.setattr(tick, "DAILY", (named(done, "books", fails=True),))
    monkeypatch.setattr(tick, "plan", named(done, "plan"))
    monkeypatch.setattr(tick, "ALWAYS", (named(done, "always", fails=True),))
    monkeypatch.setattr(worker, "_remind", lambda context, *, now, stop: done.append("remind"))
    monkeypatch.setattr(tick, "AFTERWARDS", (named(done, "afterwards"),))
    return done


def test_work_that_fails_keeps_nothing_else_from_being_done(world: World, done: list[str]) -> None:
    worker._tick(world.context, ONE, GO)
    assert done == ["books", "plan", "always", "remind", "afterwards"]


def test_what_is_done_once_in_a_while_is_not_done_every_time(world: World, done: list[str]) -> None:
    worker._tick(world.context, ONE, GO)
    done.clear()
    world.later(minutes=5)
    worker._tick(world.context, ONE, GO)
    assert done == ["always", "remind", "afterwards"]
    done.clear()
    world.later(hours=1)
    worker._tick(world.context, ONE, GO)
    assert done == ["plan", "always", "remind", "afterwards"]


def test_one_leads_and_when_it_is_gone_another(world: World, done: list[str]) -> None:
    worker._tick(world.context, ONE, GO)
    done.clear()
    worker._tick(world.context, TWO, GO)
    assert done == []
    world.now += worker.LEADS_FOR + timedelta(seconds=1)
    worker._tick(world.context, TWO, GO)
    assert done == ["always", "remind", "afterwards"]
    done.clear()
    worker._tick(world.context, ONE, GO)
    assert done == []
