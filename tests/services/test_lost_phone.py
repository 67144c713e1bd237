"""A number that changes hands, and people in trouble who fall silent."""

import pytest
from lender import enrol
from world import World

from bot.lending.commands import PauseReminders
from bot.services import change_number
from bot.services.desk import inbox
from bot.services.desk.inbox import Filters
from bot.services.write_off import NotAllowed

OLD, NEW = "+923000000404", "+923000000505"


@pytest.fixture
def proved(world: World) -> World:
    enrol(world)
    phone = world.phone("sms", NEW)
    for line in ("mera phone chori ho gaya hai", "3520212345671", "4826"):
        phone.says(line)
    return world


def decide(world: World, *, agree: bool) -> str:
    (waiting,) = change_number.waiting(world.context)
    return change_number.decide(world.context, change_id=waiting.id, agree=agree, agent_id=None)


def test_the_plans_move_to_the_new_number_and_the_old_one_opens_nothing(proved: World) -> None:
    proved.phone("sms", NEW).hears()
    assert decide(proved, agree=True) == "moved"
    assert change_number.waiting(proved.context) == []
    assert proved.phone("sms", NEW).show()["customer"]["limit"] == 1_200_000
    assert proved.phone("sms", OLD).show()["customer"]["limit"] is None


def test_nobody_waits_any_more_where_the_new_number_wrote(proved: World) -> None:
    proved.phone("sms", NEW).says("0")
    before = [row.id for row in proved.desk.rows()]
    assert decide(proved, agree=True) == "moved"
    assert before and proved.desk.rows() == []
    listed = inbox.listed(proved.context, view="waiting", agent_id=0, filters=Filters(), now=proved.now)
    assert listed.counts["waiting"] == 0
    assert proved.desk.take(before[0], proved.agent()).outcome == "gone"


def test_a_refused_change_moves_nothing(proved: World) -> None:
    assert decide(proved, agree=False) == "refused"
    assert proved.phone("sms", OLD).show()["customer"]["limit"] == 1_200_000


def test_an_agent_alone_may_not(proved: World) -> None:
    with pytest.raises(NotAllowed):
        change_number.decide(proved.context, change_id=1, agree=True, agent_id=proved.agent())


def test_who_falls_silent_in_trouble_comes_to_a_person(world: World) -> None:
    from lender import do

    world.phone("sms", OLD).says("salam")
    do(world, PauseReminders("hardship"))
    world.tick()
    assert world.desk.rows() == []
    world.later(hours=1)
    world.tick()
    assert [row.reason for row in world.desk.rows()] == ["hardship"]
