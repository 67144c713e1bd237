"""Orders: opened, cancelled, over, and taken once, by whoever accepts a plan for them."""

from datetime import timedelta

import pytest
from lender import agree
from test_money_at_once import at_once
from world import World

from bot.services import orders
from bot.services.orders import OrderGone, PriceNotTaken, UnknownShop
from bot.store import loans
from bot.store import orders as store
from bot.store.orders import OrderRow

PRICE = 1_000_000


def opened(world: World, *, price: int = PRICE, shop: str = "101", **more: object) -> OrderRow:
    with world.context.database.transaction() as connection:
        return orders.open_order(world.context, connection, shop=shop, price=price, source="shop", **more)


def now(world: World, number: str) -> OrderRow:
    with world.context.database.transaction() as connection:
        found = store.by_number(connection, number)
    assert found is not None
    return found


def cancel(world: World, number: str) -> str:
    with world.context.database.transaction() as connection:
        return orders.cancel(world.context, connection, number=number)


def test_an_order_is_opened_with_a_number_that_a_keypad_can_type(either_world: World) -> None:
    order = opened(either_world, reference="A-7", address="+923000000404")
    assert len(order.number) == 8 and order.number.isdecimal() and order.number[0] != "0"
    assert (order.shop_code, order.price, order.state) == ("101", PRICE, "open")
    assert order.expires_at - order.created_at == timedelta(hours=24)
    assert now(either_world, order.number) == order


def test_a_number_in_use_is_drawn_again(world: World) -> None:
    first = opened(world)
    fresh = world.context.fresh
    drawn = iter([first.number + "00", "4242424242"])
    object.__setattr__(world.context, "fresh", lambda: next(drawn))
    assert opened(world).number == "42424242"
    object.__setattr__(world.context, "fresh", fresh)


@pytest.mark.parametrize(("price", "code"), [(99_999, "loan_too_small"), (5_000_100, "loan_too_large")])
def test_a_price_that_no_plan_fits(world: World, price: int, code: str) -> None:
    with pytest.raises(PriceNotTaken) as told:
        opened(world, price=price)
    assert told.value.code == code


def test_a_shop_that_is_not_there(world: World) -> None:
    with pytest.raises(UnknownShop):
        opened(world, shop="999")


def test_cancelled_once(either_world: World) -> None:
    order = opened(either_world)
    assert [cancel(either_world, order.number) for _ in range(2)] == ["cancelled", "known"]
    assert now(either_world, order.number).state == "cancelled"
    assert cancel(either_world, "99999999") == "unknown"


def test_it_is_over_when_its_time_is(either_world: World) -> None:
    order, later = opened(either_world), opened(either_world, expires_at=either_world.now + timedelta(days=3))
    either_world.later(hours=24)
    assert not now(either_world, order.number).is_open(at=either_world.now)
    either_world.tick()
    assert (
        now(either_world, order.number).state == "expired" and now(either_world, later.number).state == "open"
    )
    assert orders.expire(either_world.context, now=either_world.now) == 0
    assert cancel(either_world, order.number) == "known"


def test_taken_with_the_acceptance(either_world: World) -> None:
    order = opened(either_world)
    agree(either_world, order=order.number)
    taken = now(either_world, order.number)
    assert (taken.state, taken.loan) == ("taken", "10000001")
    assert cancel(either_world, order.number) == "taken"
    either_world.later(days=2)
    either_world.tick()
    assert now(either_world, order.number).state == "taken"


def test_two_accept_the_same_order_at_once(either_world: World) -> None:
    """One gets it; the other's turn is undone as a whole, plan and postings."""
    world = either_world
    order = opened(world)

    def accept(loan: str, number: str) -> str:
        try:
            agree(world, loan=loan, number=number, order=order.number)
        except OrderGone:
            return "gone"
        return loan

    told = at_once(lambda: accept("10000001", "+923000000404"), lambda: accept("10000002", "+923000000405"))
    assert sorted(map(str, told))[1] == "gone"
    winner = next(one for one in told if one != "gone")
    assert now(world, order.number).loan == winner
    with world.context.database.transaction() as connection:
        plans = [loans.by_number(connection, number) for number in ("10000001", "10000002")]
    assert [plan.number for plan in plans if plan] == [winner]
    assert world.problems() == []


def test_what_is_over_cannot_be_accepted(world: World) -> None:
    order = opened(world)
    world.later(hours=25)
    with pytest.raises(OrderGone):
        agree(world, order=order.number)
