"""What was not understood is kept masked, labelled in the console, exported, and learnt from."""

import json
import re

import pytest
from flask.testing import FlaskClient
from world import World

from bot.app import create_app
from bot.services import demo
from bot.services.unknown import Labels

ODD = "wo neela wala jahaz 35202-1234567-1"


@pytest.fixture
def world(tmp_path):
    world = World(tmp_path)
    yield world
    world.close()


def not_understood(world: World) -> Labels:
    phone = world.phone()
    phone.says("salam")
    phone.says(ODD)
    return Labels(world.context)


def logged_in(world: World) -> FlaskClient:
    client = create_app(world.settings, context=world.context).test_client()
    login = next(login for login in demo.LOGINS if login.username == "ayesha")
    form = {
        "username": login.username,
        "password": login.password,
        "csrf_token": token(client, "/console/login"),
    }
    client.post("/console/login", data=form)
    return client


def token(client: FlaskClient, path: str) -> str:
    found = re.search(r'name="csrf-token" content="([^"]+)"', client.get(path).text)
    assert found
    return found[1]


def test_what_was_not_understood_is_kept_masked(world):
    labels = not_understood(world)
    assert [one.text for one in labels.unlabelled()] == ["wo neela wala jahaz 35202-*****67-1"]
    assert json.loads(next(labels.waiting()))["language"] == "ur-Latn"


def test_what_was_understood_is_not_kept(world):
    world.phone().says("salam")
    assert Labels(world.context).unlabelled() == []


def test_a_label_takes_a_message_from_the_list_to_the_export(world):
    labels = not_understood(world)
    one = labels.unlabelled()[0]
    agent = world.agent()
    assert not labels.label(message_id=one.id, intent="nonsense", agent_id=agent)
    assert not labels.label(message_id=one.id + 999, intent="apply", agent_id=agent)
    assert labels.label(message_id=one.id, intent="out_of_scope", agent_id=agent)
    assert labels.unlabelled() == []
    row = json.loads(next(labels.exported()))
    assert row == {"text": one.text, "intent": "out_of_scope", "language": "ur-Latn"}


def test_agents_label_in_the_console(world):
    labels = not_understood(world)
    client = logged_in(world)
    page = client.get("/console/labels")
    assert "neela wala" in page.text and "1234567" not in page.text
    assert "/console/labels" in client.get("/console").text
    one = labels.unlabelled()[0]
    form = {"intent": "apply", "csrf_token": token(client, "/console/labels")}
    assert client.post(f"/console/labels/{one.id}", data=form, follow_redirects=True).status_code == 200
    assert "Everything was understood" in client.get("/console/labels").text
    assert json.loads(client.get("/console/labels/export").text)["intent"] == "apply"


def test_the_labels_are_behind_the_log_in(world):
    not_understood(world)
    client = create_app(world.settings, context=world.context).test_client()
    for path in ("/console/labels", "/console/labels/export"):
        assert client.get(path).status_code == 302
