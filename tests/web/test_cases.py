"""The console's page of cases, on the real services: money finds its plan, complaints their answer."""

import re
from datetime import timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient
from lender import agree, ask_for, do, stands
from world import World

from bot.app import create_app
from bot.in_memory import MORNING
from bot.lending.commands import PromiseToPay
from bot.lending.money import rupees
from bot.lending.terms import PAY2
from bot.services import demo

NUMBER = "+923000000404"
PASSWORD = next(login.password for login in demo.LOGINS if login.username == "ayesha")


@pytest.fixture
def client(world: World) -> FlaskClient:
    return signed_in(world)


def signed_in(world: World) -> FlaskClient:
    made = create_app(world.settings, context=world.context).test_client()
    token = csrf(made.get("/console/login").text)
    answer = made.post(
        "/console/login", data={"csrf_token": token, "username": "ayesha", "password": PASSWORD}
    )
    assert answer.status_code == 302
    return made


def csrf(page: str) -> str:
    return re.findall(r'name="csrf_token" value="([^"]+)"', page)[-1]


def send(client: FlaskClient, address: str, **form: str) -> str:
    """Press a button of the page; what the page says afterwards."""
    form["csrf_token"] = csrf(client.get("/console/cases").text)
    answer = client.post(f"/console/cases/{address}", data=form, follow_redirects=True)
    assert answer.status_code == 200
    return unescape(answer.text)


def test_a_payment_that_nobody_could_place_finds_its_plan_once(world: World, client: FlaskClient) -> None:
    agree(world)
    world.pay("0000000000", rupees(700), provider_id="JC-1")
    page = client.get("/console/cases").text
    assert "Rs 700" in page and "JC-1" in page
    told = {"provider": "sandbox", "provider_id": "JC-1"}
    assert "no plan with that number" in send(client, "payments", loan="99999999", **told)
    assert "belongs to that plan now" in send(client, "payments", loan=" 1000 0001 ", **told)
    assert "already" in send(client, "payments", loan="10000001", **told)
    assert stands(world).paid == rupees(700) and world.problems() == []
    assert "Every payment has its plan" in client.get("/console/cases").text


def test_a_complaint_is_answered_where_the_customer_wrote(world: World, client: FlaskClient) -> None:
    phone = world.phone("sms", NUMBER)
    for text in ("salam", "1", "mujhe shikayat karni hai <b>dukaan</b> ki"):
        phone.says(text)
    page = client.get("/console/cases").text
    (number,) = re.findall(r"/console/cases/complaints/(\d+)", page)
    assert "&lt;b&gt;" in page and "<b>dukaan" not in page and "answer by" in page
    assert "Write the answer first" in send(client, f"complaints/{number}", words="  ")
    assert "on its way" in send(client, f"complaints/{number}", words="Maazrat, dukaan se baat ho gayi.")
    world.tick()
    assert phone.hears()[-1] == "Maazrat, dukaan se baat ho gayi."
    assert "answered already" in send(client, f"complaints/{number}", words="Dobara")
    assert "no such complaint" in send(client, "complaints/1", words="Kuch")


def test_a_late_one_is_marked(world: World, client: FlaskClient) -> None:
    phone = world.phone("sms", NUMBER)
    for text in ("salam", "1", "shikayat hai"):
        phone.says(text)
    world.later(days=16)
    fresh = create_app(world.settings, context=world.context).test_client()
    token = csrf(fresh.get("/console/login").text)
    fresh.post("/console/login", data={"csrf_token": token, "username": "ayesha", "password": PASSWORD})
    assert "late, was due" in fresh.get("/console/cases").text


@pytest.mark.parametrize("path", ["cases", "cases/payments", "cases/complaints/1"])
def test_nobody_sees_or_does_anything_without_a_session(world: World, path: str) -> None:
    stranger = create_app(world.settings, context=world.context).test_client()
    answer = stranger.get(f"/console/{path}") if path == "cases" else stranger.post(f"/console/{path}")
    assert answer.status_code in (302, 400) and "Rs" not in answer.text


def test_whom_the_bot_has_told_everything_our_people_talk_to(world: World) -> None:
    agree(world, terms=PAY2)  # due on 23 December and 23 January
    for day in (31, 41):
        world.now = MORNING + timedelta(days=day)
        world.tick()
    client = signed_in(world)
    page = unescape(client.get("/console/cases").text)
    assert "11 days late" in page and "every reminder was sent" in page and "Rs 5,250" in page
    (number,) = re.findall(r"/console/cases/late/(\d+)", page)
    assert "Taken off the list" in send(client, f"late/{number}")
    assert "talked to them already" in send(client, f"late/{number}")
    assert "Nobody waits to be talked to" in unescape(client.get("/console/cases").text)


def test_whoever_pays_or_chooses_a_day_meanwhile_is_off_the_list(world: World) -> None:
    agree(world, terms=PAY2)
    for day in (31, 41):
        world.now = MORNING + timedelta(days=day)
        world.tick()
    client = signed_in(world)
    do(world, PromiseToPay("10000001", 1, day=world.now.date() + timedelta(days=2)))
    assert "Nobody waits to be talked to" in unescape(client.get("/console/cases").text)
    world.later(days=3)
    client = signed_in(world)
    assert "10000001" in client.get("/console/cases").text
    world.pay(ask_for(world, 525_000), 525_000)
    assert "Nobody waits to be talked to" in unescape(client.get("/console/cases").text)
