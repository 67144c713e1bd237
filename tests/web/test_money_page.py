"""/console/money: the day's figures, files as they were read, and money that leaves."""

import re
from datetime import timedelta

import pytest
from desk_client import desk, site, submit
from flask.testing import FlaskClient
from lender import agree, ask_for, hand_over, open_account, stands
from sqlalchemy import text
from world import World

from bot.payments.columns import columns_of
from bot.payments.transfers import Answer
from bot.services import payout_files, payouts
from bot.services.reconcile import reconcile


@pytest.fixture
def settled(world: World) -> World:
    """One payment by callback, one that only the file has, one that differs; a shop's payout that failed."""
    open_account(world)
    agree(world, price=300_000)
    world.pay(ask_for(world, 10_000), 10_000, provider_id="same")
    world.pay("2000000001", 20_000, provider_id="differs")
    world.later(hours=2)
    at = (world.now - timedelta(hours=1)).isoformat()
    rows = ("same,2000000001,10000", "differs,2000000001,25000", "missing,2000000001,30000")
    content = "\n".join(("transaction,reference,amount,at,result", *(f"{row},{at},paid" for row in rows)))
    reconcile(
        world.context, content=content.encode(), name="day.csv", provider="sandbox", columns=columns_of("sandbox")
    )  # fmt: skip
    hand_over(world)
    payout_files.write(world.context, payee="shops", name="out.csv")
    payouts.settle(world.context, Answer("S10000001-1", ok=False, reason="account closed"))
    return world


@pytest.fixture
def boss(settled: World) -> FlaskClient:
    return desk(site(settled), "saima")


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_days_and_what_waits(settled: World, boss: FlaskClient, language: str) -> None:
    with settled.context.database.transaction() as connection:
        connection.execute(text("UPDATE agent SET language = :language"), {"language": language})
    page = boss.get("/console/money")
    assert page.status_code == 200
    shown = words(page.text)
    assert "sandbox" in shown and "account closed" in shown and "day.csv" in shown
    days = re.search(r'<table[^>]*id="money-days".*?</table>', page.text, re.DOTALL)
    assert days and re.findall(r"(\d+) · ", words(days[0])) == ["2", "3"]
    assert boss.get("/console/money/runs/1").status_code == 200
    assert boss.get("/console/money/files/1").status_code == 200
    assert boss.get("/console/money/runs/99").status_code == 404
    assert boss.get("/console/payments").status_code == 200


def test_a_second_person_agrees_in_the_console(settled: World, boss: FlaskClient) -> None:
    page = words(boss.get("/console/approvals").text)
    assert "Settlement file" in page and "the command line" in page
    with settled.context.database.transaction() as connection:
        number = connection.execute(text("SELECT id FROM approval WHERE kind = 'settlement'")).scalar_one()
    assert submit(boss, f"/console/approvals/{number}", decision="agree").status_code == 303
    settled.tick()
    assert stands(settled).paid == 60_000
    assert "posted" in words(boss.get("/console/money/runs/1").text)


def test_what_failed_leaves_again_once_somebody_has_looked(settled: World, boss: FlaskClient) -> None:
    assert submit(boss, "/console/money/payouts/S10000001/again").status_code == 303
    assert payouts.waiting(settled.context, "shops")[0].state == "waiting"
    assert (
        "has not failed"
        in boss.get(submit(boss, "/console/money/payouts/S10000001/again").headers["Location"]).text
    )


def test_agents_do_not_see_it(settled: World) -> None:
    agent = desk(site(settled))
    assert agent.get("/console/money").status_code == 403
