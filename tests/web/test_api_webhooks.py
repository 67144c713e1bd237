"""Webhook endpoints by the API: made, listed, changed, deleted; the log of what was sent; another shop sees nothing."""

import pytest
from shop_client import ShopClient
from sqlalchemy import text
from test_api_door import kind
from world import World, settings_for

from bot.app import create_app, create_context
from bot.channels.merchant.post import Postman
from bot.services.webhook_endpoints import MOST_ENDPOINTS

URL = "https://shop.example.pk/hook"


@pytest.fixture
def shop(world: World) -> ShopClient:
    return ShopClient(world)


def test_the_secret_is_shown_once_and_again_only_when_it_is_new(either_world: World) -> None:
    shop = ShopClient(either_world)
    made = shop.post("/webhooks", {"url": URL, "events": ["order.accepted", "order.expired"]}).json
    assert made["secret"].startswith("whsec_") and made["state"] == "on"
    seen = shop.get(f"/webhooks/{made['id']}").json
    assert seen == {name: value for name, value in made.items() if name != "secret"}
    assert shop.get("/webhooks").json["data"] == [seen]
    new = shop.post(f"/webhooks/{made['id']}/secret").json["secret"]
    assert new.startswith("whsec_") and new != made["secret"]


def test_the_same_request_again_brings_the_same_secret_and_it_lies_nowhere_open(world: World) -> None:
    shop = ShopClient(world)
    first, again = (shop.post("/webhooks", {"url": URL}, once="k").json for _ in range(2))
    assert first == again and len(shop.get("/webhooks").json["data"]) == 1
    with world.context.database.transaction() as connection:
        kept = str(connection.execute(text("SELECT * FROM api_answer")).all())
    assert first["secret"] not in kept


def test_a_deleted_endpoint_is_gone(either_world: World) -> None:
    shop = ShopClient(either_world)
    path = f"/webhooks/{shop.post('/webhooks', {'url': URL}).json['id']}"
    gone = shop.delete(path)
    assert (gone.status_code, gone.data) == (204, b"")
    for answer in (
        shop.delete(path),
        shop.get(path),
        shop.post(f"{path}/secret"),
        shop.post(f"{path}/on"),
        shop.get(f"{path}/deliveries"),
        shop.post(f"{path}/deliveries/dlv_x/retry"),
    ):
        assert kind(answer) == "not-found"


def test_the_log_leads_from_page_to_page_and_what_is_in_it_can_be_sent_again(either_world: World) -> None:
    shop = ShopClient(either_world)
    path = f"/webhooks/{shop.post('/webhooks', {'url': URL}).json['id']}/deliveries"
    for _ in range(3):
        shop.post(f"/orders/{shop.order()['number']}/cancel")
    first = shop.get(path, limit=2).json
    second = shop.get(path, limit=2, cursor=first["next_cursor"]).json
    assert [len(first["data"]), len(second["data"]), second["next_cursor"]] == [2, 1, None]
    one = first["data"][0]
    assert (one["type"], one["state"], one["attempts"]) == ("order.cancelled", "waiting", [])
    assert shop.post(f"{path}/{one['id']}/retry").status_code == 202
    assert kind(shop.get(path, cursor="dlv_nothing")) == "invalid"
    with either_world.context.database.transaction() as connection:
        connection.execute(text("UPDATE webhook_delivery SET state = 'sending'"))
    assert kind(shop.post(f"{path}/{one['id']}/retry")) == "delivery-busy"


def test_another_shop_sees_and_changes_nothing(either_world: World) -> None:
    mine, other = ShopClient(either_world), ShopClient(either_world, shop="102")
    path = f"/webhooks/{mine.post('/webhooks', {'url': URL}).json['id']}"
    mine.post(f"/orders/{mine.order()['number']}/cancel")
    delivery = mine.get(f"{path}/deliveries").json["data"][0]["id"]
    theirs = f"/webhooks/{other.post('/webhooks', {'url': URL}).json['id']}"
    for answer in (
        other.get(path),
        other.delete(path),
        other.post(f"{path}/secret"),
        other.post(f"{path}/on"),
        other.get(f"{path}/deliveries"),
        other.post(f"{path}/deliveries/{delivery}/retry"),
        other.post(f"{theirs}/deliveries/{delivery}/retry"),
    ):
        assert kind(answer) == "not-found"
    assert other.get(f"{theirs}/deliveries").json["data"] == []


def test_there_is_an_end_to_endpoints(shop: ShopClient) -> None:
    for _ in range(MOST_ENDPOINTS):
        assert shop.post("/webhooks", {"url": URL}).status_code == 201
    assert kind(shop.post("/webhooks", {"url": URL})) == "too-many-endpoints"


@pytest.mark.parametrize("url", ["http://shop.example.pk/", "https://10.0.0.1/", "https://localhost:70/"])
def test_outside_a_demo_webhooks_go_to_https_outside(world: World, url: str) -> None:
    settings = settings_for(world.settings.database_url, QIST_DEMO="0")
    shop, context = ShopClient(world), create_context(settings)
    shop.client = create_app(settings, context=context).test_client()
    refused = shop.post("/webhooks", {"url": url})
    if "localhost" in url:  # a name is looked up when something is sent
        assert context.postman.post(url=url, body="{}", headers={}).error == "refused_address"
    else:
        assert kind(refused) == "address-refused"
    context.database.close()


def test_in_a_network_of_ones_own_they_may_go_anywhere(world: World) -> None:
    settings = settings_for(world.settings.database_url, QIST_DEMO="0", QIST_WEBHOOKS_ANYWHERE="1")
    context = create_context(settings)
    assert context.postman == Postman(anywhere=True)
    context.database.close()
