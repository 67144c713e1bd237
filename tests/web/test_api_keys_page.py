"""/console/api-keys and `qist api-keys`: keys given, shown once, revoked; webhooks turned on again."""

import re
from contextlib import contextmanager

import click
from click.testing import CliRunner
from desk_client import desk, token
from flask.testing import FlaskClient
from shop_client import ShopClient, app_of
from world import World

from bot import api_key_commands
from bot.services import api_keys, webhook_endpoints
from bot.services.record import Filters, read
from bot.store import endpoints

PAGE = "/console/api-keys"


def boss(world: World) -> FlaskClient:
    return desk(app_of(world), "kamran")


def press(client: FlaskClient, path: str, **form: object):
    return client.post(path, data={"csrf_token": token(client, PAGE), **form})


def test_a_key_is_made_shown_once_and_works(world: World) -> None:
    client = boss(world)
    page = press(client, PAGE, shop="101", scope=["orders:read", "orders:write"]).text
    secret = re.search(r"qist_[a-z0-9]{10}_[\w-]{43}", page)
    assert secret
    caller = api_keys.authenticate(world.context, secret[0])
    assert caller.scopes == {"orders:read", "orders:write"}
    again = client.get(PAGE).text
    assert secret[0] not in again and f"qist_{caller.key_name}_" in again
    noted = read(world.context, filters=Filters(action="api_key_made"), agent_id=1).entries[0]
    assert caller.key_name in noted.detail and secret[0].rpartition("_")[2] not in noted.detail


def test_no_key_for_nobody_and_for_nothing(world: World) -> None:
    client = boss(world)
    assert press(client, PAGE, shop="999", scope="orders:read").status_code == 422
    assert press(client, PAGE, shop="101").status_code == 422
    assert press(client, PAGE, shop="101", scope="everything").status_code == 422
    assert api_keys.every(world.context) == []


def test_a_revoked_key_is_said_to_be_so(world: World) -> None:
    shop, client = ShopClient(world), boss(world)
    name = shop.key.split("_")[1]
    assert press(client, f"{PAGE}/{name}/revoke").status_code == 303
    assert shop.get("/orders").status_code == 401
    assert press(client, f"{PAGE}/{name}/revoke").status_code == 404
    assert f"revoke-{name}" not in client.get(PAGE).text


def test_a_webhook_that_was_turned_off_is_seen_and_turned_on(world: World) -> None:
    shop, client = ShopClient(world), boss(world)
    made = shop.post("/webhooks", {"url": "https://shop.example.pk/hook"}).json
    with world.context.database.transaction() as connection:
        row = endpoints.by_name(connection, shop_id=1, name=made["id"])
        endpoints.change(connection, endpoint_id=row.id, disabled_at=world.now)
    assert "https://shop.example.pk/hook" in client.get(PAGE).text
    assert shop.get(f"/webhooks/{made['id']}").json["state"] == "off"
    assert press(client, f"{PAGE}/webhooks/{row.id}/on").status_code == 303
    assert webhook_endpoints.turned_off(world.context) == []
    assert press(client, f"{PAGE}/webhooks/{row.id}/on").status_code == 404


def test_keys_by_the_command_line(world: World) -> None:
    @contextmanager
    def contexts():
        yield world.context

    cli = click.Group()
    api_key_commands.add_to(cli, contexts)

    def qist(*words: str):
        return CliRunner().invoke(cli, ["api-keys", *words])

    secret = qist("add", "101", "--scope", "orders:read").output.strip()
    assert api_keys.authenticate(world.context, secret).scopes == {"orders:read"}
    name = secret[: len("qist_") + 10]
    assert name in qist("list").output and secret not in qist("list").output
    assert qist("revoke", name).exit_code == 0
    assert api_keys.authenticate(world.context, secret) is None
    for words in (("add", "999"), ("add", "101", "--scope", "all"), ("revoke", name)):
        failed = qist(*words)
        assert failed.exit_code == 1 and failed.output.startswith("qist: ")
