"""The outbox towards a carrier that takes our names and cannot be asked what it has: reports decide, never twice."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select
from world import World

from bot.channels.ports import Outgoing, SendFailed, Sent, StatusEvent
from bot.services import deliver
from bot.services.context import Context
from bot.store import conversations, messages, tables

NUMBER = "+923000000631"
MESSAGE = tables.table(tables.Message)
RETRY, AMBIGUOUS = SendFailed("retry", "refused"), SendFailed("ambiguous", "time-out")


class Named:
    """Fails as it is told, then accepts. `during` runs while a message is being handed over."""

    def __init__(self, *failures: SendFailed | None, during=None) -> None:
        self.failures, self.during = list(failures), during
        self.tried: list[str] = []

    def name_of(self, message: Outgoing) -> str:
        return f"K{message.id}"

    def send(self, message: Outgoing) -> Sent:
        self.tried.append(message.text)
        if self.during:
            self.during(self.name_of(message))
        if self.failures and (failure := self.failures.pop(0)):
            raise failure
        return Sent(self.name_of(message), "queued")

    def find(self, message: Outgoing, *, since: datetime, besides=()) -> Sent | None:
        raise SendFailed("ambiguous", "cannot be asked")


def to(world: World, carrier: Named) -> Context:
    return replace(world.context, carriers={"sms": carrier, "whatsapp": carrier})


def put(world: World, text: str = "one", tag: str = "") -> int:
    with world.context.database.transaction() as connection:
        line = conversations.line_of(connection, channel="sms", address=NUMBER, at=world.now)
        return messages.enqueue(connection, line=line, text=text, at=world.now, tag=tag)


def rows(world: World) -> list[tuple[str, str]]:
    query = select(MESSAGE.c.state, MESSAGE.c.why).order_by(MESSAGE.c.id)
    with world.context.database.transaction() as connection:
        return [(row.state, row.why) for row in connection.execute(query)]


def reported(world: World, number: int, state: str) -> None:
    deliver.record_status(world.context, StatusEvent(f"K{number}", state))


def drained(world: World, carrier: Named, *, times: int = 12) -> None:
    for _ in range(times):
        deliver.drain(to(world, carrier))
        world.later(minutes=11)


def test_what_is_in_doubt_is_never_sent_again_and_in_the_end_said_to_be_so(either_world: World) -> None:
    carrier = Named(AMBIGUOUS)
    put(either_world)
    drained(either_world, carrier)
    assert (carrier.tried, rows(either_world)) == (["one"], [("dead", "may_have_left")])


@pytest.mark.parametrize("state", ["sent", "delivered", "undelivered", "failed"])
def test_a_report_ends_the_doubt(either_world: World, state: str) -> None:
    world, carrier = either_world, Named(AMBIGUOUS)
    number = put(world)
    put(world, "two")
    deliver.drain(to(world, carrier))
    assert carrier.tried == ["one"]  # the next message of this person waits
    reported(world, number, state)
    drained(world, carrier, times=1)
    assert (carrier.tried, rows(world)) == (["one", "two"], [(state, ""), ("sent", "")])


@pytest.mark.parametrize("failure", [None, AMBIGUOUS])
@pytest.mark.parametrize("tag", ["", messages.PROACTIVE])
def test_a_report_that_overtakes_the_answer(
    either_world: World, failure: SendFailed | None, tag: str
) -> None:
    world = either_world
    carrier = Named(
        failure, during=lambda name: deliver.record_status(world.context, StatusEvent(name, "delivered"))
    )
    put(world, tag=tag)
    drained(world, carrier)
    assert (carrier.tried, rows(world)) == (["one"], [("delivered", "")])


def test_a_reminder_in_doubt_is_given_up_at_once_and_a_late_report_puts_it_right(either_world: World) -> None:
    world, carrier = either_world, Named(AMBIGUOUS)
    number = put(world, tag=messages.PROACTIVE)
    deliver.drain(to(world, carrier))
    assert rows(world) == [("dead", "may_have_left")]
    reported(world, number, "delivered")
    reported(world, number, "sent")
    drained(world, carrier)
    assert (carrier.tried, rows(world)) == (["one"], [("delivered", "")])


def test_what_was_certainly_not_taken_is_sent_again(world: World) -> None:
    carrier = Named(RETRY, RETRY)
    put(world)
    drained(world, carrier)
    assert (carrier.tried, rows(world)) == (["one"] * 3, [("sent", "")])


def test_a_worker_that_died_before_it_began_loses_nothing(either_world: World) -> None:
    world, carrier = either_world, Named(RETRY)
    put(world)
    with world.context.database.transaction() as connection:
        messages.claim(connection, now=world.now, limit=9)
    world.later(seconds=61)
    drained(world, carrier)
    assert (carrier.tried, rows(world)) == (["one"] * 2, [("sent", "")])


def test_a_worker_that_died_in_the_middle_doubles_nothing(either_world: World) -> None:
    world, carrier = either_world, Named()
    put(world)
    with world.context.database.transaction() as connection:
        (one,) = messages.claim(connection, now=world.now, limit=9)
        assert messages.begin(connection, one=one, name=f"K{one.id}", now=world.now)
    world.later(seconds=61)
    drained(world, carrier)
    assert (carrier.tried, rows(world)) == ([], [("dead", "may_have_left")])


def test_whose_claim_has_run_out_begins_nothing(either_world: World) -> None:
    world = either_world
    put(world)
    with world.context.database.transaction() as connection:
        (slow,) = messages.claim(connection, now=world.now, limit=9)
    world.later(seconds=61)
    with world.context.database.transaction() as connection:
        (quick,) = messages.claim(connection, now=world.now, limit=9)
        assert not messages.begin(connection, one=slow, name="K", now=world.now)
        assert messages.begin(connection, one=quick, name="K", now=world.now)


def test_a_report_of_no_known_state_wakes_nothing(world: World) -> None:
    number = put(world, tag=messages.PROACTIVE)
    deliver.drain(to(world, Named(AMBIGUOUS)))
    for state in ("queued", "sending", "hologram"):
        reported(world, number, state)
    assert rows(world) == [("dead", "may_have_left")]
