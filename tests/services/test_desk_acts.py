"""What an agent does to a plan or for a customer: by the rules, once, in the record, told in the customer's words."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import pytest
from lender import agree, ask_for, do, stands
from sqlalchemy import text
from world import World

from bot.conversation.position import Position
from bot.lending.commands import TryPin
from bot.lending.terms import PAY2
from bot.services import deliver, payouts
from bot.services.desk.acts import ACTS
from bot.services.desk.read import EVENTS
from bot.services.desk.rules import DeskRules
from bot.services.keep_books import keep_books
from bot.services.write_off import write_off
from bot.store import conversations

LOAN = "10000001"
PHONE = "+923000000404"


@pytest.fixture
def plan(world: World) -> World:
    """A plan whose customer wrote and whose conversation Ayesha has."""
    return begun(world)


def begun(world: World) -> World:
    agree(world, terms=PAY2)
    world.phone("sms", PHONE).says("numainda")
    assert world.desk.take(1, world.agent()).outcome == "taken"
    world.phone("sms", PHONE).hears()
    return world


def act(world: World, kind: str, **form: str) -> str:
    acted = world.desk.act(kind, 1, world.agent(), loan=form.pop("loan", LOAN), **form)
    assert world.problems() == []
    return acted.code or acted.outcome


def said(world: World, channel: str = "sms") -> str:
    """The newest message that went to the customer."""
    deliver.drain(world.context)
    return world.phone(channel, PHONE).messages()[-1].text


def view(world: World):
    return next(one for one in world.desk.talk(1).customer.plans if one.number == LOAN)


def noted(world: World) -> tuple[str, str]:
    with world.context.database.transaction() as connection:
        row = connection.execute(text("SELECT action, detail FROM audit ORDER BY id DESC LIMIT 1")).one()
    return tuple(row)


def speaks(world: World, language: str) -> None:
    with world.context.database.transaction() as connection:
        line = conversations.line_by_conversation(connection, 1)
        told = replace(Position.from_dict(line.position), language=language)
        conversations.save_position(connection, conversation_id=1, position=told.to_dict())


def late(world: World) -> int:
    """The first instalment becomes late and is charged for it; how much."""
    world.later(days=40)
    keep_books(world.context, now=world.now)
    return view(world).late_paisa


# Acts on a plan


def test_a_promise_is_kept_and_told(plan: World) -> None:
    day = (plan.now.date() + timedelta(days=9)).isoformat()
    assert act(plan, "promise", day=day) == "done"
    assert view(plan).promised == date.fromisoformat(day)
    assert LOAN in said(plan) and noted(plan) == ("promise", f"{LOAN} {day}")


@pytest.mark.parametrize(
    ("days", "problem"), [(-1, "past"), (30 + 14, "done"), (30 + 15, "too_far"), (None, "bad_day")]
)
def test_a_promise_obeys_the_rule_of_the_flow(plan: World, days: int | None, problem: str) -> None:
    day = "" if days is None else (plan.now.date() + timedelta(days=days)).isoformat()
    assert act(plan, "promise", day=day) == problem
    assert (view(plan).promised is not None) == (problem == "done")


def test_more_time_once(plan: World) -> None:
    before = [one.due for one in view(plan).installments]
    assert act(plan, "extend", days="10") == "done"
    assert [one.due for one in view(plan).installments] == [due + timedelta(days=10) for due in before]
    assert act(plan, "extend", days="5") == "no_extension_left"
    assert view(plan).extension_days == 0


@pytest.mark.parametrize(
    ("days", "problem"), [("16", "extension_too_long"), ("0", "extension_too_long"), ("x", "bad_days")]
)
def test_never_more_time_than_the_rules_allow(plan: World, days: str, problem: str) -> None:
    assert act(plan, "extend", days=days) == problem


def test_smaller_instalments_as_the_flow_offers_them(plan: World) -> None:
    offer = view(plan).smaller
    assert act(plan, "smaller") == "done"
    parts = view(plan).installments
    assert (len(parts), parts[0].amount_paisa, parts[0].due) == (offer.count, offer.each_paisa, offer.first)
    assert act(plan, "smaller") == "not_smaller"


def test_a_waiver_says_what_it_waived_and_needs_a_reason(plan: World) -> None:
    charged = late(plan)
    assert charged == 10_000
    assert act(plan, "waive") == "no_reason" and view(plan).late_paisa == charged
    assert act(plan, "waive", reason="the shop was shut") == "done"
    assert view(plan).late_paisa == 0 and noted(plan) == ("waive", f"{LOAN} Rs 100 the shop was shut")
    assert "100" in said(plan)
    assert act(plan, "waive", reason="again") == "nothing_to_waive"


def test_a_return_counts_once_for_each_number_of_the_shop(plan: World) -> None:
    assert act(plan, "return", amount="2,500", number="R1") == "done"
    assert stands(plan).principal == 750_000
    assert act(plan, "return", amount="2500", number="R1") == "known_return"
    assert act(plan, "return", amount="2500", number="") == "empty"
    assert act(plan, "return", amount="-5", number="R2") == "bad_amount"
    assert act(plan, "return", amount="lots", number="R2") == "bad_amount"
    assert stands(plan).principal == 750_000


def test_what_a_return_makes_too_much_can_go_back_at_once(plan: World) -> None:
    plan.pay(ask_for(plan, 1), 900_000)
    assert act(plan, "return", amount="3000", number="R1", refund="1") == "done"
    (waiting,) = payouts.waiting(plan.context)
    assert waiting.amount > 0 and view(plan).credit_paisa == 0
    assert "account" in said(plan)


def test_credit_is_asked_back(plan: World) -> None:
    assert act(plan, "payout") == "no_credit"
    plan.pay(ask_for(plan, 1), 1_130_000)
    credit = view(plan).credit_paisa
    assert credit > 0 and act(plan, "payout") == "done"
    assert [one.amount for one in payouts.waiting(plan.context)] == [credit]
    assert act(plan, "payout") == "no_credit"


def test_a_closed_plan_takes_nothing_that_needs_a_debt(plan: World) -> None:
    plan.pay(ask_for(plan, 1), stands(plan).outstanding)
    day = plan.now.date().isoformat()
    assert view(plan).state == "closed" and view(plan).promise_until is None
    assert act(plan, "promise", day=day) == "nothing_owed"
    assert act(plan, "extend", days="5") == "nothing_owed"
    assert act(plan, "smaller") == "not_smaller"
    assert act(plan, "waive", reason="x") == "nothing_to_waive"
    assert act(plan, "write_off", reason="x") == "nothing_owed"


def test_a_plan_written_off_takes_no_return(plan: World) -> None:
    write_off(plan.context, loan=LOAN, reason="flood", agent_id=None)
    assert view(plan).returnable_paisa == 0
    assert act(plan, "return", amount="100", number="R1") == "written_off"


# Acts for a customer


def test_a_complaint_has_its_number_at_once(plan: World) -> None:
    assert act(plan, "complaint", words="  ") == "empty"
    assert act(plan, "complaint", words="the shop was rude") == "done"
    (complaint,) = plan.desk.talk(1).customer.complaints
    assert complaint.words == "the shop was rude" and complaint.number in said(plan)
    assert plan.desk.talk(1).customer.paused == "dispute"


def test_a_locked_pin_is_opened(plan: World) -> None:
    assert act(plan, "unlock_pin") == "not_locked"
    for _ in range(3):
        do(plan, TryPin(correct=False))
    assert plan.desk.talk(1).customer.pin_locked
    assert act(plan, "unlock_pin") == "done" and not plan.desk.talk(1).customer.pin_locked


def test_reminders_rest_until_people_let_them_go_on(plan: World) -> None:
    assert act(plan, "resume", reason="x") == "not_paused"
    assert act(plan, "pause", why="because", reason="x") == "empty"
    assert act(plan, "pause", why="return") == "no_reason"
    assert act(plan, "pause", why="return", reason="fridge goes back") == "done"
    plan.desk.hand_back(1, plan.agent())
    assert plan.desk.talk(1).customer.paused == "return"  # nobody ends it by handing back
    plan.later(days=1)
    plan.tick()
    assert plan.desk.rows() == []  # and nobody is called for it
    plan.desk.take(1, plan.agent())
    assert act(plan, "resume", reason="it works again") == "done"
    assert plan.desk.talk(1).customer.paused == ""


# Who may, on what, how often


def test_somebody_elses_plan_is_refused(plan: World) -> None:
    agree(plan, loan="20000002", number="+923000000505")
    assert act(plan, "waive", loan="20000002", reason="x") == "not_theirs"
    assert act(plan, "return", loan="20000002", amount="100", number="R") == "not_theirs"
    assert act(plan, "extend", loan="no such plan", days="5") == "not_theirs"


def test_only_who_has_the_conversation_or_a_supervisor(plan: World) -> None:
    bilal = plan.agent("bilal")
    asked = {"loan": LOAN, "days": "5"}
    assert plan.desk.act("extend", 1, bilal, **asked).outcome == "not_yours"
    assert view(plan).extension_days == 15
    plan.promote("bilal")
    assert plan.desk.act("extend", 1, bilal, **asked).outcome == "done"
    assert plan.desk.talk(1).holder == "Ayesha (demo)"


def test_from_the_bot_nobody_acts_without_taking(plan: World) -> None:
    plan.desk.hand_back(1, plan.agent())
    assert act(plan, "extend", days="5") == "not_yours"


def test_there_must_be_a_conversation_and_an_act(plan: World) -> None:
    assert plan.desk.act("extend", 99, plan.agent(), loan=LOAN, days="5").outcome == "gone"
    with pytest.raises(KeyError):
        plan.desk.act("steal", 1, plan.agent(), loan=LOAN)


def test_the_same_form_twice_does_nothing_twice(plan: World) -> None:
    form = {"loan": LOAN, "amount": "100", "number": "R1"}
    sent = [plan.desk.act("complaint", 1, plan.agent(), key="7", words="late").outcome for _ in range(2)]
    assert sent == ["done", "known"] and len(plan.desk.talk(1).customer.complaints) == 1
    assert plan.desk.act("return", 1, plan.agent(), key="7", **form).outcome == "known"


def test_a_form_that_was_refused_may_be_sent_again(plan: World) -> None:
    wrong = plan.desk.act("extend", 1, plan.agent(), key="7", loan=LOAN, days="99")
    right = plan.desk.act("extend", 1, plan.agent(), key="7", loan=LOAN, days="5")
    assert (wrong.outcome, right.outcome) == ("refused", "done")


def test_a_double_click_in_the_same_moment(either_world: World) -> None:
    world = begun(either_world)
    agent_id, barrier = world.agent(), Barrier(4)

    def click(_: int) -> str:
        barrier.wait()
        form = {"loan": LOAN, "amount": "100", "number": "R1"}
        return world.desk.act("return", 1, agent_id, key="same", **form).outcome

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(click, range(4)))
    assert outcomes == ["done", "known", "known", "known"]
    assert stands(world).principal == 990_000 and world.problems() == []


# What the customer hears


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "more time"), ("ur", "مہلت"), ("ur-Latn", "mohlat")],
)
def test_the_customer_is_told_in_their_own_written_form(plan: World, language: str, words: str) -> None:
    speaks(plan, language)
    act(plan, "extend", days="5")
    assert words in said(plan)


def test_by_sms_when_whatsapps_hours_are_over(world: World) -> None:
    agree(world, terms=PAY2)
    world.phone("whatsapp", PHONE).says("numainda")
    world.desk.take(1, world.agent())
    world.later(hours=25)
    assert act(world, "extend", days="5") == "done"
    assert LOAN in said(world, "sms")
    assert all(LOAN not in one.text for one in world.phone("whatsapp", PHONE).messages())


def test_who_cannot_be_reached_is_not_told_and_the_agent_knows(world: World) -> None:
    world.phone("whatsapp", "PK.hidden").says("numainda")
    world.desk.take(1, world.agent())
    world.later(hours=25)
    acted = world.desk.act("complaint", 1, world.agent(), words="late")
    assert (acted.outcome, acted.told) == ("done", False)


def test_the_record_of_the_conversation_shows_every_act(plan: World) -> None:
    act(plan, "extend", days="5")
    event = [one for one in plan.desk.talk(1).transcript if one.author == "event"][-1]
    assert (event.text, event.author_name) == ("extend", "Ayesha (demo)")
    assert set(ACTS) < set(EVENTS)


# Much money


def test_above_the_limit_nothing_happens_before_a_second_person_agrees(plan: World) -> None:
    assert act(plan, "return", amount="5000", number="R1") == "done"
    assert act(plan, "return", amount="5000.01", number="R2") == "refund_too_large"
    assert stands(plan).principal == 500_000
    assert act(plan, "write_off", reason="flood") == "asked"
    assert act(plan, "write_off", reason="flood") == "asked_already"
    assert not stands(plan).written_off and noted(plan)[0] == "ask_approval"


def test_the_limit_is_a_setting(plan: World) -> None:
    plan.context = replace(plan.context, desk=DeskRules(two_eyes_above=100))
    plan.desk.context = plan.context
    assert act(plan, "return", amount="1", number="R1") == "done"
    assert act(plan, "return", amount="2", number="R2") == "asked"


def test_a_sum_cut_into_pieces_needs_a_second_person_all_the_same(plan: World) -> None:
    assert act(plan, "return", amount="3000", number="S1") == "done"
    assert act(plan, "return", amount="3000", number="S2") == "asked"
    plan.later(days=1)
    assert act(plan, "return", amount="3000", number="S3") == "done"


def test_a_small_return_does_not_carry_a_large_credit_out(plan: World) -> None:
    plan.pay(ask_for(plan, 1_900_000), 1_900_000)
    assert stands(plan).credit > plan.context.desk.two_eyes_above
    assert act(plan, "return", amount="1", number="S1", refund="1") == "asked"
    assert payouts.waiting(plan.context) == []
