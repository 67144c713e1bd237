"""Payments, a reversal, a return of goods and the way out, all at once for one plan: nothing lost, nothing twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from lender import agree, ask_for, fetch, leave, stands
from sqlalchemy import text
from world import World

from bot.payments.ports import Paid
from bot.services.record_payment import record_payment
from bot.services.return_goods import return_goods
from bot.services.reverse_payment import reverse_payment

LOAN = "10000001"


def at_once(*actions: Callable[[], object]) -> list[object]:
    """Start all of them together; what each returned."""
    barrier = Barrier(len(actions))

    def run(action: Callable[[], object]) -> object:
        barrier.wait()
        return action()

    with ThreadPoolExecutor(len(actions)) as pool:
        return [done.result(timeout=60) for done in [pool.submit(run, action) for action in actions]]


def pays(world: World, reference: str, amount: int, provider_id: str) -> Callable[[], object]:
    paid = Paid("sandbox", provider_id, reference, amount, world.now, ok=True)
    return lambda: record_payment(world.context, paid)


@pytest.mark.parametrize("again", range(4))
def test_everything_at_once_on_one_plan(either_world: World, again: int) -> None:
    world = either_world
    offer = agree(world)
    reference = ask_for(world, 1)
    assert pays(world, reference, 100_000, "first")() == "posted"
    world.later(days=2)
    outcomes = at_once(
        pays(world, reference, 200_000, "second"),
        pays(world, reference, 300_000, "third"),
        pays(world, reference, 300_000, "third"),  # the provider tells us twice
        lambda: reverse_payment(world.context, provider="sandbox", provider_id="first"),
        lambda: return_goods(world.context, loan=LOAN, amount=250_000, reference="R1"),
        lambda: return_goods(world.context, loan=LOAN, amount=250_000, reference="R1"),
        lambda: reverse_payment(world.context, provider="sandbox", provider_id="first"),
    )
    assert sorted(map(str, outcomes)) == [
        "known", "known", "known", "posted", "posted", "returned", "reversed",
    ]  # fmt: skip
    assert world.problems() == []
    now = stands(world)
    returned = 250_000 + offer.markup // 4
    assert now.paid == 500_000 and now.principal == offer.principal - 250_000
    assert 0 <= offer.total - returned - 500_000 - now.outstanding < 100  # mark-up given back in whole rupees
    assert now.accounts["cash:sandbox"] == 500_000


def test_leaving_while_money_comes_in(either_world: World) -> None:
    world = either_world
    offer = agree(world)
    fetch(world)
    reference = ask_for(world, 1)
    at_once(pays(world, reference, 348_400, "A"), lambda: leave(world), pays(world, reference, 100, "B"))
    now = stands(world)
    assert now.outstanding == offer.principal - 348_500 and now.charges == 0
    assert world.problems() == []


def test_the_first_postings_of_all(either_world: World) -> None:
    """Nobody has yet made the row that puts postings in order."""
    world = either_world
    at_once(*(pays(world, f"nobody's {number}", 100 + number, uuid4().hex) for number in range(4)))
    assert world.problems() == []


def test_a_plan_agreed_while_another_is_paid(either_world: World) -> None:
    """A turn holds the conversation and wants the books: a payment must not hold the books and want the other."""
    world = either_world
    agree(world)
    reference = ask_for(world, 1)
    for turn in range(5):
        at_once(
            lambda turn=turn: agree(world, loan=f"2000000{turn}"), pays(world, reference, 100, f"paid {turn}")
        )
    assert stands(world).paid == 500 and world.problems() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET amount = 1",
        "DELETE FROM entry",
        "UPDATE posting SET hash = ''",
        "DELETE FROM posting",
    ],
)
def test_the_store_itself_refuses_to_change_the_books(either_world: World, statement: str) -> None:
    world = either_world
    agree(world)
    with (
        pytest.raises(Exception, match="the books only grow"),
        world.context.database.transaction() as connection,
    ):
        connection.execute(text(statement))
    assert world.problems() == []
