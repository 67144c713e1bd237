"""What people do with money: place a payment, pay back credit, give up a debt. Each once, each in the books."""

import pytest
from lender import agree, ask_for, stands
from sqlalchemy import text
from world import World

from bot.services import payouts, suspense
from bot.services.reverse_payment import reverse_payment
from bot.services.write_off import NotAllowed, write_off

LOAN = "10000001"


@pytest.fixture
def plan(world: World) -> World:
    agree(world)
    return world


def place(world: World, loan: str = LOAN) -> str:
    return suspense.place(
        world.context, provider="sandbox", provider_id="A", loan=loan, agent_id=world.agent()
    )


def test_a_payment_nobody_could_place_is_placed_once(plan: World) -> None:
    plan.pay("nobody's", 348_400, provider_id="A")
    assert [one.amount for one in suspense.waiting(plan.context)] == [348_400]
    assert place(plan, "no such plan") == "no_plan"
    assert [place(plan), place(plan)] == ["placed", "known"]
    assert suspense.waiting(plan.context) == []
    assert stands(plan).paid == 348_400
    assert plan.problems() == []


def test_one_that_was_never_paid_cannot_be_placed(plan: World) -> None:
    assert place(plan) == "unknown"


def test_a_placed_payment_that_bounces_leaves_suspense_too(plan: World) -> None:
    plan.pay("nobody's", 348_400, provider_id="A")
    place(plan)
    undone = [reverse_payment(plan.context, provider="sandbox", provider_id="A") for _ in range(2)]
    assert undone == ["reversed", "known"]
    assert stands(plan).paid == 0 and suspense.waiting(plan.context) == []
    assert plan.problems() == []


def test_one_that_bounced_while_it_waited_waits_no_more(plan: World) -> None:
    plan.pay("nobody's", 100, provider_id="A")
    reverse_payment(plan.context, provider="sandbox", provider_id="A")
    assert suspense.waiting(plan.context) == [] and place(plan) == "known"
    assert plan.problems() == []


def ask_back(world: World) -> int:
    with world.context.database.transaction() as connection:
        return payouts.ask_back(world.context, connection, loan=LOAN, reference="3000000001")


def pay_back(world: World) -> str:
    return payouts.pay_back(
        world.context, reference="3000000001", provider="sandbox", provider_id="T1", agent_id=world.agent()
    )


def test_what_was_paid_too_much_goes_back_once(plan: World) -> None:
    plan.pay(ask_for(plan, 1), 1_100_000)
    credit = stands(plan).credit
    assert credit == ask_back(plan) > 0 and ask_back(plan) == 0
    assert [one.amount for one in payouts.waiting(plan.context)] == [credit]
    assert [pay_back(plan), pay_back(plan)] == ["paid", "known"]
    assert payouts.waiting(plan.context) == []
    assert stands(plan).accounts["cash:sandbox"] == 1_100_000 - credit
    assert plan.problems() == []


def test_nothing_is_paid_back_that_nobody_asked_for(plan: World) -> None:
    assert ask_back(plan) == 0 and pay_back(plan) == "unknown"


def promoted(world: World) -> int:
    with world.context.database.transaction() as connection:
        connection.execute(text("UPDATE agent SET role = 'supervisor' WHERE username = 'bilal'"))
    return world.agent("bilal")


@pytest.mark.parametrize("relief", [False, True])
def test_a_supervisor_gives_up_a_debt_and_it_is_written_down(plan: World, relief: bool) -> None:
    with pytest.raises(NotAllowed):
        write_off(plan.context, loan=LOAN, reason="x", agent_id=plan.agent(), relief=relief)
    who = promoted(plan)
    asked = {"loan": LOAN, "reason": "flood", "agent_id": who, "relief": relief}
    assert write_off(plan.context, **asked) == "written_off"
    assert write_off(plan.context, **asked) == "nothing_owed"
    now = stands(plan)
    assert now.settled and now.written_off == 1_000_000 and now.charges == 0
    with plan.context.database.transaction() as connection:
        noted = connection.execute(text("SELECT action, detail FROM audit ORDER BY id DESC LIMIT 1")).one()
    assert tuple(noted) == ("relief" if relief else "write_off", f"{LOAN} flood")
    assert plan.problems() == []


def test_what_comes_in_afterwards_makes_the_loss_good(plan: World) -> None:
    write_off(plan.context, loan=LOAN, reason="lost", agent_id=None)
    plan.pay(ask_for(plan, 1), 400_000)
    assert stands(plan).written_off == 600_000 and plan.problems() == []


def test_no_plan_nothing_to_give_up(world: World) -> None:
    assert write_off(world.context, loan="nobody's", reason="x", agent_id=None) == "unknown"
