"""The clock of the worker: work that fails keeps nothing else from being done, and only one process leads."""

from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from threading import Event, Thread
from typing import Any

import pytest
from world import World

from bot import worker
from bot.channels.ports import Inbound, Outgoing, Sent
from bot.channels.simulator.carrier import SimulatorCarrier
from bot.services import deliver, tick
from bot.services.context import Context
from bot.services.receive import receive

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


class Held(SimulatorCarrier):
    """A carrier that takes its time over each message: it begins, and ends when it is let."""

    def __init__(self) -> None:
        self.begun, self.may_end, self.taken = Event(), Event(), []

    def send(self, message: Outgoing) -> Sent:
        self.begun.set()
        assert self.may_end.wait(10)
        self.taken.append(message.id)
        return super().send(message)


def states(world: World) -> list[tuple[str, int, Any]]:
    query = "SELECT state, attempts, leased_until FROM message WHERE direction = 'out' ORDER BY id"
    with world.context.database.snapshot() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def test_told_to_stop_it_finishes_the_message_in_hand_and_gives_the_others_back(world: World) -> None:
    for number in range(3):  # of three people: claimed at once
        sender = f"+92300000066{number}"
        receive(world.context, inbound=Inbound(f"SM{number}", "sms", sender, "salam", world.now))
    waiting = len(states(world))
    carrier = Held()
    context = replace(world.context, carriers={"sms": carrier, "whatsapp": carrier})
    stopped = ExitStack()
    stopped.enter_context(worker.running(context))
    assert carrier.begun.wait(10)
    assert [state for state, _, _ in states(world)].count("sending") == 3
    leaving = Thread(target=stopped.close)
    leaving.start()
    assert context.outgoing.wait(10)  # it was told
    carrier.may_end.set()
    leaving.join(10)
    assert not leaving.is_alive()
    assert len(carrier.taken) == 1
    ended = states(world)
    assert ended[0][0] not in ("queued", "sending")
    assert ended[1:] == [("queued", 0, None)] * (waiting - 1)
    assert deliver.drain(world.context) == waiting - 1  # at once, by anybody


def test_told_to_stop_it_lets_go_of_the_lease(world: World, done: list[str]) -> None:
    worker._tick(world.context, ONE, GO)
    done.clear()
    worker._let_go(world.context, ONE)
    worker._tick(world.context, TWO, GO)
    assert done == ["always", "remind", "afterwards"]


def test_told_to_stop_it_begins_nothing_more(world: World, done: list[str]) -> None:
    stop = Event()
    stop.set()
    worker._tick(world.context, ONE, stop)
    assert done == []


def test_a_clock_that_was_wrong_for_a_moment_stops_nothing(world: World, done: list[str]) -> None:
    right = world.now
    world.later(days=365)
    worker._tick(world.context, ONE, GO)
    done.clear()
    world.now = right
    worker._tick(world.context, TWO, GO)
    assert done == ["books", "plan", "always", "remind", "afterwards"]
