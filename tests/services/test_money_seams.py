"""Where the parts of the money meet: returns by several doors, reversals that overtake, what a shop is told."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from lender import agree, ask_for, do, fetch, hand_over, leave, open_account, stands
from sqlalchemy import text
from test_money_at_once import at_once
from test_payouts import states, write
from world import World

from bot.lending.commands import HandOver, ReturnGoods
from bot.lending.terms import PAY3
from bot.payments.ports import Paid, TakenBack
from bot.payments.transfers import Answer
from bot.services import bills, deliver, payments, payout_files, payouts, shop_money, suspense, web_orders
from bot.services.plan_books import hold
from bot.services.record_payment import record_payment
from bot.services.return_goods import return_goods
from bot.services.reverse_payment import take_back
from bot.store import conversations, loans, oddities
from bot.store import payouts as stored

LOAN, SHOP, CUSTOMER = "10000001", "+923000000901", "+923000000404"


def odd(world: World) -> list[str]:
    with world.context.database.snapshot() as connection:
        return [one.kind for one in oddities.listed(connection, settled=False, limit=100)]


def paid(world: World, number: str = "P1", *, paisa: int = 10_000, reference: str = LOAN) -> Paid:
    return Paid("sandbox", number, reference, paisa, world.now, ok=True)


def bounced(one: Paid, *, paisa: int = 0) -> TakenBack:
    return TakenBack(one.provider, one.provider_id, one.reference, paisa or one.paisa, one.at)


def shop_id(world: World) -> int:
    with world.context.database.snapshot() as connection:
        found = loans.shop_by_code(connection, "101")
    assert found is not None
    return int(found.id)


def ordered(world: World, *, price: int = 1_000_000) -> str:
    """A plan for an order of a web shop; the order's number."""
    with world.context.database.transaction() as connection:
        made = web_orders.open_order(
            world.context, connection, shop="101", price=price, reference="W1", description="", address="",
            return_url="", expires_at=None,
        )  # fmt: skip
    agree(world, price=price, order=made.number)
    return made.number


def refund(world: World, order: str, amount: int, reference: str) -> str:
    with world.context.database.transaction() as connection:
        return web_orders.refund(
            world.context,
            connection,
            shop_id=shop_id(world),
            number=order,
            amount=amount,
            reference=reference,
        )


@pytest.mark.parametrize("word", ["called_off", "", "shop:1", "~called_off"])
def test_no_number_of_a_shop_keeps_a_customer_in(word: str, either_world: World) -> None:
    """Our own names for returns are not a shop's to take."""
    world = either_world
    order = ordered(world)
    assert refund(world, order, 100, word) == "returned"
    leave(world)
    now = stands(world)
    assert (now.principal, now.outstanding) == (0, 0)
    assert world.problems() == []


def test_one_return_told_by_two_doors_is_one(either_world: World) -> None:
    world = either_world
    order = ordered(world)
    fetch(world)
    assert refund(world, order, 250_000, "R1") == "returned"
    assert return_goods(world.context, loan=LOAN, amount=250_000, reference="R1") == "known"
    assert refund(world, order, 100, "R1") == "other_amount"
    assert stands(world).principal == 750_000


def test_the_customer_hears_of_a_return_by_whatever_door(either_world: World) -> None:
    world = either_world
    order = ordered(world)
    phone = world.phone("sms", CUSTOMER)
    for number, back in enumerate(
        (
            lambda: refund(world, order, 100_000, "A"),
            lambda: return_goods(world.context, loan=LOAN, amount=100_000, reference="B"),
            lambda: do(world, ReturnGoods(LOAN, 100_000, "C"), number=SHOP),
        )
    ):
        phone.hears()
        back()
        deliver.drain(world.context)
        (told,) = phone.hears()
        assert "1,000" in told and LOAN in told, number
    refund(world, order, 100_000, "A")
    deliver.drain(world.context)
    assert phone.hears() == []


def test_goods_called_off_leave_nothing_open_between_us_and_the_shop(either_world: World) -> None:
    """Or every payout of the shop would hold the customers of all sales that were ever called off."""
    world = either_world
    agree(world)
    leave(world)
    accounts = stands(world).accounts
    assert (accounts["merchant_payable"], accounts["shop_refund_receivable"]) == (0, 0)
    with world.context.database.snapshot() as connection:
        assert stored.returned(connection, shop_id(world)) == []
    assert world.problems() == []


@pytest.mark.parametrize("netted", [False, True], ids=["billed", "netted"])
def test_what_a_shop_is_told_is_what_leaves(netted: bool, either_world: World) -> None:
    world = either_world
    rules = replace(world.context.rules, discount_is_netted=netted)
    world.context = replace(world.context, rules=rules)
    open_account(world)
    free = replace(PAY3, markup_bp=0)  # for which the shop pays
    agree(world, price=300_000, terms=free)
    agree(world, loan="10000002", price=300_000, terms=free)
    hand_over(world)
    return_goods(world.context, loan=LOAN, amount=100_000, reference="R1")
    share = sum(stands(world, loan).accounts["shop_discount_receivable"] for loan in (LOAN, "10000002"))
    with world.context.database.snapshot() as connection:
        told = stored.owed(connection, shop_id(world), rules=rules)
    assert share > 0 and told == 500_000 - share * netted
    assert write(world).total == told


def test_a_share_that_was_kept_back_before_goods_came_back(either_world: World) -> None:
    """It is given back with them; and nobody's money waits because of it."""
    world = either_world
    world.context = replace(world.context, rules=replace(world.context.rules, discount_is_netted=True))
    open_account(world)
    agree(world, price=300_000, terms=replace(PAY3, markup_bp=0))
    hand_over(world)
    payout_files.net_all(world.context, "shops", now=world.now)
    assert states(world) == [("waiting", 288_000)]
    return_goods(world.context, loan=LOAN, amount=100_000, reference="R1")
    with world.context.database.snapshot() as connection:
        assert stored.owed(connection, shop_id(world), rules=world.context.rules) == 192_000
    assert write(world).total == 192_000
    assert world.problems() == []


def test_a_shop_that_owes_more_than_it_gets_is_promised_nothing(either_world: World) -> None:
    world = either_world
    open_account(world)
    agree(world, price=300_000)
    hand_over(world)
    made = write(world)
    for line in made.text.splitlines()[1:]:
        payouts.settle(world.context, Answer(line.split(",")[0], ok=True, transfer="T1"))
    return_goods(world.context, loan=LOAN, amount=300_000, reference="R1")
    agree(world, loan="10000002", price=200_000)
    hand_over(world)
    with world.context.database.snapshot() as connection:
        assert stored.owed(connection, shop_id(world), rules=world.context.rules) == 0
    assert write(world).outcome == "nothing" and states(world) == []
    assert world.problems() == []


def test_a_reversal_of_another_amount_that_came_first_undoes_nothing(either_world: World) -> None:
    world = either_world
    agree(world)
    one = paid(world)
    assert take_back(world.context, bounced(one, paisa=5_000)) == "unknown"
    assert record_payment(world.context, one) == "posted"
    assert stands(world).paid == 10_000
    assert "reversal_differs" in odd(world)


@pytest.mark.parametrize("again", range(6))
def test_a_payment_and_its_reversal_at_once(either_world: World, again: int) -> None:
    """Whichever is first, the money is gone in the end."""
    world = either_world
    agree(world)
    one = paid(world)
    at_once(lambda: record_payment(world.context, one), lambda: take_back(world.context, bounced(one)))
    assert stands(world).paid == 0 and stands(world).accounts.get("cash:sandbox", 0) == 0
    assert world.problems() == []


@pytest.mark.parametrize("again", range(6))
def test_placed_and_taken_back_at_once(either_world: World, again: int) -> None:
    world = either_world
    agree(world)
    one = paid(world, reference="nobody's")
    assert record_payment(world.context, one) == "unplaced"
    named = {"provider": "sandbox", "provider_id": "P1", "loan": LOAN, "agent_id": None}
    at_once(
        lambda: suspense.place(world.context, **named),
        lambda: take_back(world.context, bounced(one)),
    )
    with world.context.database.snapshot() as connection:
        sums = connection.execute(
            text(
                "SELECT account, sum(amount) FROM entry WHERE account IN ('suspense', 'cash:sandbox') GROUP BY account"
            )
        )
        assert {account: int(amount) for account, amount in sums} == {"suspense": 0, "cash:sandbox": 0}
    assert stands(world).paid == 0 and world.problems() == []


def test_nobody_is_asked_for_more_than_is_owed(either_world: World) -> None:
    world = either_world
    agree(world)
    fetch(world)
    reference = ask_for(world, 348_400)
    return_goods(world.context, loan=LOAN, amount=900_000, reference="R1")
    owed = stands(world).outstanding
    asked, bill = payments.asked(world.context, reference), bills.bill(world.context, LOAN)
    assert asked is not None and bill is not None
    assert asked.state == "open" and asked.request.paisa == bill.within == owed < 348_400
    assert record_payment(world.context, paid(world, paisa=owed, reference=reference)) == "posted"
    assert odd(world) == []


def test_what_is_owed_no_more_is_not_asked_for(either_world: World) -> None:
    world = either_world
    agree(world)
    reference = ask_for(world, 348_400)
    leave(world)
    asked = payments.asked(world.context, reference)
    assert asked is not None and asked.state == "over"
    assert payments.begin(world.context, reference=reference, provider="jazzcash") is None


def test_by_1bill_and_by_wallet_at_once(either_world: World) -> None:
    """Both are booked, and one of them is odd, once."""
    world = either_world
    agree(world)
    reference = ask_for(world, 348_400)
    by_bank = Paid("onebill", f"A1-{LOAN}", LOAN, 348_400, world.now, ok=True)
    by_wallet = Paid("jazzcash", "T1", reference, 348_400, world.now, ok=True)
    at_once(
        lambda: bills.pay_bill(world.context, by_bank),
        lambda: record_payment(world.context, by_wallet),
        lambda: record_payment(world.context, by_wallet),
        lambda: bills.pay_bill(world.context, by_bank),
    )
    now = stands(world)
    assert now.paid + now.credit == 2 * 348_400 and len(odd(world)) == 1
    assert world.problems() == []


def test_a_shops_money_waits_for_no_shopkeeper(tmp_path: Path, postgres_url: str) -> None:
    """Who holds the customer must not wait for the shop's turn, which may be waiting for the customer."""
    world = World(tmp_path, database_url=postgres_url)
    open_account(world)
    agree(world, price=300_000)
    hand_over(world)
    world.phone("sms", SHOP).says("9")
    with world.context.database.transaction() as connection:
        connection.execute(text("UPDATE shop SET proven_at = :now WHERE code = '101'"), {"now": world.now})
    number = write(world).text.splitlines()[1].split(",")[0]
    with (
        ThreadPoolExecutor(1) as pool,
        world.context.database.transaction() as connection,
    ):  # the shopkeeper's turn
        assert conversations.find_line(connection, channel="sms", address=SHOP)
        settled = pool.submit(payouts.settle, world.context, Answer(number, ok=True, transfer="T1"))
        assert settled.result(timeout=8) == "paid"
        assert hold(connection, LOAN) is not None
    assert world.problems() == []
    world.close()


def test_payouts_and_the_turns_of_shop_and_customer_at_once(tmp_path: Path, postgres_url: str) -> None:
    world = World(tmp_path, database_url=postgres_url)
    open_account(world)
    world.phone("sms", SHOP).says("9")
    with world.context.database.transaction() as connection:
        connection.execute(text("UPDATE shop SET proven_at = :now WHERE code = '101'"), {"now": world.now})
    numbers = [f"1000000{n}" for n in range(1, 7)]
    for loan in numbers:
        agree(world, loan=loan, price=300_000)
    hand_over(world)
    made = [line.split(",")[0] for line in write(world).text.splitlines()[1:]]

    def shopkeeper() -> None:
        for loan in numbers:
            do(world, ReturnGoods(loan, 100_000, "1"), number=SHOP)
            do(world, HandOver(loan), number=SHOP)

    def bank() -> None:
        for number in made:
            assert payouts.settle(world.context, Answer(number, ok=True, transfer="T1")) == "paid"

    def payer() -> None:
        for loan in numbers:
            record_payment(world.context, paid(world, f"P{loan}", reference=loan))

    def more() -> None:
        for n in range(1, 5):
            agree(world, loan=f"2000000{n}", price=300_000, number=f"+92300000100{n}")
            with suppress(AssertionError):
                fetch(world, loan=f"2000000{n}")
            shop_money.draw_up(world.context, now=world.now)
            payout_files.net_all(world.context, "shops", now=world.now)

    at_once(shopkeeper, bank, payer, more)
    assert world.problems() == []
    world.close()
