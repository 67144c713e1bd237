"""One free extension, smaller instalments: dates and reminders move, the price never does."""

from datetime import date, timedelta

import pytest
from lender import agree, ask_for, stands
from sqlalchemy import text
from world import World

from bot.lending.caps import RuleBroken
from bot.lending.terms import PAY2
from bot.services.check_books import check_books
from bot.services.hardship import NoSuchPlan, extend_plan, spread
from bot.services.keep_books import keep_books
from bot.services.plan_reminders import plan_reminders
from bot.store.facts import Reader

LOAN = "10000001"


@pytest.fixture
def plan(world: World) -> World:
    """Rs 10,000 in two months: due after 30 and 60 days."""
    agree(world, terms=PAY2)
    return world


def extend(world: World, days: int = 15) -> date:
    with world.context.database.transaction() as connection:
        return extend_plan(world.context, connection, loan=LOAN, by_days=days)


def smaller(world: World, count: int) -> int:
    with world.context.database.transaction() as connection:
        first = world.now.date() + timedelta(days=7)
        return spread(world.context, connection, loan=LOAN, count=count, first_due=first, at=world.now)


def loan(world: World):
    context = world.context
    with context.database.transaction() as connection:
        reader = Reader(connection, context.vault, context.rules, context.ways)
        return reader.facts(1, now=world.now, fresh="").loan(LOAN)


def planned(world: World, *, days: int) -> list[tuple[int, str]]:
    """What the next run would find to say within so many days."""
    for _ in plan_reminders(world.context, now=world.now + timedelta(days=days)):
        pass
    with world.context.database.transaction() as connection:
        rows = connection.execute(text("SELECT installment, kind FROM reminder WHERE state = 'planned'"))
        return [tuple(row) for row in rows]


def test_an_extension_moves_what_is_unpaid_and_nothing_else(plan: World) -> None:
    before = stands(plan)
    assert extend(plan) == date(2027, 1, 7)
    assert [part.due for part in loan(plan).installments] == [date(2027, 1, 7), date(2027, 2, 7)]
    assert stands(plan) == before and loan(plan).extension_days == 0
    assert list(check_books(plan.context)) == []


def test_only_one(plan: World) -> None:
    extend(plan)
    with pytest.raises(RuleBroken, match="no_extension_left"):
        extend(plan)


def test_a_paid_instalment_stays_where_it_is(plan: World) -> None:
    plan.pay(ask_for(plan, 515_000), 515_000)
    extend(plan)
    assert [part.due for part in loan(plan).installments] == [date(2026, 12, 23), date(2027, 2, 7)]


def test_the_late_charge_waits_for_the_new_date(plan: World) -> None:
    extend(plan)
    for days, charged in ((30 + 14, 0), (30 + 15 + 3, 0), (30 + 15 + 4, 10_000)):
        keep_books(plan.context, now=plan.now + timedelta(days=days))
        assert stands(plan).installment(1).late_charged == charged


def test_reminders_speak_of_the_new_dates(plan: World) -> None:
    extend(plan)
    plan.later(days=27)
    assert plan.tick() == []
    plan.later(days=15)
    assert [(one.installment, one.kind, one.outcome) for one in plan.tick()] == [(1, "before_3", "sent")]


def test_smaller_instalments_take_the_place_of_the_unpaid(plan: World) -> None:
    total = stands(plan).outstanding
    assert smaller(plan, 5) == 206_000
    now = loan(plan)
    assert now.outstanding == total and [part.number for part in now.installments] == [3, 4, 5, 6, 7]
    assert {number for number, _ in planned(plan, days=3)} == {3}
    plan.pay(ask_for(plan, 206_000), 206_000)
    assert loan(plan).next.number == 4
    assert list(check_books(plan.context)) == []


def test_smaller_instalments_are_charged_late_by_their_own_dates(plan: World) -> None:
    smaller(plan, 5)
    keep_books(plan.context, now=plan.now + timedelta(days=7 + 4))
    assert stands(plan).installment(3).late_charged == 10_000


def test_one_changed_smaller_instalment_is_named(plan: World) -> None:
    smaller(plan, 5)
    with plan.context.database.transaction() as connection:
        connection.execute(text("UPDATE installment SET amount = amount + 1 WHERE number = 4"))
    assert [problem.code for problem in check_books(plan.context)] == ["schedule"]


def test_no_plan_no_help(plan: World) -> None:
    with plan.context.database.transaction() as connection, pytest.raises(NoSuchPlan):
        extend_plan(plan.context, connection, loan="nobody's", by_days=1)
