"""Acts, approvals and the rest of the cases in the console, on the real services."""

import json
import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from lender import agree, ask_for, do, enrol, stands
from world import World

from bot.app import create_app
from bot.lending.commands import AskData
from bot.services import demo, payouts
from bot.services.desk.acts import ACTS
from bot.web.console.wording import TONGUES, bundle

LOAN = "10000001"
PHONE = "+923000000404"
TALK = "/console/conversations/1"


@pytest.fixture
def held(world: World) -> World:
    """A customer with a plan, whose conversation Ayesha has."""
    agree(world)
    world.phone("sms", PHONE).says("numainda")
    world.desk.take(1, world.agent())
    return world


def log_in(world: World, username: str = "ayesha") -> FlaskClient:
    client = create_app(world.settings, context=world.context).test_client()
    password = next(login.password for login in demo.LOGINS if login.username == username)
    form = {"csrf_token": csrf(client.get("/console/login").text), "username": username, "password": password}
    assert client.post("/console/login", data=form).status_code == 302
    return client


def csrf(page: str) -> str:
    return re.findall(r'name="csrf_token" value="([^"]+)"', page)[-1]


def key(page: str) -> str:
    return re.findall(r'name="key" value="(\d+)"', page)[-1]


def send(client: FlaskClient, address: str, **form: str) -> str:
    """Send a form; what the page says afterwards."""
    form["csrf_token"] = csrf(client.get("/console/cases").text)
    answer = client.post(address, data=form, follow_redirects=True)
    assert answer.status_code == 200
    return unescape(answer.text)


def opened(page: str) -> set[str]:
    """The acts that the page offers."""
    return set(re.findall(rf"{TALK}/acts/(\w+)", page))


def test_only_what_is_possible_is_offered(held: World) -> None:
    client = log_in(held)
    offered = opened(client.get(TALK).text)
    assert offered == {"promise", "smaller", "return", "hand_over", "write_off", "complaint", "pause"}
    assert opened(log_in(held, "bilal").get(TALK).text) == set()
    held.promote("bilal")
    assert opened(log_in(held, "bilal").get(TALK).text) == offered


@pytest.mark.parametrize("kind", sorted(ACTS))
def test_every_act_has_its_sheet(held: World, kind: str) -> None:
    sheet = log_in(held).get(f"{TALK}/acts/{kind}?loan={LOAN}")
    assert sheet.status_code == 200 and key(sheet.text) and f"{TALK}/acts/{kind}" in sheet.text


def test_a_sheet_for_what_does_not_exist(held: World) -> None:
    client = log_in(held)
    assert client.get(f"{TALK}/acts/steal?loan={LOAN}").status_code == 404
    assert client.get(f"{TALK}/acts/extend?loan=99").status_code == 404
    assert client.get(f"/console/conversations/99/acts/extend?loan={LOAN}").status_code == 404


def test_an_act_once_for_each_sheet(held: World) -> None:
    client = log_in(held)
    form = {"key": key(client.get(f"{TALK}/acts/return?loan={LOAN}").text), "loan": LOAN, "amount": "100"}
    assert "something is missing" in send(client, f"{TALK}/acts/return", **form)
    form["number"] = "R1"
    assert "Done. The customer is told." in send(client, f"{TALK}/acts/return", **form)
    assert "nothing was done twice" in send(client, f"{TALK}/acts/return", **form)
    assert stands(held).principal == 990_000 and held.problems() == []


def test_a_form_without_its_key_is_none(held: World) -> None:
    client = log_in(held)
    token = csrf(client.get("/console/cases").text)
    assert client.post(f"{TALK}/acts/complaint", data={"csrf_token": token, "words": "x"}).status_code == 400


def test_a_second_person_decides_and_never_who_asked(held: World) -> None:
    held.promote("bilal")
    ayesha, bilal = log_in(held), log_in(held, "bilal")
    form = {"key": "1", "loan": LOAN, "reason": "flood <b>"}
    assert "second person will look at it" in send(ayesha, f"{TALK}/acts/write_off", **form)
    page = ayesha.get("/console/approvals").text
    assert "flood &lt;b&gt;" in page and "/console/approvals/1" not in page
    token = csrf(ayesha.get("/console/cases").text)
    refused = ayesha.post("/console/approvals/1", data={"csrf_token": token, "decision": "agree"})
    assert refused.status_code == 403
    assert "/console/approvals/1" in bilal.get("/console/approvals").text
    assert "say why" in send(bilal, "/console/approvals/1", decision="refuse")
    assert "Agreed, and done" in send(bilal, "/console/approvals/1", decision="agree")
    assert "decided this already" in send(bilal, "/console/approvals/1", decision="agree")
    assert stands(held).written_off and held.problems() == []
    assert "Bilal (demo)" in ayesha.get("/console/approvals").text


def test_money_asked_back_is_paid_by_a_supervisor(held: World) -> None:
    held.pay(ask_for(held, 1), stands(held).outstanding + 5_000)
    client = log_in(held)
    send(client, f"{TALK}/acts/payout", key="1", loan=LOAN)
    (waiting,) = payouts.waiting(held.context)
    address = f"/console/cases/payouts/{waiting.reference}"
    assert address not in client.get("/console/cases").text
    held.promote("bilal")
    bilal = log_in(held, "bilal")
    assert address in bilal.get("/console/cases").text
    assert "number of the transfer first" in send(bilal, address, provider_id=" ")
    assert "has gone back" in send(bilal, address, provider_id="T1")
    assert "already" in send(bilal, address, provider_id="T1")
    assert payouts.waiting(held.context) == [] and held.problems() == []


def test_an_administrator_fetches_and_erases_data(world: World) -> None:
    enrol(world)
    do(world, AskData("7000000001", "copy"))
    do(world, AskData("7000000002", "erase"))
    assert "7000000001" not in log_in(world).get("/console/cases").text
    world.promote("ayesha", "administrator")
    client = log_in(world)
    token = csrf(client.get("/console/cases").text)
    copy = client.post("/console/cases/data/7000000001/copy", data={"csrf_token": token})
    assert copy.mimetype == "application/json" and "attachment" in copy.headers["Content-Disposition"]
    assert json.loads(copy.text)["customer"][0]["cnic"] == "3520212345671"
    assert "already" in send(client, "/console/cases/data/7000000001/copy")
    assert "tick" in send(client, "/console/cases/data/7000000002/erase")
    assert "Nothing names" in send(client, "/console/cases/data/7000000002/erase", sure="1")


def test_every_rule_and_event_has_its_sentence() -> None:
    codes = (
        "not_theirs no_reason empty bad_day bad_days bad_amount past too_far nothing_owed no_extension_left"
        " extension_too_long tenor_too_long bad_dates too_little_to_spread not_smaller written_off"
        " nothing_to_waive refund_too_large known_return no_credit not_locked not_paused asked_already grew"
        " place_known place_unknown place_no_plan number_unknown number_has_plans"
    )
    keys = [f"act-no-{code}" for code in codes.split()] + [f"event-{kind}" for kind in ACTS]
    for tongue in TONGUES:
        missing = [one for one in keys if not bundle(tongue).has_message(one.replace("_", "-"))]
        assert missing == []
