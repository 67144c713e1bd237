"""Planning in bulk: every reminder once, whatever the worker missed, and none for what is over or has moved."""

from datetime import datetime, timedelta

import pytest
from lender import agree, ask_for
from sqlalchemy import text
from world import World

from bot.lending.terms import PAY2
from bot.services.hardship import extend_plan
from bot.services.plan_reminders import plan_reminders

NUMBER = "+923000000404"  # of two instalments: 23 December and 23 January
CADENCE = {
    "before_3": "20 Dec",
    "on_day": "23 Dec",
    "after_1": "24 Dec",
    "after_3": "26 Dec",
    "after_7": "30 Dec",
}


@pytest.fixture
def plan(either_world: World) -> World:
    agree(either_world, terms=PAY2)
    return either_world


def plan_at(world: World, moment: str) -> int:
    world.now = datetime.fromisoformat(moment)
    return sum(step.rows for step in plan_reminders(world.context, now=world.now))


def rows(world: World) -> list[tuple[int, str, str]]:
    """(instalment, kind, day) of all that is planned, in order."""
    with world.context.database.transaction() as connection:
        found = connection.execute(
            text("SELECT installment, kind, due_at FROM reminder WHERE state = 'planned' ORDER BY due_at, id")
        ).all()
    moments = [(number, kind, datetime.fromisoformat(str(at))) for number, kind, at in found]
    return [(number, kind, (at + timedelta(hours=5)).strftime("%d %b")) for number, kind, at in moments]


def test_a_day_ahead_and_once(plan: World) -> None:
    assert plan_at(plan, "2026-12-18T12:00+05:00") == 0
    assert plan_at(plan, "2026-12-19T12:00+05:00") == 1
    assert plan_at(plan, "2026-12-19T12:00+05:00") == plan_at(plan, "2026-12-19T13:00+05:00") == 0
    assert rows(plan) == [(1, "before_3", "20 Dec")]


def test_day_by_day_it_is_the_cadence(plan: World) -> None:
    for day in range(1, 32):
        plan_at(plan, f"2026-12-{day:02}T12:00+05:00")
    expected = [(1, kind, day) for kind, day in CADENCE.items()]
    assert rows(plan) == expected


def test_after_an_outage_what_was_not_said_is_on_record(plan: World) -> None:
    plan_at(plan, "2026-12-18T12:00+05:00")
    plan_at(plan, "2026-12-25T12:00+05:00")
    assert [kind for _, kind, _ in rows(plan)] == ["before_3", "on_day", "after_1", "after_3"]
    told = [(one.kind, one.outcome, one.why) for one in plan.tick()]
    assert told == [  # the 25th is a holiday: what is still true waits
        ("before_3", "skipped", "stale"), ("on_day", "skipped", "stale"), ("after_1", "wait", "closed_hours"),
    ]  # fmt: skip


def test_what_is_paid_or_closed_is_not_planned(plan: World) -> None:
    plan.pay(ask_for(plan, 1_030_000), 1_030_000)
    for day in range(1, 32):
        assert plan_at(plan, f"2026-12-{day:02}T12:00+05:00") == 0


def test_an_extension_moves_what_is_planned_and_keeps_what_was_said(plan: World) -> None:
    plan_at(plan, "2026-12-19T12:00+05:00")
    plan.now = datetime.fromisoformat("2026-12-20T10:30+05:00")
    assert [one.outcome for one in plan.tick()] == ["sent"]
    plan_at(plan, "2026-12-22T12:00+05:00")
    with plan.context.database.transaction() as connection:
        assert str(extend_plan(plan.context, connection, loan="10000001", by_days=15)) == "2027-01-07"
    assert rows(plan) == []
    plan_at(plan, "2027-01-03T12:00+05:00")
    assert rows(plan) == [(1, "before_3", "04 Jan")]
    with plan.context.database.transaction() as connection:
        states = connection.execute(text("SELECT kind, state FROM reminder ORDER BY id")).all()
    assert [tuple(state) for state in states] == [("before_3", "sent"), ("before_3", "planned")]


def test_the_last_of_the_cadence_is_for_people(plan: World) -> None:
    plan_at(plan, "2027-01-01T12:00+05:00")
    plan.now = datetime.fromisoformat("2027-01-02T10:30+05:00")
    (last,) = [one for one in plan.tick() if one.kind == "people"]
    assert (last.outcome, last.channel) == ("people", "")
