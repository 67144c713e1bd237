"""/metrics: what it tells, whom, and that no person is in it."""

import re
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from lender import agree
from world import World, settings_for

from bot.app import create_app
from bot.channels.ports import Inbound
from bot.services import checkup, deliver
from bot.services.receive import receive
from bot.store.database import Database, Patience

KEY = "a-key-for-prometheus-alone"


def client(world: World, **more: str) -> FlaskClient:
    return create_app(settings_for(world.settings.database_url, **more), context=world.context).test_client()


def figures(world: World) -> dict[str, float]:
    return read(client(world).get("/metrics").text)


def read(page: str) -> dict[str, float]:
    lines = [line for line in page.splitlines() if line and not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def grown(before: dict[str, float], after: dict[str, float]) -> dict[str, float]:
    return {
        name: value - before.get(name, 0) for name, value in after.items() if value != before.get(name, 0)
    }


def test_a_turn_its_messages_and_a_payment_are_counted(world: World) -> None:
    before = figures(world)
    phone = world.phone("sms")
    phone.says("salam")
    phone.says("mujhe kisi insan se baat karni hai")
    world.pay("no such reference", 5_000)
    more = grown(before, figures(world))
    assert more['qist_turns_total{channel="sms",outcome="answered"}'] == 2
    assert more['qist_turn_seconds_count{channel="sms"}'] == 2
    assert more["qist_understanding_confidence_count"] == 2
    assert more['qist_sends_total{channel="sms",result="sent"}'] >= 2
    assert more['qist_payments_total{provider="sandbox",result="unplaced"}'] == 1
    assert sum(value for name, value in more.items() if name.startswith("qist_handoffs_total")) == 1


def test_what_waits_is_read_from_the_store(world: World) -> None:
    phone = world.phone("sms")
    phone.says("salam")
    assert figures(world)["qist_outbox_waiting"] == 0
    receive(world.context, inbound=Inbound("SM1", "sms", phone.number, "menu", world.now))
    world.later(seconds=90)
    told = figures(world)
    assert told["qist_outbox_waiting"] >= 1
    assert told["qist_outbox_oldest_seconds"] == 90
    deliver.drain(world.context)
    assert figures(world)["qist_outbox_oldest_seconds"] == 0


def test_the_last_check_of_the_books(world: World) -> None:
    agree(world)
    assert figures(world)["qist_ledger_checked_timestamp_seconds"] == 0
    world.later(hours=1)
    assert checkup.examine(world.context) == 0
    told = figures(world)
    assert told["qist_ledger_checked_timestamp_seconds"] == world.now.timestamp()
    assert told["qist_ledger_problems"] == 0
    with world.context.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE ledger_head SET hash = 'another'")
    assert checkup.examine(world.context) >= 1
    assert figures(world)["qist_ledger_problems"] >= 1


def test_reminders_are_counted_by_what_became_of_them(world: World) -> None:
    before = figures(world)
    agree(world)
    for _ in range(40):
        world.later(days=1)
        world.tick()
    more = grown(before, figures(world))
    assert more['qist_reminders_total{outcome="sent",why=""}'] >= 2
    told = [value for name, value in more.items() if "qist_reminders_total" in name and "planned" not in name]
    assert more['qist_reminders_total{outcome="planned",why=""}'] <= sum(told)


def test_it_answers_when_the_store_does_not(world: World) -> None:
    gone = Database("postgresql://qist@127.0.0.1:1/none", patience=Patience(connect=1))
    settings = settings_for(world.settings.database_url, QIST_DEMO="")
    served = create_app(settings, context=replace(world.context, database=gone)).test_client()
    told = read(served.get("/metrics").text)
    assert told["qist_store_up"] == 0
    assert "qist_outbox_waiting" not in told
    assert figures(world)["qist_store_up"] == 1


def test_nobody_else_may_read_it(world: World) -> None:
    plain = client(world)
    assert plain.get("/metrics").status_code == 200
    for header in ("X-Forwarded-For", "X-Real-IP", "Forwarded"):
        assert plain.get("/metrics", headers={header: "127.0.0.1"}).status_code == 403
    assert plain.get("/metrics", environ_base={"REMOTE_ADDR": "203.0.113.9"}).status_code == 403
    assert plain.get("/metrics", environ_base={"REMOTE_ADDR": "::1"}).status_code == 200


def test_with_a_key_whoever_has_it(world: World) -> None:
    keyed = client(world, QIST_METRICS_KEY=KEY)
    outside: dict[str, Any] = {"environ_base": {"REMOTE_ADDR": "203.0.113.9"}}
    assert keyed.get("/metrics").status_code == 403
    assert keyed.get("/metrics", headers={"Authorization": f"Bearer {KEY}x"}, **outside).status_code == 403
    assert keyed.get("/metrics", headers={"Authorization": f"Bearer {KEY}"}, **outside).status_code == 200


@pytest.mark.parametrize("number", ["+923001112223"])
def test_no_person_is_in_it(world: World, number: str) -> None:
    phone = world.phone("sms", number)
    for words in ("salam", "1", "3520212345671", "Namoona Khan"):
        phone.says(words)
    client(world).get(f"/papers/{number}")
    page = client(world).get("/metrics").text
    # Whole numbers: four digits of one may stand by chance in a figure.
    assert not re.search(r"3001112223|35202-|3520212345671|Namoona", page)
