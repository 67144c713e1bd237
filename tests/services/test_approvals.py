"""Two pairs of eyes: one asks, another decides, once; on agreement it is done there and then, by the same rules."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from lender import agree, ask_for, enrol, stands
from sqlalchemy import text
from world import World

from bot.services import change_number, deliver, suspense
from bot.services.desk import approvals
from bot.services.desk.approvals import Decided
from bot.services.reverse_payment import reverse_payment
from bot.store.approvals import ApprovalRow

LOAN = "10000001"
PHONE = "+923000000404"


@pytest.fixture
def asked(world: World) -> World:
    return with_question(world)


def with_question(world: World) -> World:
    """Ayesha has asked to write a plan off; Bilal is the supervisor."""
    agree(world)
    world.phone("sms", PHONE).says("numainda")
    world.desk.take(1, world.agent())
    world.promote("bilal")
    assert act(world, "write_off", reason="flood", relief="1") == "asked"
    return world


def act(world: World, kind: str, **form: str) -> str:
    acted = world.desk.act(kind, 1, world.agent(), loan=LOAN, **form)
    return acted.code or acted.outcome


def decide(world: World, *, who: str = "bilal", yes: bool = True, answer: str = "seen") -> Decided:
    (waiting,) = approvals.listed(world.context, agent_id=world.agent("bilal")).waiting
    decided = approvals.decide(
        world.context, approval_id=waiting.id, agent_id=world.agent(who), agree=yes, answer=answer
    )
    assert world.problems() == []
    return decided


def last(world: World, who: str = "bilal") -> ApprovalRow:
    return approvals.listed(world.context, agent_id=world.agent(who)).decided[0]


def test_what_a_second_person_agrees_to_is_done_recorded_and_told(asked: World) -> None:
    assert decide(asked).outcome == "agreed"
    assert stands(asked).written_off == 1_000_000
    decided = last(asked)
    assert (decided.outcome, decided.agreed, decided.answer) == ("done", True, "seen")
    assert (decided.asker, decided.decider) == ("Ayesha (demo)", "Bilal (demo)")
    deliver.drain(asked.context)
    assert LOAN in asked.phone("sms", PHONE).messages()[-1].text
    with asked.context.database.transaction() as connection:
        rows = connection.execute(text("SELECT action, detail FROM audit ORDER BY id DESC LIMIT 2")).all()
    assert tuple(rows[0]) == ("agree", f"{LOAN} write_off Rs 10,450 seen")
    assert tuple(rows[1]) == ("write_off", f"{LOAN} Rs 10,450 flood (Ayesha (demo))")


def test_what_is_refused_is_not_done_and_says_why(asked: World) -> None:
    assert decide(asked, yes=False, answer=" ").outcome == "no_reason"
    assert decide(asked, yes=False, answer="talk to them first").outcome == "refused"
    assert stands(asked).written_off == 0
    assert (last(asked).agreed, last(asked).outcome) == (False, "")


def test_whoever_asked_never_decides(asked: World) -> None:
    assert decide(asked, who="ayesha").outcome == "not_allowed"
    asked.promote("ayesha")
    assert decide(asked, who="ayesha").outcome == "own"
    assert stands(asked).written_off == 0


def test_decided_once(asked: World) -> None:
    (waiting,) = approvals.listed(asked.context, agent_id=asked.agent("bilal")).waiting
    told = {"approval_id": waiting.id, "agent_id": asked.agent("bilal"), "answer": "x"}
    assert approvals.decide(asked.context, **told, agree=False).outcome == "refused"
    assert approvals.decide(asked.context, **told, agree=True).outcome == "known"
    assert approvals.decide(asked.context, **{**told, "approval_id": 99}, agree=True).outcome == "unknown"
    assert stands(asked).written_off == 0


def test_agents_see_what_they_asked_themselves(asked: World) -> None:
    with asked.context.database.transaction() as connection:
        connection.execute(text("UPDATE agent SET role = 'agent' WHERE username = 'bilal'"))
    assert approvals.listed(asked.context, agent_id=asked.agent("bilal")).waiting == []
    assert len(approvals.listed(asked.context, agent_id=asked.agent()).waiting) == 1


def test_what_the_rules_forbid_by_then_is_not_booked(asked: World) -> None:
    asked.pay(ask_for(asked, 1), stands(asked).outstanding)
    assert decide(asked) == Decided("not_possible", "nothing_owed")
    assert last(asked).outcome == "nothing_owed" and last(asked).agreed
    assert stands(asked).written_off == 0


def test_no_more_money_than_was_agreed_to(world: World) -> None:
    agree(world)
    world.phone("sms", PHONE).says("numainda")
    world.desk.take(1, world.agent())
    world.promote("bilal")
    reference = ask_for(world, 1)
    world.pay(reference, stands(world).outstanding + 600_000)
    assert act(world, "payout") == "asked"
    world.pay(reference, 100_000)
    assert decide(world) == Decided("not_possible", "grew")
    assert stands(world).credit > 600_000


def test_less_than_was_agreed_to_may_move(asked: World) -> None:
    asked.pay(ask_for(asked, 1), 300_000)
    assert decide(asked).outcome == "agreed" and stands(asked).settled


def at_once(*actions: Callable[[], str]) -> list[str]:
    barrier = Barrier(len(actions))

    def run(action: Callable[[], str]) -> str:
        barrier.wait()
        return action()

    with ThreadPoolExecutor(len(actions)) as pool:
        return [done.result(timeout=60) for done in [pool.submit(run, action) for action in actions]]


def test_two_supervisors_in_the_same_moment(either_world: World) -> None:
    world = with_question(either_world)
    world.promote("ayesha")  # who asked, and may not decide even now
    (waiting,) = approvals.listed(world.context, agent_id=world.agent("bilal")).waiting
    bilal, ayesha = world.agent("bilal"), world.agent()
    with world.context.database.transaction() as connection:
        connection.execute(
            text(
                "INSERT INTO agent (username, name, role, password_hash, created_at, active, language, epoch,"
                " totp_step) SELECT 'third', 'Third', 'supervisor', password_hash, created_at, active, 'en', 0, 0"
                " FROM agent WHERE username = 'bilal'"
            )
        )
        third = connection.execute(text("SELECT id FROM agent WHERE username = 'third'")).scalar_one()

    def deciding(agent_id: int, *, yes: bool) -> Callable[[], str]:
        return lambda: (
            approvals.decide(
                world.context, approval_id=waiting.id, agent_id=agent_id, agree=yes, answer="x"
            ).outcome
        )

    outcomes = at_once(
        deciding(bilal, yes=True),
        deciding(third, yes=True),
        deciding(third, yes=False),
        deciding(ayesha, yes=True),
    )
    assert sorted(outcomes) in (["agreed", "known", "known", "own"], ["known", "known", "own", "refused"])
    gone = stands(world).written_off > 0
    assert gone == ("agreed" in outcomes) and world.problems() == []


def test_a_customer_who_pays_while_it_is_decided(either_world: World) -> None:
    world = with_question(either_world)
    reference = ask_for(world, 1)
    outcomes = at_once(lambda: decide_only(world), lambda: world.pay(reference, 200_000))
    assert sorted(outcomes) == ["agreed", "posted"]
    assert stands(world).settled and world.problems() == []


def decide_only(world: World) -> str:
    bilal = world.agent("bilal")
    return approvals.decide(world.context, approval_id=1, agent_id=bilal, agree=True, answer="x").outcome


# Payments without a plan, and numbers


def place(world: World, who: str = "ayesha", provider_id: str = "A", loan: str = LOAN) -> str:
    return approvals.place(
        world.context, provider="sandbox", provider_id=provider_id, loan=loan, agent_id=world.agent(who)
    )


def test_a_large_payment_is_placed_by_two(world: World) -> None:
    agree(world)
    world.promote("bilal")
    world.pay("nobody's", 500_000, provider_id="small")
    world.pay("nobody's", 500_100, provider_id="A")
    assert place(world, provider_id="small") == "placed"
    assert place(world, loan="99999999") == "no_plan"
    assert [place(world), place(world)] == ["asked", "asked_already"]
    assert stands(world).paid == 500_000
    assert decide(world).outcome == "agreed"
    assert stands(world).paid + stands(world).credit == 1_000_100 and suspense.waiting(world.context) == []
    assert place(world) == "known" and place(world, provider_id="no such") == "unknown"


def test_one_taken_back_meanwhile_is_not_placed(world: World) -> None:
    agree(world)
    world.promote("bilal")
    world.pay("nobody's", 700_000, provider_id="A")
    place(world)
    reverse_payment(world.context, provider="sandbox", provider_id="A")
    assert decide(world) == Decided("not_possible", "place_known")
    assert stands(world).paid == 0


def test_a_number_changes_when_two_are_sure(world: World) -> None:
    enrol(world)
    phone = world.phone("sms", "+923000000505")
    for line in ("mera phone chori ho gaya hai", "3520212345671", "4826"):
        phone.says(line)
    world.promote("bilal")
    (change,) = change_number.waiting(world.context)
    told = {"change_id": change.id, "agent_id": world.agent()}
    assert approvals.ask_number_change(world.context, **told, reason=" ") == "no_reason"
    assert approvals.ask_number_change(world.context, **told, reason="called back") == "asked"
    assert approvals.ask_number_change(world.context, **told, reason="called back") == "asked_already"
    assert phone.show()["customer"]["limit"] is None
    assert decide(world).outcome == "agreed"
    assert phone.show()["customer"]["limit"] == 1_200_000
    assert approvals.ask_number_change(world.context, **told, reason="again") == "unknown"
