"""/console/shops: administrators enrol and change shops; nobody reads a whole account."""

from html import unescape

import pytest
from desk_client import desk, site, submit
from flask import Flask
from lender import agree
from world import World

IBAN = "PK36SCBL0000001123456702"
SHOP = {
    "code": "201",
    "name": "Banawati Cycle Ghar",
    "city": "Quetta",
    "phone": "03000000911",
    "discount": "2.5",
}


@pytest.fixture
def app(world: World) -> Flask:
    return site(world)


def page(client, path: str = "/console/shops") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return unescape(answer.text)


def test_a_shop_is_enrolled_and_its_number_confirmed(app: Flask, world: World) -> None:
    boss = desk(app, "kamran")
    assert submit(boss, "/console/shops", account=IBAN, **SHOP).status_code == 303
    shown = page(boss)
    assert "Banawati Cycle Ghar" in shown and "number not confirmed" in shown
    assert "PK36****6702" in shown and IBAN not in shown
    world.phone("sms", "+923000000911").says("1")
    assert "number not confirmed" not in page(boss)


def test_what_cannot_be_kept_comes_back_without_the_account(app: Flask) -> None:
    boss = desk(app, "kamran")
    answer = submit(boss, "/console/shops", **{**SHOP, "account": "PK00BAD", "name": "Achi Dukaan"})
    assert answer.status_code == 422 and "Achi Dukaan" in answer.text and "PK00BAD" not in answer.text
    assert "neither an IBAN" in unescape(answer.text)


def test_another_account_waits_for_a_second_person(app: Flask) -> None:
    boss, second = desk(app, "kamran"), desk(app, "saima")
    submit(boss, "/console/shops", account=IBAN, **SHOP)
    submit(boss, "/console/shops/201/account", account="03000000912", reason="another bank")
    assert "PK36****6702" in page(boss)
    asked = page(second, "/console/approvals")
    assert "+923****0912" in asked and "03000000912" not in asked and "another bank" in asked


def test_everything_else_on_the_page(app: Flask) -> None:
    boss = desk(app, "kamran")
    submit(boss, "/console/shops", **SHOP)
    for path, form, said in (
        ("201/discount", {"discount": "3"}, "Changed."),
        ("201/discount", {"discount": "ninety"}, "0 to 20 per cent"),
        ("201/phone", {"phone": "03000000915"}, "asked by SMS"),
        ("201/ask", {}, "asked already"),
        ("201/off", {}, "Changed."),
        ("201/on", {}, "Changed."),
    ):
        submit(boss, f"/console/shops/{path}", **form)
        assert said in page(boss), path
    assert submit(boss, "/console/shops/999/off").status_code == 404


def test_others_have_no_business_here(app: Flask) -> None:
    for username in ("ayesha", "saima"):
        assert desk(app, username).get("/console/shops").status_code == 403


def test_goods_that_wait_too_long_are_among_the_cases(app: Flask, world: World) -> None:
    agree(world, code="123456")
    client = desk(app)
    assert "No goods wait" in page(client, "/console/cases")
    world.later(days=3)
    shown = page(desk(app), "/console/cases")
    assert "10000001" in shown and "Namoona Mobile" in shown
