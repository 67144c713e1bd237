"""The team: there is always an administrator, nobody changes themselves, who leaves leaves nothing behind."""

import threading

import pytest
from world import World

from bot.agent_commands import REFUSED
from bot.services import agents, passwords, team
from bot.services.passwords import WeakPassword
from bot.store.people import UsernameTaken

NUMBER = "+923000000642"


def member(world: World, username: str) -> team.Member:
    return next(one for one in team.everybody(world.context) if one.agent.username == username)


def add(world: World, username: str, role: str = "agent") -> int:
    made_up = "first-of-" + username
    agents.add_agent(world.context, username=username, name=username.title(), password=made_up, role=role)
    return member(world, username).agent.id


def waiting(world: World, number: str = NUMBER) -> int:
    phone = world.phone("sms", number)
    for text in ("salam", "1", "0"):
        phone.says(text)
    return max(row.id for row in world.desk.rows())


def test_what_they_held_goes_to_the_queue_and_never_to_the_bot(either_world: World) -> None:
    world = either_world
    ayesha, boss = world.agent(), world.agent("kamran")
    held = [waiting(world), waiting(world, "+923000000643")]
    for number in held:
        world.desk.take(number, ayesha)
    assert member(world, "ayesha").holds == 2
    assert team.deactivate(world.context, by=boss, agent_id=ayesha) == "done"
    rows = world.desk.rows()
    assert sorted(row.id for row in rows) == held
    assert {row.held_by for row in rows} == {"queue"} and all(row.waits_since for row in rows)
    assert not member(world, "ayesha").active and agents.by_id(world.context, agent_id=ayesha) is None
    told = [one.author_name for one in world.desk.talk(held[0]).transcript if one.text == "back_to_queue"]
    assert told == ["Kamran (demo)"]
    assert team.deactivate(world.context, by=boss, agent_id=ayesha) == "nothing"
    assert team.reactivate(world.context, by=boss, agent_id=ayesha) == "done"
    assert world.agent() == ayesha


def test_the_last_administrator_stays(world: World) -> None:
    boss = world.agent("kamran")
    assert team.deactivate(world.context, by=None, agent_id=boss) == "last"
    second = add(world, "nadia", "administrator")
    assert team.change_role(world.context, by=second, agent_id=boss, role="agent") == "done"
    assert team.deactivate(world.context, by=None, agent_id=second) == "last"


def test_of_two_administrators_who_remove_each_other_at_once_one_stays(either_world: World) -> None:
    world = either_world
    pair = (world.agent("kamran"), add(world, "nadia", "administrator"))
    start, got = threading.Barrier(2), []

    def remove(by: int, whom: int) -> None:
        start.wait(10)
        got.append(team.deactivate(world.context, by=by, agent_id=whom))

    threads = [threading.Thread(target=remove, args=(pair[i], pair[1 - i])) for i in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(got) == ["done", "last"]


def test_nobody_changes_themselves(world: World) -> None:
    boss = world.agent("kamran")
    add(world, "nadia", "administrator")
    context = world.context
    assert team.change_role(context, by=boss, agent_id=boss, role="agent") == "own"
    assert team.deactivate(context, by=boss, agent_id=boss) == "own"
    assert team.reset_second_step(context, by=boss, agent_id=boss) == "own"
    assert team.reset_password(context, by=boss, agent_id=boss) == ("own", "")


def test_a_reset_password_lets_in_and_the_old_one_no_more(world: World) -> None:
    who = world.agent()
    outcome, password = team.reset_password(world.context, by=world.agent("kamran"), agent_id=who)
    assert outcome == "done" and len(password) >= passwords.SHORTEST_PASSWORD
    assert agents.authenticate(world.context, "ayesha", "demo-ayesha-1") is None
    assert agents.authenticate(world.context, "ayesha", password) is not None


def test_nobody_of_that_number_and_no_such_role(world: World) -> None:
    boss = world.agent("kamran")
    assert team.deactivate(world.context, by=boss, agent_id=999) == "unknown"
    assert team.change_role(world.context, by=boss, agent_id=world.agent(), role="king") == "unknown"
    assert team.change_role(world.context, by=boss, agent_id=world.agent(), role="agent") == "nothing"
    assert set(REFUSED) == {"unknown", "nothing", "last"}


@pytest.mark.parametrize("username", ["", "a", "Ayesha", "9lives", "a b", "a" * 31, "نادیہ"])
def test_user_names_are_small_and_plain(world: World, username: str) -> None:
    with pytest.raises(agents.BadUsername):
        agents.add_agent(world.context, username=username, name="N", password="long enough it is")


@pytest.mark.parametrize(
    ("password", "code"), [("123456789", "short"), ("x" * 201, "long"), ("NADIA.KARIM", "name")]
)
def test_passwords_that_are_not_taken(world: World, password: str, code: str) -> None:
    with pytest.raises(WeakPassword) as refused:
        agents.add_agent(world.context, username="nadia.karim", name="N", password=password)
    assert refused.value.code == code


def test_a_user_name_is_given_once(world: World) -> None:
    with pytest.raises(UsernameTaken):
        add(world, "ayesha")
    assert add(world, "nadia")


def test_made_up_passwords_differ() -> None:
    assert len({passwords.made_up() for _ in range(50)}) == 50
