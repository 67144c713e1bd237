"""What was not understood is kept masked, labelled in the console, exported, and learnt from."""

import json

import pytest
from desk_client import DeskClient
from world import World

from bot.services import agents
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
    agents.add_agent(world.context, username="nazim", name="Nazim", password="a long one", role="supervisor")
    ayesha, nazim = DeskClient(world, "ayesha"), DeskClient(world)
    nazim.log_in("nazim", "a long one")
    page = ayesha.page("/console/labels")
    assert "neela wala" in page and "1234567" not in page
    one = labels.unlabelled()[0]
    assert ayesha.post(f"/console/labels/{one.id}", intent="apply").status_code == 303
    assert "Everything was understood" in ayesha.page("/console/labels")
    assert ayesha.get("/console/labels/export").status_code == 403
    assert json.loads(nazim.page("/console/labels/export"))["intent"] == "apply"


def test_the_labels_are_behind_the_log_in(world):
    not_understood(world)
    stranger = DeskClient(world)
    for path in ("/console/labels", "/console/labels/export"):
        assert stranger.get(path).status_code == 302
