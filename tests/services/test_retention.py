"""Old messages and media go by rule; books, plans, statements and consents stay byte for byte."""

from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import click
import pytest
from click.testing import CliRunner
from lender import agree, ask_for, stands
from sqlalchemy import select, text
from sqlmodel import SQLModel
from world import World

from bot.channels.ports import StatusEvent
from bot.services import deliver
from bot.services.retention import erase_old, rehearse
from bot.store import retention as stretches
from bot.store import tables
from bot.store_commands import add_to

NUMBER = "+923000000404"
YEARS = {"days": 731}
MAY_CHANGE = {"message", "delivery_event", "note", "held_request", "shop_order", "handover_try"}
MESSAGE = tables.table(tables.Message)
BLANKED = ("text", "reading", "buttons", "template_variables", "media", "tag")


@pytest.fixture
def old(either_world: World) -> World:
    """Somebody bought, paid everything, sent a picture, was not understood; and two years went by."""
    phone = either_world.phone("sms", NUMBER)
    phone.says("salam")
    phone.says("qwrt zxcv plmk")
    phone.says("", kind="image")
    agree(either_world)
    owed = stands(either_world).outstanding
    either_world.pay(ask_for(either_world, owed), owed)
    assert phone.show()["loans"][0]["state"] == "closed"
    sid = next(row.provider_id for row in rows(either_world, "message") if row.direction == "out")
    deliver.record_status(either_world.context, StatusEvent(sid, "delivered"))
    with either_world.context.database.transaction() as connection:
        connection.execute(text("UPDATE message SET tag = 'unknown' WHERE text = 'qwrt zxcv plmk'"))
    return either_world


def rows(world: World, name: str) -> list[Any]:
    one = SQLModel.metadata.tables[name]
    with world.context.database.snapshot() as connection:
        return list(connection.execute(select(one).order_by(*one.primary_key.columns)))


def everything(world: World) -> dict[str, list[Any]]:
    return {one.name: rows(world, one.name) for one in SQLModel.metadata.sorted_tables}


def erase(world: World, **later: float) -> dict[str, int]:
    world.later(**later)
    return {name: number for name, number in erase_old(world.context, now=world.now).items() if number}


def said(world: World, number: str = NUMBER) -> list[str]:
    return [row.text for row in rows(world, "message") if row.text and row.address == number]


def test_books_plans_statements_and_consents_stay_byte_for_byte(old: World) -> None:
    before = everything(old)
    assert before["statement"]
    assert before["posting"]
    assert erase(old, **YEARS)["texts of messages"] > 5
    after = everything(old)
    for name in before.keys() - MAY_CHANGE:
        assert after[name] == before[name], name
    assert said(old) == []
    assert after["delivery_event"] == []
    # Of a message everything but its words stays: that it was said, when, to whom, and what became of it.
    for was, row in zip(before["message"], after["message"], strict=True):
        kept = {name: value for name, value in row._mapping.items() if name not in BLANKED}
        assert kept == {name: value for name, value in was._mapping.items() if name not in BLANKED}
        assert (row.reading, row.buttons, row.media, row.template_variables) == (None, None, None, None)
    assert old.problems() == []
    assert erase(old) == {}  # once


def test_each_thing_has_its_time(old: World) -> None:
    assert erase(old, days=89) == {}
    assert erase(old, days=2) == {"delivery reports": 1, "messages kept for the linguist": 1}
    assert erase(old, days=88) == {}
    assert erase(old, days=2) == {"references to media": 1}
    words = said(old)
    assert erase(old, days=730 - 182) == {}
    assert said(old) == words
    assert erase(old, days=2)["texts of messages"] >= len(words)


OPEN = {
    "plan": "UPDATE loan SET state = 'open'",
    "left within the day": "UPDATE loan SET state = 'cancelled'",
    "dispute": "UPDATE customer SET paused_reason = 'dispute'",
    "with a person": "UPDATE conversation SET held_by = 'agent'",
    "in the queue": "UPDATE conversation SET held_by = 'queue'",
}


@pytest.mark.parametrize("why", OPEN)
def test_while_something_is_open_nothing_that_was_said_goes(old: World, why: str) -> None:
    with old.context.database.transaction() as connection:
        connection.execute(text(OPEN[why]))
    words = said(old)
    assert {"delivery reports", "messages kept for the linguist"} <= set(erase(old, **YEARS))
    assert said(old) == words
    assert [row.media for row in rows(old, "message") if row.kind == "image"] != [None]


def test_a_complaint_keeps_what_was_said_until_it_is_answered(old: World) -> None:
    agent = old.agent("saima")
    old.later(days=700)
    with old.context.database.transaction() as connection:
        customer = connection.execute(text("SELECT customer_id FROM loan")).scalar_one()
        at = {"at": old.now, "customer": customer}
        connection.execute(
            tables.table(tables.Complaint).insert().values(
                number="C1", customer_id=customer, words="", opened_at=at["at"], answer_by=at["at"],
                remind_at=at["at"], answer="",
            )
        )  # fmt: skip
    words = said(old)
    erase(old, days=100)
    assert said(old) == words
    with old.context.database.transaction() as connection:
        connection.execute(
            tables.table(tables.Complaint).update().values(answered_at=old.now, agent_id=agent)
        )
    assert erase(old)["texts of messages"] > 5
    assert said(old) == []


@pytest.mark.parametrize("kind", ["copy", "erase"])
def test_who_asked_for_a_copy_gets_it_first(old: World, kind: str) -> None:
    old.later(days=700)
    with old.context.database.transaction() as connection:
        customer = connection.execute(text("SELECT customer_id FROM loan")).scalar_one()
        asked = {"number": "D1", "customer_id": customer, "kind": kind, "asked_at": old.now}
        connection.execute(tables.table(tables.DataRequest).insert().values(**asked))
    words = said(old)
    erase(old, days=100)
    assert said(old) == words


def test_others_go_all_the_same(old: World) -> None:
    old.phone("sms", "+923000000909").says("salam")
    with old.context.database.transaction() as connection:
        connection.execute(text("UPDATE loan SET state = 'open'"))
    erase(old, **YEARS)
    assert said(old)
    assert said(old, "+923000000909") == []


def test_a_long_table_goes_in_stretches(old: World, monkeypatch: pytest.MonkeyPatch) -> None:
    told = rehearse(old.context, now=old.now + timedelta(**YEARS))
    monkeypatch.setattr(stretches, "STEP", 3)
    assert rehearse(old.context, now=old.now + timedelta(**YEARS)) == told
    old.phone("sms", "+923000000909").says("salam")
    assert erase(old, **YEARS)["texts of messages"] > told["texts of messages"]
    assert said(old) == []


def test_what_is_new_stays_beside_what_is_old(old: World) -> None:
    old.later(**YEARS)
    old.phone("sms", NUMBER).says("salam dobara")
    erase(old)
    assert "salam dobara" in said(old)
    assert "salam" not in said(old)


def test_the_tick_does_it(old: World) -> None:
    old.later(**YEARS)
    old.tick()
    assert "salam" not in said(old)


def test_qist_retention_tells_first_and_does_then(old: World) -> None:
    @contextmanager
    def contexts() -> Any:
        yield old.context

    cli = click.Group()
    add_to(cli, contexts, contexts)
    later = (old.now + timedelta(**YEARS)).isoformat()
    before = everything(old)
    told = CliRunner().invoke(cli, ["retention", "--dry-run", "--now", later])
    assert (told.exit_code, "would go" in told.output) == (0, True)
    assert everything(old) == before
    done = CliRunner().invoke(cli, ["retention", "--now", later])
    assert done.output == told.output.replace("would go", "erased")
    assert CliRunner().invoke(cli, ["retention", "--now", "tomorrow"]).exit_code == 2


def test_for_whom_a_shop_began_a_sale_is_forgotten_when_it_is_over(either_world: World) -> None:
    world = either_world
    counter = world.phone("sms", "+923000000901")
    counter.says("03000000404 5000")
    counter.says("000000")
    assert erase(world, days=80) == {}
    world.tick()  # the order is over
    done = erase(world, days=11)
    assert done["telephones in orders"] == 1 and done["wrong codes of shops"] == 1
    assert [row.address for row in rows(world, "shop_order")] == [""] and not rows(world, "handover_try")
