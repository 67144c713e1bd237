"""Codes that goods are handed over for: once, in their own shop, few wrong ones, whoever tries at the same moment."""

from datetime import UTC, date, datetime, timedelta

import pytest
from lender import agree, leave
from sqlalchemy import text
from test_money_at_once import at_once
from world import World

from bot.lending.counter import paid_by
from bot.lending.facts import Facts
from bot.lending.rules import DEFAULT
from bot.services import deliver, handover, orders
from bot.services.return_goods import return_goods
from bot.store import handovers, loans, shops
from bot.store.counter import code_is
from bot.store.facts import Reader
from bot.store.loans import LoanRow

CODE, OTHER = "123456", "654321"
COUNTER = "+923000000901"


def shop_id(world: World, code: str = "101") -> int:
    with world.context.database.transaction() as connection:
        found = shops.by_code(connection, code)
    assert found is not None
    return found.id


def tries(world: World, code: str, *, shop: str = "101", loan: str = "") -> str:
    """What the shop's flow does with a code, in one transaction."""
    number = shop_id(world, shop)
    with world.context.database.transaction() as connection:
        read = code_is(
            connection, shop_id=number, code=code, loan=loan, now=world.now, vault=world.context.vault,
            rules=world.context.rules,
        )  # fmt: skip
        if read.outcome == "wrong":
            handover.wrong(world.context, connection, shop_id=number, locks=read.left <= 0, at=world.now)
        if read.outcome == "right" and read.sale:
            handover.done(connection, loan=read.sale.number, at=world.now)
        return read.outcome


def plan(world: World, loan: str = "10000001") -> LoanRow:
    with world.context.database.transaction() as connection:
        found = loans.by_number(connection, loan)
    assert found is not None
    return found


def facts(world: World, number: str = "+923000000404") -> Facts:
    with world.context.database.transaction() as connection:
        customer = connection.execute(
            text(
                "SELECT customer_id FROM conversation c JOIN contact o ON o.conversation_id = c.id "
                "WHERE o.address = :number"
            ),
            {"number": number},
        ).scalar_one()
        reader = Reader(connection, world.context.vault, world.context.rules, world.context.ways)
        found = reader.facts(customer, now=world.now, fresh="1234567890")
        code = found.handover_code("10000001")
    assert found.loans[0].in_shop == bool(code)
    return found


def test_the_right_code_once(either_world: World) -> None:
    agree(either_world, code=CODE)
    assert plan(either_world).in_shop and facts(either_world).to_fetch
    assert tries(either_world, CODE) == "right"
    assert plan(either_world).handed_over_at == either_world.now
    assert tries(either_world, CODE) == "used"
    assert not facts(either_world).to_fetch


def test_the_code_is_sealed_and_found_by_a_keyed_hash(world: World) -> None:
    agree(world, code=CODE)
    with world.context.database.transaction() as connection:
        row = connection.execute(text("SELECT handover_enc, handover_key FROM loan")).one()
        assert handovers.code_of(connection, "10000001", vault=world.context.vault) == CODE
    assert CODE.encode() not in row.handover_enc and CODE not in row.handover_key


def test_a_code_of_another_shop_does_nothing(either_world: World) -> None:
    agree(either_world, code=CODE)
    assert tries(either_world, CODE, shop="102") == "wrong"
    assert plan(either_world).in_shop and tries(either_world, CODE) == "right"


def test_a_code_with_the_number_of_another_plan_does_nothing(world: World) -> None:
    agree(world, code=CODE)
    agree(world, code=OTHER, loan="10000002", number="+923000000405")
    assert tries(world, CODE, loan="10000002") == "wrong"
    assert tries(world, CODE, loan="10000001") == "right"


def test_two_plans_with_one_code_need_the_plans_number(world: World) -> None:
    agree(world, code=CODE)
    agree(world, code=CODE, loan="10000002", number="+923000000405")
    assert tries(world, CODE) == "shared"
    assert tries(world, CODE, loan="10000002") == "right"
    assert tries(world, CODE) == "right" and plan(world).handed_over_at == world.now


def test_the_code_of_a_plan_that_was_left_is_void_and_nothing_is_owed(either_world: World) -> None:
    agree(either_world, code=CODE)
    leave(either_world)
    assert tries(either_world, CODE) == "wrong"
    assert not plan(either_world).in_shop and facts(either_world).outstanding == 0
    assert either_world.problems() == []
    said = either_world.phone("sms", COUNTER).hears()
    assert any("chhor diya gaya" in message for message in said)


def test_left_after_the_goods_were_fetched_the_price_stays(world: World) -> None:
    offer = agree(world, code=CODE)
    assert tries(world, CODE) == "right"
    leave(world)
    assert facts(world).outstanding == offer.principal and world.problems() == []


def test_the_same_code_at_once_hands_over_once(either_world: World) -> None:
    agree(either_world, code=CODE)
    told = at_once(*(lambda: tries(either_world, CODE) for _ in range(3)))
    assert sorted(map(str, told)) == ["right", "used", "used"]
    assert plan(either_world).handed_over_at is not None


def test_a_code_and_the_way_out_at_once(either_world: World) -> None:
    """Whoever is first: either the goods are out and the price is owed, or they stay and nothing is."""
    world = either_world
    offer = agree(world, code=CODE)
    told = at_once(lambda: tries(world, CODE), lambda: leave(world))
    handed_over = plan(world).handed_over_at is not None
    assert told[0] == ("right" if handed_over else "wrong")
    assert facts(world).outstanding == (offer.principal if handed_over else 0)
    assert world.problems() == []


def test_five_wrong_codes_in_an_hour_lock_the_shop_until_a_person_has_looked(either_world: World) -> None:
    world = either_world
    agree(world, code=CODE)
    assert [tries(world, f"00000{n}") for n in range(6)] == ["wrong"] * 5 + ["locked"]
    assert tries(world, CODE) == "locked" and plan(world).in_shop
    assert [row.reason for row in world.desk.rows()] == ["shop_locked"]
    world.later(hours=30)
    assert tries(world, CODE) == "locked"  # time alone opens nothing
    row = world.desk.rows()[0]
    agent = world.agent()
    world.desk.take(row.id, agent)
    assert (
        world.desk.act("unlock_shop", row.id, agent, reason="rang them, a new boy at the till").outcome
        == "done"
    )
    assert tries(world, CODE) == "right"


def test_wrong_codes_at_once_are_all_counted(either_world: World) -> None:
    world = either_world
    agree(world, code=CODE)
    told = at_once(*(lambda n=n: tries(world, f"00000{n}") for n in range(8)))
    assert sorted(map(str, told)) == ["locked"] * 3 + ["wrong"] * 5
    assert tries(world, CODE) == "locked"


def test_the_lock_of_one_shop_hinders_no_other(either_world: World) -> None:
    agree(either_world, code=CODE)
    for n in range(5):
        tries(either_world, f"00000{n}", shop="102")
    assert tries(either_world, OTHER, shop="102") == "locked"
    assert tries(either_world, CODE) == "right"


def test_slow_guessing_is_guessing(world: World) -> None:
    agree(world, code=CODE)
    told = []
    for n in range(21):
        told.append(tries(world, f"0000{n:02d}"))
        world.later(hours=2)
    assert told == ["wrong"] * 20 + ["locked"]


def test_an_order_hears_of_its_handover_and_its_return(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(orders, "happened", lambda _c, order, event, **_how: heard.append(event))
    with world.context.database.transaction() as connection:
        order = orders.open_order(world.context, connection, shop="101", price=1_000_000, source="api")
    agree(world, code=CODE, order=order.number)
    tries(world, CODE)
    assert return_goods(world.context, loan="10000001", amount=100_000, reference="R1") == "returned"
    assert heard == ["opened", "accepted", "handed_over", "returned"]


def test_what_waits_for_days_is_listed_for_people_and_not_what_was_left(world: World) -> None:
    agree(world, code=CODE)
    agree(world, code=OTHER, loan="10000002", number="+923000000405")
    leave(world, loan="10000002", number="+923000000405")
    assert handover.waiting(world.context) == []
    world.later(days=3)
    assert [one.loan for one in handover.waiting(world.context)] == ["10000001"]


def test_a_person_confirms_with_a_reason_and_the_customer_is_told(world: World) -> None:
    agree(world, code=CODE, price=300_000)
    phone = world.phone("sms", "+923000000404")
    phone.says("0")
    row, boss = world.desk.rows()[0], world.promote("saima")
    world.desk.take(row.id, boss)
    assert world.desk.act("hand_over", row.id, boss, loan="10000001").code == "no_reason"
    done = world.desk.act(
        "hand_over", row.id, boss, loan="10000001", reason="saw the receipt with the signature"
    )
    assert done.outcome == "done" and plan(world).handed_over_at == world.now
    assert world.desk.act("hand_over", row.id, boss, loan="10000001", reason="again").code == "not_in_shop"
    deliver.drain(world.context)
    assert any("saman aap ko mil gaya" in message for message in phone.hears())


def test_a_large_one_needs_a_second_person(world: World) -> None:
    agree(world, code=CODE, price=3_000_000)
    phone = world.phone("sms", "+923000000404")
    phone.says("0")
    row, agent = world.desk.rows()[0], world.agent()
    world.desk.take(row.id, agent)
    asked = world.desk.act("hand_over", row.id, agent, loan="10000001", reason="the shop says so")
    assert asked.outcome == "asked" and plan(world).in_shop


def test_nobody_reads_a_living_code_at_the_desk(world: World) -> None:
    agree(world, code=CODE)
    phone = world.phone("sms", "+923000000404")
    phone.says("0")
    with world.context.database.transaction() as connection:
        connection.execute(text(f"UPDATE message SET text = 'Code {CODE}' WHERE direction = 'out'"))
    assert CODE not in str(world.desk.rows())
    shown = world.desk.talk(world.desk.rows()[0].id)
    assert CODE not in str(shown) and "••••••" in str(shown)
    assert CODE not in str(phone.show())
    tries(world, CODE)
    assert CODE in str(world.desk.talk(world.desk.rows()[0].id))  # it opens nothing any more


def test_the_next_working_day_is_when_the_money_comes() -> None:
    friday = datetime(2026, 11, 27, 10, tzinfo=UTC)
    assert paid_by(friday, rules=DEFAULT) == date(2026, 11, 30)
    assert paid_by(friday - timedelta(days=1), rules=DEFAULT) == date(2026, 11, 27)
