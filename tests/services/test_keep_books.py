"""What days do to the books: mark-up earned when a period is over, one late charge after the days of grace."""

import pytest
from lender import agree, ask_for, do, fetch, leave, stands
from world import World

from bot.lending.commands import PauseReminders, PromiseToPay
from bot.lending.terms import PAY4
from bot.services.check_books import check_books
from bot.services.keep_books import keep_books

LOAN = "10000001"
RUPEE = 100


@pytest.fixture
def plan(world: World) -> World:
    """Rs 10,000 in three months: Rs 150 of mark-up in each, due after 30, 60 and 90 days."""
    agree(world)
    return world


def on_day(world: World, day: int) -> World:
    """So many days after the first instalment was due."""
    world.later(days=30 + day)
    for _ in range(2):  # twice, for nothing may happen twice
        keep_books(world.context, now=world.now)
    assert list(check_books(world.context)) == []
    return world


@pytest.mark.parametrize(
    ("day", "earned"), [(-1, 0), (0, 150), (29, 150), (30, 300), (59, 300), (60, 450), (400, 450)]
)
def test_markup_is_earned_when_its_period_is_over(plan: World, day: int, earned: int) -> None:
    assert stands(on_day(plan, day)).earned == earned * RUPEE


@pytest.mark.parametrize(("day", "charged"), [(3, 0), (4, 100), (39, 200), (61, 200)])
def test_a_late_charge_after_the_days_of_grace_and_once(plan: World, day: int, charged: int) -> None:
    now = stands(on_day(plan, day))
    assert sum(part.late_charged for part in now.installments) == charged * RUPEE
    assert now.accounts.get("charity_payable", 0) == -charged * RUPEE and "late_income" not in now.accounts


def test_nothing_on_what_is_paid(plan: World) -> None:
    plan.pay(ask_for(plan, 348_300), 348_300)
    assert stands(on_day(plan, 20)).outstanding == 1_045_000 - 348_300


def test_whoever_told_us_of_trouble_is_not_charged(plan: World) -> None:
    do(plan, PauseReminders("hardship"))
    assert not stands(on_day(plan, 20)).accounts.get("late_receivable")


def test_nor_whoever_promised_a_day_that_is_not_over(plan: World) -> None:
    first = stands(plan).installments[0].number
    day = plan.now.date().replace(year=2027, month=1, day=3)
    do(plan, PromiseToPay(LOAN, first, day))
    assert not stands(on_day(plan, 11)).accounts.get("late_receivable")  # 3 January
    plan.later(days=-41)
    assert stands(on_day(plan, 12)).accounts.get("late_receivable") == 100 * RUPEE


def test_a_payment_we_hear_of_late_spares_the_charge(plan: World) -> None:
    from bot.payments.ports import Paid
    from bot.services.record_payment import record_payment

    reference = ask_for(plan, 348_300)
    plan.later(days=33)
    paid_at = plan.now
    plan.later(days=-33)
    on_day(plan, 5)
    assert stands(plan).accounts["late_receivable"] == 100 * RUPEE
    record_payment(plan.context, Paid("sandbox", "A", reference, 348_300, paid_at, ok=True))
    now = stands(plan)
    assert now.installment(1).settled and not now.accounts["late_receivable"]
    assert list(check_books(plan.context)) == []


def test_whoever_left_owes_no_markup_and_is_charged_like_anybody(plan: World) -> None:
    fetch(plan)
    leave(plan)
    now = stands(on_day(plan, 4))
    assert now.earned == 0 and now.outstanding == 1_000_000 + 100 * RUPEE


def test_a_free_plan_earns_nothing(world: World) -> None:
    agree(world, terms=PAY4)
    assert stands(on_day(world, 60)).earned == 0


def test_a_tick_keeps_the_books(plan: World) -> None:
    plan.later(days=34)
    plan.tick()
    assert stands(plan).charges == (450 + 100) * RUPEE
