"""What stands between a program and the operations: keys, scopes, limits, problems, and doing things once."""

import logging
import re
from uuid import uuid4

import pytest
from shop_client import PRICE, ShopClient, app_of
from sqlalchemy import text
from world import World, settings_for

from bot.app import create_app
from bot.services import api_keys
from bot.services.retention import erase_old
from bot.web.api import OPERATIONS
from bot.web.problems import KINDS, MEDIA_TYPE
from tests.services.test_money_at_once import at_once

ORDER = {"price": PRICE, "reference": "A-7"}


@pytest.fixture
def shop(world: World) -> ShopClient:
    return ShopClient(world)


def kind(answer) -> str:
    """Which problem it is; that it is told as one, and nothing is remembered of who asked."""
    assert answer.content_type == MEDIA_TYPE, answer.text
    assert answer.json["status"] == answer.status_code
    assert "Set-Cookie" not in answer.headers
    found = answer.json["type"].removeprefix("/api/v1/docs#problem-")
    assert KINDS[found].status == answer.status_code
    return found


# Keys


def test_a_key_is_shown_once_and_kept_nowhere(either_world: World) -> None:
    made = api_keys.make(either_world.context, shop="101", scopes=["orders:read"])
    secret = made.secret.rpartition("_")[2]
    with either_world.context.database.transaction() as connection:
        rows = connection.execute(text("SELECT * FROM api_key")).all()
        record = connection.execute(text("SELECT detail FROM audit")).all()
    assert secret not in str(rows) + str(record)
    assert api_keys.authenticate(either_world.context, made.secret).shop_code == "101"


@pytest.mark.parametrize("wrong", ["", "qist_", "x", "Basic eDp5", "none"])
def test_without_a_good_key_nothing_opens(shop: ShopClient, wrong: str) -> None:
    for key in (
        wrong,
        shop.key[:-1] + ("a" if shop.key[-1] != "a" else "b"),
        shop.key.replace("qist_", "qist-"),
    ):
        shop.key = key
        answer = shop.get("/orders")
        assert kind(answer) == "unauthorized"
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_revoked_key_opens_nothing_from_the_next_request_on(either_world: World) -> None:
    shop = ShopClient(either_world)
    assert shop.get("/orders").status_code == 200
    name = shop.key.split("_")[1]
    assert api_keys.revoke(either_world.context, name=f"qist_{name}") == "done"
    assert kind(shop.get("/orders")) == "unauthorized"
    assert api_keys.revoke(either_world.context, name=name) == "unknown"


def test_a_shop_that_may_not_sell_any_more_has_no_way_in(shop: ShopClient) -> None:
    with shop.world.context.database.transaction() as connection:
        connection.execute(text("UPDATE shop SET active = false WHERE code = '101'"))
    assert kind(shop.get("/orders")) == "unauthorized"


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.id)
def test_each_operation_opens_with_its_scope_alone(world: World, operation) -> None:
    others = tuple(set(api_keys.SCOPES) - {operation.scope})
    path = re.sub("<[a-z]+>", "10000000", operation.path)
    for scopes, opened in ((others, False), ((operation.scope,), True)):
        shop = ShopClient(world, scopes=scopes)
        answer = {"GET": shop.get, "POST": shop.post, "DELETE": shop.delete}[operation.method](path)
        assert (answer.status_code != 403) == opened
        if not opened:
            assert kind(answer) == "scope-missing" and operation.scope in answer.json["detail"]


def test_when_a_key_was_last_used_is_known_to_the_minute(shop: ShopClient) -> None:
    shop.get("/orders")
    first = api_keys.every(shop.world.context)[0].last_used_at
    shop.world.later(seconds=30)
    shop.get("/orders")
    assert api_keys.every(shop.world.context)[0].last_used_at == first is not None
    shop.world.later(minutes=2)
    shop.get("/orders")
    assert api_keys.every(shop.world.context)[0].last_used_at == shop.world.now


def test_no_key_gets_into_a_log(shop: ShopClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    shop.get("/orders")
    logging.getLogger("anybody").warning("came with %s and whsec_%s", shop.key, "A" * 43)
    assert shop.key.rpartition("_")[2] not in caplog.text
    assert "A" * 43 not in caplog.text and shop.key.split("_")[1] in caplog.text


# Problems


def test_what_is_wrong_with_a_body_is_said_field_by_field(shop: ShopClient) -> None:
    answer = shop.post(
        "/orders", {"price": "lots", "a/b~c": 1, "customer_phone": "0300", "return_url": "javascript:x"}
    )
    assert kind(answer) == "invalid"
    assert {one["pointer"] for one in answer.json["errors"]} == {
        "#/price",
        "#/reference",
        "#/a~1b~0c",
        "#/customer_phone",
        "#/return_url",
    }
    assert "lots" not in answer.text


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({"data": b"{", "content_type": "application/json"}, "bad-request"),
        ({"data": b"\xff\xfe", "content_type": "application/json"}, "bad-request"),
        ({"data": b'{"price": NaN}', "content_type": "application/json"}, "invalid"),
        ({"data": b"[1]", "content_type": "application/json"}, "invalid"),
        ({"data": b"price=1", "content_type": "application/x-www-form-urlencoded"}, "unsupported-media-type"),
        ({"data": b"{}"}, "unsupported-media-type"),
        ({"data": b" " * 70_000, "content_type": "application/json"}, "too-large"),
    ],
)
def test_what_is_no_body_is_refused(shop: ShopClient, how: dict, expected: str) -> None:
    headers = {**shop._headers(), "Idempotency-Key": "k"}
    assert kind(shop.client.post("/api/v1/orders", headers=headers, **how)) == expected


def test_parameters_of_an_address_are_checked(shop: ShopClient) -> None:
    for query in ({"limit": 0}, {"limit": "x"}, {"cursor": "10000000"}, {"limit": [1, 2]}, {"what": 1}):
        answer = shop.get("/orders", **query)
        assert kind(answer) == "invalid"
        assert answer.json["errors"][0]["parameter"] == next(iter(query))


def test_what_the_framework_refuses_is_a_problem_too(shop: ShopClient) -> None:
    assert kind(shop.get("/nothing")) == "not-found"
    wrong = shop.client.put("/api/v1/orders", headers=shop._headers())
    assert kind(wrong) == "method-not-allowed"
    assert set(wrong.headers["Allow"].split(", ")) >= {"GET", "POST"}


def test_what_breaks_on_our_side_tells_nothing_of_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    shop = ShopClient(world)
    monkeypatch.setattr("bot.store.web_orders.of_shop", lambda *_, **__: 1 / 0)
    answer = shop.get("/orders")
    assert kind(answer) == "internal"
    assert "division" not in answer.text


def test_too_many_requests_are_told_when_to_come_again(world: World) -> None:
    shop = ShopClient(world)
    settings = settings_for(world.settings.database_url, QIST_API_PER_MINUTE="3")
    shop.client = create_app(settings, context=world.context).test_client()
    answers = [shop.get("/orders") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert kind(answers[-1]) == "too-many-requests"
    assert int(answers[-1].headers["Retry-After"]) <= 60


def test_one_key_from_many_addresses_is_one_key(world: World) -> None:
    shop, other = ShopClient(world), ShopClient(world, shop="102")
    settings = settings_for(world.settings.database_url, QIST_API_PER_MINUTE="3")
    shop.client = other.client = create_app(settings, context=world.context).test_client()
    seen = []
    for place in range(4):
        shop.client.environ_base["REMOTE_ADDR"] = f"192.0.2.{place}"
        seen.append(shop.get("/orders").status_code)
    assert seen == [200, 200, 200, 429]
    assert other.get("/orders").status_code == 200


# Once


def test_the_same_request_again_gets_the_same_answer_and_does_nothing(either_world: World) -> None:
    shop = ShopClient(either_world)
    first, again = (shop.post("/orders", ORDER, once="k1") for _ in range(2))
    assert (first.status_code, first.data) == (again.status_code, again.data)
    assert again.headers["Location"] == first.headers["Location"]
    assert (first.headers.get("Idempotency-Replayed"), again.headers["Idempotency-Replayed"]) == (
        None,
        "true",
    )
    assert len(shop.get("/orders").json["data"]) == 1


def test_a_refusal_is_kept_like_any_answer(shop: ShopClient) -> None:
    number = shop.order()["number"]
    path, body = f"/orders/{number}/refunds", {"amount": 5, "reference": "R"}
    first = shop.post(path, body, once="k")
    shop.post(f"/orders/{number}/cancel")
    again = shop.post(path, body, once="k")
    assert kind(again) == "order-not-accepted" and again.data == first.data


def test_a_key_is_for_one_request_of_one_shop(either_world: World) -> None:
    shop, other = ShopClient(either_world), ShopClient(either_world, shop="102")
    made = shop.post("/orders", ORDER, once="k1")
    for path, body in (
        ("/orders", {**ORDER, "price": PRICE + 100}),
        (f"/orders/{made.json['number']}/cancel", None),
    ):
        assert kind(shop.post(path, body, once="k1")) == "idempotency-key-reused"
    assert other.post("/orders", ORDER, once="k1").status_code == 201


def test_what_could_not_be_read_uses_up_no_key(shop: ShopClient) -> None:
    assert shop.post("/orders", {"price": 1}, once="k1").status_code == 422
    assert shop.post("/orders", ORDER, once="k1").status_code == 201


def test_a_post_needs_a_key_to_be_done_once(shop: ShopClient) -> None:
    for operation in OPERATIONS:
        if operation.method == "POST":
            path = "/api/v1" + re.sub("<[a-z]+>", "10000000", operation.path)
            assert kind(shop.client.post(path, headers=shop._headers(), json={})) == "idempotency-key-missing"
    for bad in ("x" * 256, "ä", "a b"):
        assert kind(shop.post("/orders", ORDER, once=bad)) == "bad-request"


def test_of_many_at_once_one_does_it_and_all_hear_the_same(either_world: World) -> None:
    world, shop = either_world, ShopClient(either_world)
    app = app_of(world)

    def post(_: int):
        headers = {"Authorization": f"Bearer {shop.key}", "Idempotency-Key": "together"}
        return app.test_client().post("/api/v1/orders", json=ORDER, headers=headers)

    answers = at_once(*(lambda n=n: post(n) for n in range(6)))
    assert {(one.status_code, one.data) for one in answers} == {(201, answers[0].data)}
    assert len(shop.get("/orders").json["data"]) == 1
    assert sum("Idempotency-Replayed" not in one.headers for one in answers) == 1


def test_what_broke_in_the_middle_leaves_neither_effect_nor_answer(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop, once = ShopClient(world), str(uuid4())
    with monkeypatch.context() as patch:
        patch.setattr("bot.store.api_keys.keep_answer", lambda *_, **__: 1 / 0)
        assert shop.post("/orders", ORDER, once=once).status_code == 500
    assert shop.get("/orders").json["data"] == []
    assert shop.post("/orders", ORDER, once=once).status_code == 201


def test_answers_are_kept_for_more_than_a_day_and_then_forgotten(either_world: World) -> None:
    world, shop = either_world, ShopClient(either_world)
    first = shop.post("/orders", ORDER, once="k1").json["number"]
    world.later(hours=25)
    erase_old(world.context, now=world.now)
    assert shop.post("/orders", ORDER, once="k1").json["number"] == first
    world.later(hours=24)
    erase_old(world.context, now=world.now)
    assert shop.post("/orders", ORDER, once="k1").json["number"] != first
