"""The short form of clocks.py, and what depends on the clock one by one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pyotp
import pytest
from lender import agree, do
from sqlalchemy import text
from world import World

from bot.channels.ports import Inbound
from bot.lending.commands import AgreeToTerms
from bot.services import deferred, deliver, guesses, log_in, totp
from bot.services.receive import receive
from bot.store import conversations, messages, people, team
from bot.store.clock import LOOK_EVERY, StoreClock
from bot.store.database import Database
from tests.faults.clocks import HOUR, run

NUMBER = "+923000000651"
RIGHT = datetime(2026, 11, 23, 6, tzinfo=UTC)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.close()


def put(world: World, text: str = "one", tag: str = "") -> int:
    with world.context.database.transaction() as connection:
        line = conversations.line_of(connection, channel="sms", address=NUMBER, at=world.now)
        return messages.enqueue(connection, line=line, text=text, at=world.now, tag=tag)


def claimed(world: World, *, off: timedelta = timedelta(0)) -> int:
    with world.context.database.transaction() as connection:
        return len(messages.claim(connection, now=world.now + off, limit=9))


def test_people_see_the_same_whatever_the_clock_does(either_world: World) -> None:
    report = run(either_world, people=2, seed=5)
    assert report.wrong == [], str(report)
    assert min(report.jumps["forward"], report.jumps["back"], report.jumps["other worker"]) > 3


# The outbox


def test_what_was_put_out_before_the_clock_went_back_does_not_wait_for_it(either_world: World) -> None:
    put(either_world)
    either_world.later(hours=-1)
    assert claimed(either_world) == 1


def test_a_reminder_that_waits_for_its_hour_is_not_taken_for_one_of_a_wrong_clock(
    either_world: World,
) -> None:
    put(either_world, tag=messages.PROACTIVE)
    assert claimed(either_world, off=-HOUR) == 0


def test_a_lease_of_a_clock_that_ran_ahead_runs_out_all_the_same(either_world: World) -> None:
    put(either_world)
    assert claimed(either_world, off=HOUR) == 1
    assert claimed(either_world) == 1


def test_a_lease_that_is_held_is_respected_by_a_clock_that_is_a_little_off(either_world: World) -> None:
    put(either_world)
    assert claimed(either_world) == 1
    assert claimed(either_world, off=timedelta(seconds=30)) == 0
    assert claimed(either_world, off=timedelta(seconds=-30)) == 0


def test_a_request_kept_by_a_clock_that_ran_ahead_is_taken_in_at_once(either_world: World) -> None:
    ahead = replace(either_world.context, clock=lambda: either_world.now + HOUR)
    deferred.keep(ahead, kind="message", form={"MessageSid": "SM1", "From": NUMBER, "Body": "salam"})
    assert deferred.take_in(either_world.context) == 1


# Reminders


def test_a_reminder_goes_out_once_though_its_hour_comes_twice(either_world: World) -> None:
    world = either_world
    do(world, AgreeToTerms())
    agree(world)
    with world.context.database.snapshot() as connection:
        (due,) = connection.execute(text("SELECT min(due) FROM installment WHERE number > 1")).one()
    sent = []
    world.now = datetime.fromisoformat(f"{due} 03:30:00+00:00") - timedelta(days=3)
    for by in (0, 1, 1, -1, 1, -1, -1, 1, 1, 1, 1):
        world.later(hours=by)
        sent += [one for one in world.tick() if one.outcome == "sent"]
        deliver.drain(world.context)
    assert [one.kind for one in sent] == ["before_3"]
    assert 9 <= world.now.hour + 5 < 19


# Measures and secrets


def came(world: World, words: str = "salam") -> str:
    sent = Inbound(uuid4().hex, "sms", NUMBER, words, world.now)
    return receive(world.context, inbound=sent)


@pytest.mark.parametrize("hours", [1, 3, 24])
def test_who_wrote_by_a_clock_that_ran_ahead_is_answered(world: World, hours: int) -> None:
    assert came(world) == "answered"
    world.later(hours=-hours)
    assert [came(world) for _ in range(20)] == ["answered"] * 20


def test_private_pages_do_not_stay_open_for_an_hour_more(world: World) -> None:
    phone = world.phone("sms", NUMBER)
    for words in ("salam", "1", "3520212345671", "Namoona Khan", "15081990", "2", "40000", "2", "1", "4826"):
        phone.says(words)
    assert not _asks_for_pin(world, phone)
    world.later(hours=-1)
    assert _asks_for_pin(world, phone)


def _asks_for_pin(world: World, phone) -> bool:
    phone.says("menu")
    phone.says("kitni qist baqi hai")
    return phone.state == "unlock.pin"


def test_five_wrong_passwords_do_not_keep_out_longer_because_the_clock_went_back(world: World) -> None:
    guess = guesses.key(world.context, kind="password", name="ayesha", address="")
    with world.context.database.transaction() as connection:
        told = [
            guesses.settle(world.context, connection, guess=guess, right=False, agent_id=None)
            for _ in range(6)
        ]
    assert told[-1] == "throttled"
    right = {"username": "ayesha", "password": "demo-ayesha-1", "address": ""}
    assert log_in.by_password(world.context, **right).outcome == "throttled"
    world.later(hours=-1)
    assert log_in.by_password(world.context, **right).outcome == "in"


def test_a_code_lets_in_once_whatever_the_clock_does(world: World) -> None:
    key, agent = totp.new_key(), world.agent()
    steps = []
    for hours in (0, 1, -1):
        world.later(hours=hours)
        code = pyotp.TOTP(key).at(world.now)
        step = totp.step_of(key, code, now=world.now)
        assert step is not None
        with world.context.database.transaction() as connection:
            steps.append(team.use_step(connection, agent_id=agent, step=step))
    assert steps == [True, True, False]
    world.later(hours=1, minutes=1)
    later = totp.step_of(key, pyotp.TOTP(key).at(world.now), now=world.now)
    with world.context.database.transaction() as connection:
        assert later is not None and team.use_step(connection, agent_id=agent, step=later)


def test_the_leader_of_a_clock_that_ran_ahead_leads_no_longer_than_another(either_world: World) -> None:
    def leads(holder: str, off: timedelta) -> bool:
        now, length = either_world.now + off, timedelta(seconds=90)
        with either_world.context.database.transaction() as connection:
            return people.lead(connection, name="ticks", holder=holder, now=now, length=length)

    assert leads("ahead", HOUR)
    assert leads("right", timedelta(0))


# The store's clock


class Machine:
    """Its own clock, which may be set, and what runs on underneath."""

    def __init__(self) -> None:
        self.off, self.seconds, self.looks = timedelta(0), 100.0, 0

    def own(self) -> datetime:
        return RIGHT + self.off + timedelta(seconds=self.seconds - 100)

    def runs(self) -> float:
        return self.seconds

    def look(self) -> None:
        self.looks += 1


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def clock(machine: Machine) -> StoreClock:
    return StoreClock(look=machine.look, own=machine.own, runs=machine.runs)


@pytest.mark.parametrize("off", [-HOUR, HOUR])
def test_the_clock_of_the_store_counts(machine: Machine, clock: StoreClock, off: timedelta, caplog) -> None:
    machine.off = off
    clock.tell(RIGHT, asked=machine.runs())
    assert clock() == RIGHT
    machine.seconds += 20
    machine.off = -off  # somebody sets it
    assert clock() == RIGHT + timedelta(seconds=20)
    assert f"{off.total_seconds():.0f} seconds off" in caplog.text


def test_it_is_looked_at_again_and_a_slow_answer_tells_nothing(machine: Machine, clock: StoreClock) -> None:
    assert clock.is_stale()
    clock.tell(RIGHT, asked=machine.runs())
    assert not clock.is_stale()
    machine.seconds += LOOK_EVERY
    assert clock.is_stale()
    clock.tell(RIGHT + HOUR, asked=machine.runs() - 5)
    assert clock() == RIGHT + timedelta(seconds=LOOK_EVERY)


def test_while_the_store_was_never_reached_the_own_clock_must_do(machine: Machine, clock: StoreClock) -> None:
    assert [clock(), clock()] == [machine.own()] * 2
    assert machine.looks == 1


def test_a_process_on_postgresql_goes_by_its_clock(postgres_url: str) -> None:
    database = Database(postgres_url)
    assert isinstance(database.clock, StoreClock)
    database.clock._own = lambda: RIGHT
    with database.transaction() as connection:
        there = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    assert abs(database.clock() - there) < timedelta(seconds=5)
    database.close()
    assert Database("sqlite://").clock() - datetime.now(UTC) < timedelta(seconds=5)
