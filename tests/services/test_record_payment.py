"""Money comes in once, whatever the provider repeats or contradicts."""

from datetime import timedelta

import pytest
from lender import agree, ask_for, stands
from sqlalchemy import text
from world import World

from bot.lending.money import rupees
from bot.lending.terms import PAY2
from bot.payments.ports import Paid
from bot.services.record_payment import record_payment


@pytest.fixture
def plan(either_world: World) -> World:
    agree(either_world, terms=PAY2)
    return either_world


def paid(
    world: World, amount: int, *, key: str = "key-1", reference: str = "2000000001", ok: bool = True
) -> str:
    told = Paid("sandbox", key, reference, rupees(amount), world.now, ok=ok)
    return record_payment(world.context, told)


def test_the_same_key_with_another_amount_is_one_repayment_of_the_first(plan: World) -> None:
    """An existing lending engine's case: 200, then 300 under the same idempotency key, is one repayment of 200."""
    ask_for(plan, rupees(500))
    assert [paid(plan, 200), paid(plan, 300)] == ["posted", "known"]
    assert stands(plan).paid == rupees(200)
    assert plan.problems() == []


def test_the_same_reference_under_two_keys_is_two_payments(plan: World) -> None:
    """A customer may pay one bill in two parts; each has its own number at the provider."""
    ask_for(plan, rupees(500))
    assert [paid(plan, 200, key="a"), paid(plan, 300, key="b")] == ["posted", "posted"]
    assert stands(plan).paid == rupees(500)


def test_an_attempt_that_moved_no_money_leaves_room_for_the_one_that_does(plan: World) -> None:
    ask_for(plan, rupees(500))
    assert [paid(plan, 500, ok=False), paid(plan, 500)] == ["known", "posted"]


def test_a_reference_nobody_asked_for_waits_in_suspense(plan: World) -> None:
    assert [paid(plan, 100, reference="9999999999"), paid(plan, 100, reference="9999999999")] == [
        "unplaced",
        "known",
    ]
    with plan.context.database.transaction() as connection:
        assert connection.execute(text("SELECT count(*) FROM payment WHERE loan IS NULL")).scalar_one() == 1
    assert stands(plan).paid == 0 and plan.problems() == []


def test_money_for_a_closed_plan_is_kept_as_theirs(plan: World) -> None:
    ask_for(plan, rupees(20_000))
    plan.later(days=1)
    assert paid(plan, 20_000) == "posted"
    over = stands(plan).credit
    plan.now += timedelta(days=1)
    assert stands(plan).settled and paid(plan, 100, key="later") == "posted"
    assert stands(plan).credit == over + rupees(100) and plan.problems() == []
