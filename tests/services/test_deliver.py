"""The outbox: order, lease, back-off, doubt, and the end of trying."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select
from world import World

from bot.channels.ports import Outgoing, SendFailed, Sent, StatusEvent
from bot.services import deliver
from bot.services.context import Context
from bot.store import conversations, messages, tables

ONE, TWO = "+923000000621", "+923000000622"
RETRY, AMBIGUOUS = SendFailed("retry", "429"), SendFailed("ambiguous", "time-out")
REJECTED = SendFailed("rejected", "no such number", code=21211)


class Script:
    """A carrier that fails as it is told, then accepts; `there` is what it has of ours."""

    def __init__(self, *failures: SendFailed | None, lost: bool = True) -> None:
        self.failures: Iterator[SendFailed | None] = iter(failures)
        self.lost = lost
        self.there: list[tuple[str, str]] = []
        self.looked = 0

    def send(self, message: Outgoing) -> Sent:
        failure = next(self.failures, None)
        if failure is None or (failure.outcome == "ambiguous" and not self.lost):
            self.there.append((f"P{len(self.there)}", message.text))
        if failure is not None:
            raise failure
        return Sent(self.there[-1][0], "queued")

    def find(self, message: Outgoing, *, since: datetime, besides: Collection[str] = ()) -> Sent | None:
        self.looked += 1
        found = [name for name, text in self.there if text == message.text and name not in besides]
        return Sent(found[-1], "sent") if found else None

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.there]


def to(world: World, carrier: Script) -> Context:
    return replace(world.context, carriers={"sms": carrier, "whatsapp": carrier})


def put(world: World, text: str, number: str = ONE, tag: str = "") -> int:
    with world.context.database.transaction() as connection:
        line = conversations.line_of(connection, channel="sms", address=number, at=world.now)
        return messages.enqueue(connection, line=line, text=text, at=world.now, tag=tag)


def states(world: World) -> list[str]:
    table = tables.table(tables.Message)
    with world.context.database.transaction() as connection:
        return list(connection.execute(select(table.c.state).order_by(table.c.id)).scalars())


def test_one_person_hears_in_order_and_a_failure_holds_nobody_else_up(world: World) -> None:
    carrier = Script(RETRY)
    for text, number in (("one", ONE), ("two", ONE), ("other", TWO)):
        put(world, text, number)
    deliver.drain(to(world, carrier))
    assert carrier.texts == ["other"]
    world.later(minutes=10)
    deliver.drain(to(world, carrier))
    assert carrier.texts == ["other", "one", "two"]
    assert states(world) == ["sent"] * 3


@pytest.mark.parametrize("lost", [False, True])
def test_what_may_have_left_is_looked_for_before_it_is_sent_again(world: World, lost: bool) -> None:
    carrier = Script(AMBIGUOUS, lost=lost)
    put(world, "one")
    deliver.drain(to(world, carrier))
    world.later(minutes=10)
    deliver.drain(to(world, carrier))
    assert (carrier.texts, carrier.looked) == (["one"], 1)


def test_the_same_words_of_an_earlier_message_are_not_taken_for_this_one(world: World) -> None:
    carrier = Script(None, AMBIGUOUS)
    for _ in range(2):
        put(world, "the same")
        deliver.drain(to(world, carrier))
    world.later(minutes=10)
    deliver.drain(to(world, carrier))
    assert carrier.texts == ["the same"] * 2


def test_a_reminder_that_may_have_left_is_not_sent_again(world: World) -> None:
    carrier = Script(AMBIGUOUS)
    put(world, "kal aap ki qist hai", tag=messages.PROACTIVE)
    deliver.drain(to(world, carrier))
    world.later(minutes=10)
    deliver.drain(to(world, carrier))
    assert (carrier.texts, states(world)) == ([], ["dead"])


def test_a_refusal_is_final_and_the_next_message_goes(world: World) -> None:
    carrier = Script(REJECTED)
    put(world, "one")
    put(world, "two")
    deliver.drain(to(world, carrier))
    assert (carrier.texts, states(world)) == (["two"], ["dead", "sent"])


def test_an_outage_is_outlasted_while_the_message_is_of_use(world: World) -> None:
    carrier = Script(*[RETRY] * 99)
    put(world, "one")
    for _ in range(9):
        deliver.drain(to(world, carrier))
        world.later(minutes=20)
    assert states(world) == ["queued"]
    world.later(hours=1)
    deliver.drain(to(world, carrier))
    assert states(world) == ["dead"]
    assert len(list(carrier.failures)) == 99 - 9


def test_what_may_have_left_is_looked_for_an_hour_and_then_given_up(world: World) -> None:
    carrier = Script(*[AMBIGUOUS] * 99)
    put(world, "one")
    for minutes in range(0, 60, 5):
        assert states(world) == ["queued"], minutes
        deliver.drain(to(world, carrier))
        world.later(minutes=5)
    deliver.drain(to(world, carrier))
    assert states(world) == ["dead"]


def test_what_is_too_old_to_be_of_use_is_not_sent(world: World) -> None:
    carrier = Script()
    put(world, "one")
    world.later(hours=4)
    deliver.drain(to(world, carrier))
    assert (carrier.texts, states(world)) == ([], ["dead"])


def test_a_worker_that_died_with_a_message_in_hand_is_taken_over(either_world: World) -> None:
    world, carrier = either_world, Script()
    put(world, "one")
    with world.context.database.transaction() as connection:
        assert len(messages.claim(connection, now=world.now, limit=9)) == 1
        assert messages.claim(connection, now=world.now, limit=9) == []
    assert deliver.drain(to(world, carrier)) == 0  # its lease still runs
    world.later(seconds=messages.LEASE.total_seconds() + 1)
    assert deliver.drain(to(world, carrier)) == 1
    assert (carrier.looked, carrier.texts) == (1, ["one"])


@pytest.mark.parametrize(
    "order", [("sent", "delivered", "read"), ("read", "sent", "delivered"), ("delivered", "read", "read")]
)
def test_reports_in_any_order_settle_the_same(world: World, order: tuple[str, ...]) -> None:
    carrier = Script()
    put(world, "one")
    for state in order[:1]:  # one may come before the answer to the request that made it
        deliver.record_status(world.context, StatusEvent("P0", state))
    deliver.drain(to(world, carrier))
    for state in order[1:]:
        deliver.record_status(world.context, StatusEvent("P0", state))
    assert states(world) == ["read"]


def test_a_report_for_nobody_is_kept_and_harms_nothing(world: World) -> None:
    deliver.record_status(world.context, StatusEvent("P9", "delivered"))
    put(world, "one")
    deliver.drain(to(world, Script()))
    assert states(world) == ["sent"]


def test_a_slow_batch_is_not_sent_by_two_workers(either_world: World) -> None:
    """The first messages of a batch take so long that the lease of the last would run out."""
    world, carrier = either_world, Script()
    put(world, "one")
    put(world, "two", TWO)
    context = to(world, carrier)

    class Slow(Script):
        def send(self, message: Outgoing) -> Sent:
            world.later(seconds=40)
            assert deliver.drain(context) == 0  # the other worker finds nothing
            return carrier.send(message)

    deliver.drain(to(world, Slow()))
    assert sorted(carrier.texts) == ["one", "two"]


@pytest.mark.parametrize(("lost", "ends"), [(True, "dead"), (False, "sent")])
def test_what_may_have_left_is_looked_for_also_when_its_time_is_over(
    world: World, lost: bool, ends: str
) -> None:
    """Given up as too late it would not count in our limits, although it may have arrived."""
    carrier = Script(AMBIGUOUS, lost=lost)
    put(world, "one")
    deliver.drain(to(world, carrier))
    world.later(hours=5)
    deliver.drain(to(world, carrier))
    table = tables.table(tables.Message)
    with world.context.database.snapshot() as connection:
        row = connection.execute(select(table.c.state, table.c.why)).one()
    assert tuple(row) == (ends, "may_have_left" if lost else "")
    assert len(carrier.texts) == (not lost)
