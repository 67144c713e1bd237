"""Word of a late charge: not lost when the carrier was down, not said when it is paid, nobody kept back."""

from datetime import timedelta
from typing import Any

import pytest
from lender import agree, ask_for
from sqlalchemy import event, text
from world import World

from bot.payments.ports import Paid
from bot.services import deliver, tell_charges
from bot.services.record_payment import record_payment
from bot.store import messages
from tests.services.test_deliver import REJECTED, Script, to
from tests.services.test_fall_back import MESSAGE

TOLD = "late_charge"


def charged(world: World, *, numbers: tuple[str, ...] = ("+923000000404",)) -> World:
    """Plans that were charged for being late, on a morning, with nobody told yet and no reminder in the way."""
    for place, number in enumerate(numbers):
        agree(world, loan=f"1000000{place + 1}", number=number)
    world.later(days=36)
    world.tick()
    with world.context.database.transaction() as connection:
        connection.execute(text("UPDATE message SET at = '2026-11-23 06:00:00' WHERE tag = 'reminder'"))
        connection.execute(text("UPDATE message SET tag = '' WHERE tag = 'late_charge'"))
    world.later(days=1)
    return world


def told(world: World) -> list[str]:
    query = MESSAGE.select().where(MESSAGE.c.tag == TOLD).order_by(MESSAGE.c.id)
    with world.context.database.snapshot() as connection:
        return [row.state for row in connection.execute(query)]


def test_what_did_not_arrive_is_told_another_day(either_world: World) -> None:
    world = charged(either_world)
    assert tell_charges.tell_charges(world.context, now=world.now) == 1
    deliver.drain(to(world, Script(REJECTED)))
    world.later(minutes=30)
    assert tell_charges.tell_charges(world.context, now=world.now) == 0  # not every half minute
    world.later(days=1)
    assert tell_charges.tell_charges(world.context, now=world.now) == 1
    deliver.drain(to(world, Script()))
    world.later(days=1)
    assert tell_charges.tell_charges(world.context, now=world.now) == 0
    assert told(world) == ["dead", "sent"]


@pytest.mark.parametrize("since", ["paid", "UPDATE customer SET paused_reason = 'hardship'"])
def test_what_has_changed_while_it_waited_keeps_it_here(either_world: World, since: str) -> None:
    world = charged(either_world)
    assert tell_charges.tell_charges(world.context, now=world.now) == 1
    if since == "paid":
        reference = ask_for(world, 1)
        record_payment(world.context, Paid("sandbox", "p1", reference, 9_000_000, world.now, ok=True))
    else:
        with world.context.database.transaction() as connection:
            connection.execute(text(since))
    deliver.drain(to(world, Script()))
    assert told(world) == ["suppressed"]


def test_one_that_stumbles_keeps_nobody_else_back(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    charged(world, numbers=("+923000000404", "+923000000405"))
    put_out, broken = tell_charges._put_out, []

    def breaks(context: Any, connection: Any, line: Any, amount: int, now: Any) -> None:
        if not broken:
            broken.append(line)
            raise RuntimeError("nobody foresaw this")
        put_out(context, connection, line, amount, now)

    monkeypatch.setattr(tell_charges, "_put_out", breaks)
    assert tell_charges.tell_charges(world.context, now=world.now) == 1


def test_whoever_has_been_told_is_not_looked_at_again(world: World) -> None:
    """It runs every half minute: what it does must not grow with everybody charged in two weeks."""
    charged(world)
    assert tell_charges.tell_charges(world.context, now=world.now) == 1
    deliver.drain(to(world, Script()))
    statements: list[str] = []
    event.listen(
        world.context.database.engine, "before_cursor_execute", lambda *args: statements.append(args[2])
    )
    world.later(days=1)
    assert tell_charges.tell_charges(world.context, now=world.now) == 0
    assert len(statements) <= 3, statements


def test_within_limits_whoever_tells(world: World) -> None:
    charged(world)
    assert tell_charges.tell_charges(world.context, now=world.now) == 1
    world.later(hours=1)
    with world.context.database.snapshot() as connection:
        sent = messages.proactive(
            connection,
            conversation_ids=[row.conversation_id for row in connection.execute(MESSAGE.select())],
            since=world.now - timedelta(hours=2),
        )
    assert len(sent) == 1
