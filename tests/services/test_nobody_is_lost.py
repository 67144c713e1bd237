"""Whoever still owes when the bot has said all it may comes to our people, whatever happened on the way."""

from datetime import datetime, timedelta

import pytest
from lender import agree, do
from sqlalchemy import text
from world import World

from bot.lending.commands import PromiseToPay
from bot.lending.terms import PAY2
from bot.services import deliver, late
from bot.services.hardship import extend_plan
from bot.services.plan_reminders import plan_reminders
from bot.services.remind import remind
from bot.store import reminders
from tests.services.test_deliver import Script, to

PLAN = "10000001"


@pytest.fixture
def owing(either_world: World) -> World:
    """A plan whose first instalment is due on 23 December."""
    agree(either_world, loan=PLAN, terms=PAY2)
    return either_world


def day(world: World, moment: str) -> list[tuple[str, str, str]]:
    world.now = datetime.fromisoformat(f"{moment}T10:30+05:00")
    return [(one.kind, one.outcome, one.why) for one in world.tick()]


def sql(world: World, statement: str) -> None:
    with world.context.database.transaction() as connection:
        connection.execute(text(statement))


def first_due(world: World) -> str:
    with world.context.database.transaction() as connection:
        return str(connection.execute(text("SELECT min(due) FROM installment")).scalar_one())[:10]


def test_who_promised_a_day_after_the_cadence_and_broke_it(owing: World) -> None:
    due = datetime.fromisoformat(first_due(owing)).date()
    for after in range(11):
        day(owing, str(due + timedelta(days=after)))
        if after == 8:
            do(owing, PromiseToPay(PLAN, 1, due + timedelta(days=12)))
    assert late.waiting(owing.context) == []  # the day they chose is not over
    for after in (12, 13, 14):
        day(owing, str(due + timedelta(days=after)))
    assert [one.loan for one in late.waiting(owing.context)] == [PLAN]


@pytest.mark.parametrize(
    "before",
    [
        "UPDATE contact SET opted_out_at = '2026-12-01 10:00:00'",
        "UPDATE customer SET pin_locked_at = '2026-12-01 10:00:00'",
        "UPDATE customer SET paused_reason = 'return'",
        "UPDATE conversation SET held_by = 'agent'",
    ],
)
def test_what_keeps_messages_back_keeps_nobody_off_the_list(owing: World, before: str) -> None:
    due = datetime.fromisoformat(first_due(owing)).date()
    sql(owing, before)
    day(owing, str(due + timedelta(days=10)))
    sql(owing, "UPDATE customer SET paused_reason = NULL")
    sql(owing, "UPDATE conversation SET held_by = 'bot'")
    assert [one.loan for one in late.waiting(owing.context)] == [PLAN]


def test_an_outage_of_days_keeps_nobody_off_the_list(owing: World) -> None:
    due = datetime.fromisoformat(first_due(owing)).date()
    day(owing, str(due + timedelta(days=14)))
    assert [one.loan for one in late.waiting(owing.context)] == [PLAN]


def test_who_got_more_time_since_is_off_the_list(owing: World) -> None:
    due = datetime.fromisoformat(first_due(owing)).date()
    day(owing, str(due + timedelta(days=10)))
    with owing.context.database.transaction() as connection:
        extend_plan(owing.context, connection, loan=PLAN, by_days=15)
    assert late.waiting(owing.context) == []


def test_what_waits_in_the_outbox_when_its_date_moves_is_not_said(owing: World) -> None:
    due = first_due(owing)
    owing.now = datetime.fromisoformat(f"{due}T10:30+05:00")
    list(plan_reminders(owing.context, now=owing.now))
    assert "sent" in [one.outcome for one in remind(owing.context, now=owing.now)]
    with owing.context.database.transaction() as connection:
        extend_plan(owing.context, connection, loan=PLAN, by_days=15)
    carrier = Script()
    deliver.drain(to(owing, carrier))
    assert carrier.texts == []


def test_a_clock_that_was_wrong_for_a_moment_makes_nobody_forgotten(owing: World) -> None:
    now = owing.now
    list(plan_reminders(owing.context, now=now + timedelta(days=20)))
    list(plan_reminders(owing.context, now=now))
    with owing.context.database.transaction() as connection:
        assert reminders.planned_until(connection) == now
