"""A limit grows with plans paid on time, and only with those; what others report may stop it."""

from dataclasses import replace

import pytest
from lender import agree, ask_for, enrol, fetch, leave, stands
from sqlalchemy import text
from world import World

from bot.lending.applicant import BureauReport
from bot.lending.money import rupees
from bot.lending.terms import PAY2
from bot.services.decisions import replay_all
from bot.services.keep_books import keep_books
from bot.services.review_limits import review_limits

NUMBER = "+923000000404"
CLEAN = BureauReport(source="test", identity_matches=True)


@pytest.fixture
def earner(world: World) -> World:
    """Somebody who could carry more than the first Rs 25,000."""
    enrol(world, income=120_000)
    assert limit(world) == rupees(25_000)
    return world


def limit(world: World) -> int:
    with world.context.database.transaction() as connection:
        return connection.execute(text("SELECT credit_limit FROM customer WHERE id = 1")).scalar_one()


def decisions(world: World) -> int:
    with world.context.database.transaction() as connection:
        return connection.execute(text("SELECT count(*) FROM decision")).scalar_one()


def repay(world: World, *, late: int = 0) -> None:
    """A plan in two months from its first day to its last payment."""
    for number, part in enumerate(agree(world, terms=PAY2).installments, 1):
        world.later(days=(part.due - world.now.date()).days + late)
        keep_books(world.context, now=world.now)
        left = stands(world).installment(number).outstanding
        assert world.pay(ask_for(world, left, reference=f"200000000{number}"), left) == "posted"
    assert stands(world).settled


def review(world: World, report: BureauReport | None = CLEAN) -> int:
    context = replace(world.context, bureau=None if report is None else lambda *_: report)
    return review_limits(context, now=world.now)


def test_a_plan_paid_on_time_makes_it_grow_once(earner: World) -> None:
    repay(earner)
    assert (review(earner), limit(earner), decisions(earner)) == (1, rupees(30_000), 2)
    assert (review(earner), limit(earner), decisions(earner)) == (0, rupees(30_000), 2)
    assert [one.differs for one in replay_all(earner.context)] == ["", ""]


def test_the_customer_reads_what_made_it_grow(earner: World) -> None:
    repay(earner)
    earner.tick()
    phone = earner.phone("sms", NUMBER)
    phone.hears()
    phone.says("meri limit kitni hai")
    (answer,) = phone.says("4826")
    assert "Rs 30,000" in answer and "plan dekh kar" in answer and "Rs 5,000 barhe" in answer


def test_days_of_grace_are_no_delay(earner: World) -> None:
    repay(earner, late=earner.context.rules.late_grace_days)
    review(earner)
    assert limit(earner) == rupees(30_000)


def test_a_late_one_leaves_it_as_it_is(earner: World) -> None:
    repay(earner, late=earner.context.rules.late_grace_days + 1)
    assert (review(earner), limit(earner)) == (1, rupees(25_000))


def test_a_plan_that_was_left_proves_nothing(earner: World) -> None:
    agree(earner, terms=PAY2)
    fetch(earner)
    leave(earner)
    left = stands(earner).outstanding
    earner.pay(ask_for(earner, left), left)
    assert (review(earner), limit(earner)) == (1, rupees(25_000))


def test_a_silent_bureau_is_asked_again_the_next_day(earner: World) -> None:
    repay(earner)
    assert (review(earner, replace(CLEAN, answered=False)), limit(earner)) == (1, rupees(25_000))
    assert review(earner) == 0
    earner.later(days=1)
    assert (review(earner), limit(earner)) == (1, rupees(30_000))


@pytest.mark.parametrize("trouble", [{"defaults": 1}, {"debt": rupees(99_500)}, {"identity_matches": False}])
def test_trouble_elsewhere_stops_lending(earner: World, trouble: dict) -> None:
    """A debt that grew elsewhere would be made worse by us; what is agreed stays agreed."""
    repay(earner)
    agree(earner, loan="10000002", price=rupees(5_000), terms=PAY2)
    review(earner, replace(CLEAN, **trouble))
    assert limit(earner) == stands(earner, "10000002").outstanding
    assert [one.differs for one in replay_all(earner.context)] == ["", ""]


def test_what_is_still_owed_does_not_count_against_the_new_limit(earner: World) -> None:
    repay(earner)
    agree(earner, loan="10000002", price=rupees(8_000), terms=PAY2)
    review(earner, None)
    assert limit(earner) == rupees(30_000)
