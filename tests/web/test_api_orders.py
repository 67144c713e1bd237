"""Orders, returns and payouts by the API: what a web shop's programs see and do."""

from datetime import timedelta

import pytest
from lender import agree, do
from shop_client import PRICE, ShopClient
from sqlalchemy import text
from world import World

from bot.lending import ledger
from bot.lending.commands import CancelPlan
from bot.services import handover, orders
from bot.services.plan_books import hold


@pytest.fixture
def shop(world: World) -> ShopClient:
    return ShopClient(world)


def accepted(world: World, number: str, *, loan: str = "10000001", customer: str = "+923000000404") -> str:
    agree(world, loan=loan, number=customer)
    with world.context.database.transaction() as connection:
        orders.take(connection, number=number, loan=loan, at=world.now)
    return loan


def hand_over(world: World, loan: str) -> None:
    with world.context.database.transaction() as connection:
        assert handover.done(connection, loan=loan, at=world.now)


def test_an_order_is_made_and_read_again(either_world: World) -> None:
    shop = ShopClient(either_world)
    made = shop.post("/orders", {"price": PRICE, "reference": "A-7", "description": "Silai machine"})
    assert made.status_code == 201
    order = made.json
    assert made.headers["Location"] == f"/api/v1/orders/{order['number']}"
    assert (order["state"], order["price"], order["currency"]) == ("open", PRICE, "PKR")
    assert order["checkout_url"].startswith("http://127.0.0.1:8000/checkout/")
    assert order["number"] not in order["checkout_url"]
    assert shop.get(f"/orders/{order['number']}").json == order


def test_what_becomes_of_an_order_is_its_state(either_world: World) -> None:
    world, shop = either_world, ShopClient(either_world)
    number = shop.order()["number"]
    loan = accepted(world, number)
    found = shop.get(f"/orders/{number}").json
    assert (found["state"], found["handed_over_at"]) == ("accepted", None)
    assert found["accepted_at"] is not None
    hand_over(world, loan)
    assert shop.get(f"/orders/{number}").json["state"] == "handed_over"
    assert [one["number"] for one in shop.get("/orders", state="handed_over").json["data"]] == [number]
    assert shop.get("/orders", state="accepted").json["data"] == []


def test_an_order_that_nobody_takes_is_over_before_the_tick_says_so(shop: ShopClient) -> None:
    number = shop.order()["number"]
    shop.world.later(hours=25)
    assert shop.get(f"/orders/{number}").json["state"] == "expired"
    assert [one["number"] for one in shop.get("/orders", state="expired").json["data"]] == [number]
    assert shop.get("/orders", state="open").json["data"] == []


def test_a_customer_who_leaves_before_the_goods_came_has_cancelled(either_world: World) -> None:
    world, shop = either_world, ShopClient(either_world)
    number = shop.order()["number"]
    loan = accepted(world, number)
    do(world, CancelPlan(loan))
    assert shop.get(f"/orders/{number}").json["state"] == "cancelled"
    assert [one["number"] for one in shop.get("/orders", state="cancelled").json["data"]] == [number]


def test_a_customer_who_leaves_with_the_goods_owes_their_price_and_the_sale_stands(world: World) -> None:
    shop = ShopClient(world)
    number = shop.order()["number"]
    loan = accepted(world, number)
    hand_over(world, loan)
    do(world, CancelPlan(loan))
    assert shop.get(f"/orders/{number}").json["state"] == "handed_over"


def test_cancelling_is_done_once_and_not_after_somebody_accepted(shop: ShopClient) -> None:
    number = shop.order()["number"]
    assert shop.post(f"/orders/{number}/cancel").json["state"] == "cancelled"
    assert shop.post(f"/orders/{number}/cancel", {}).json["state"] == "cancelled"
    sold = shop.order()["number"]
    accepted(shop.world, sold)
    refused = shop.post(f"/orders/{sold}/cancel")
    assert (refused.status_code, refused.json["type"]) == (409, "/api/v1/docs#problem-order-not-open")


def test_goods_come_back_in_part_once_for_each_reference(either_world: World) -> None:
    world, shop = either_world, ShopClient(either_world)
    number = shop.order()["number"]
    hand_over(world, accepted(world, number))
    path = f"/orders/{number}/refunds"
    first = shop.post(path, {"amount": 200_000, "reference": "R1"})
    assert (first.status_code, first.json["refunded"]) == (201, 200_000)
    again = shop.post(path, {"amount": 200_000, "reference": "R1"})
    assert (again.status_code, again.json["refunded"]) == (201, 200_000)
    other = shop.post(path, {"amount": 300_000, "reference": "R1"})
    assert other.json["type"].endswith("#problem-reference-used")
    too_much = shop.post(path, {"amount": 900_000, "reference": "R2"})
    assert (too_much.status_code, too_much.json["detail"]) == (409, "refund_too_large")
    assert shop.post(path, {"amount": 800_000, "reference": "R3"}).json["refunded"] == PRICE
    assert shop.get(f"/orders/{number}").json["refunded"] == PRICE
    assert shop.post(path, {"amount": 200_000, "reference": "R1"}).status_code == 201
    assert [one["number"] for one in shop.get("/orders", state="returned").json["data"]] == [number]
    assert world.problems() == []


def test_nothing_comes_back_of_what_was_not_sold(shop: ShopClient) -> None:
    number = shop.order()["number"]
    refused = shop.post(f"/orders/{number}/refunds", {"amount": 100, "reference": "R1"})
    assert refused.json["type"].endswith("#problem-order-not-accepted")


def test_a_key_sees_its_own_shop_and_nothing_of_another(either_world: World) -> None:
    mine, other = ShopClient(either_world), ShopClient(either_world, shop="102")
    number = mine.order()["number"]
    assert other.get("/orders").json["data"] == []
    answers = [
        other.get(f"/orders/{number}"),
        other.post(f"/orders/{number}/cancel"),
        other.post(f"/orders/{number}/refunds", {"amount": 100, "reference": "R1"}),
    ]
    assert [one.status_code for one in answers] == [404, 404, 404]
    assert other.get("/orders/10000000").text == answers[0].text
    assert mine.get(f"/orders/{number}").json["state"] == "open"


def test_pages_lead_from_one_to_the_next_while_new_orders_come(either_world: World) -> None:
    shop = ShopClient(either_world)
    numbers = [shop.order(reference=f"A-{n}")["number"] for n in range(5)]
    first = shop.get("/orders", limit=2).json
    shop.order(reference="late")
    second = shop.get("/orders", limit=2, cursor=first["next_cursor"]).json
    third = shop.get("/orders", limit=2, cursor=second["next_cursor"]).json
    seen = [one["number"] for page in (first, second, third) for one in page["data"]]
    assert (seen, third["next_cursor"]) == (numbers[::-1], None)
    assert [one["number"] for one in shop.get("/orders", reference="A-3").json["data"]] == [numbers[3]]


def test_payouts_say_what_left_and_what_is_due(either_world: World) -> None:
    world, shop = either_world, ShopClient(either_world)
    paid, waits, not_yet = (shop.order(reference=f"A-{n}")["number"] for n in range(3))
    for place, number in enumerate((paid, waits, not_yet)):
        loan = accepted(world, number, loan=f"1000000{place}", customer=f"+92300000041{place}")
        if number != not_yet:
            hand_over(world, loan)
    with world.context.database.transaction() as connection:
        held = hold(connection, "10000000")
        assert held is not None
        left = ledger.merchant_paid(
            loan="10000000", provider="sandbox", amount=PRICE, reference="paid:1", at=world.now
        )
        held.write([left], at=world.now)
    found = shop.get("/payouts").json
    assert found["due"] == PRICE
    ((told),) = found["data"]
    assert (told["amount"], told["order"], told["order_reference"]) == (PRICE, paid, "A-0")
    assert ShopClient(world, shop="102").get("/payouts").json == {"data": [], "next_cursor": None, "due": 0}


@pytest.mark.parametrize("span", [timedelta(minutes=1), timedelta(days=8), timedelta(days=-1)])
def test_an_order_lives_between_minutes_and_days(shop: ShopClient, span: timedelta) -> None:
    moment = (shop.world.now + span).isoformat()
    refused = shop.post("/orders", {"price": PRICE, "reference": "A", "expires_at": moment})
    assert refused.status_code == 422
    assert refused.json["errors"][0]["pointer"] == "#/expires_at"


def test_no_answer_and_no_event_tells_who_the_customer_is(either_world: World) -> None:
    world, shop = either_world, ShopClient(either_world)
    shop.post("/webhooks", {"url": "https://shop.example.pk/hook"})
    number = shop.order()["number"]
    hand_over(world, accepted(world, number, customer="+923000000417"))
    shop.post(f"/orders/{number}/refunds", {"amount": 100, "reference": "R1"})
    told = [shop.get(path).text for path in ("/orders", f"/orders/{number}", "/payouts")]
    with world.context.database.transaction() as connection:
        events = [str(data) for (data,) in connection.execute(text("SELECT data FROM order_event"))]
    assert len(events) == 3
    for words in told + events:
        assert "3000000417" not in words and "10000001" not in words  # the telephone, the number of the plan
