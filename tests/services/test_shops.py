"""Shops enrolled, their telephones proven, their accounts changed by two people; and what they may do to customers."""

import pytest
from click.testing import CliRunner
from lender import ENROL, enrol
from sqlalchemy import text
from test_money_at_once import at_once
from world import Phone, World

from bot.services import deliver, orders, shops
from bot.services.desk import approvals
from bot.services.record import Filters, read
from bot.store import orders as order_rows
from bot.store import shops as store
from bot.store.orders import OrderRow
from bot.store.shops import ShopRow

NEW = {"code": "201", "name": "Banawati Cycle Ghar", "city": "Quetta", "discount_bp": 300}
NUMBER, IBAN, WALLET = "+923000000911", "PK36SCBL0000001123456702", "03000000912"
COUNTER, CUSTOMER = "+923000000901", "+923000000404"


def add(world: World, **more: object) -> str:
    return shops.add(world.context, **{**NEW, "phone": "0300 0000911", "by": None, **more})


def shop(world: World, code: str = "201") -> ShopRow:
    with world.context.database.transaction() as connection:
        found = store.by_code(connection, code)
    assert found is not None
    return found


def account(world: World, code: str = "201") -> str:
    number = shop(world, code).id
    with world.context.database.transaction() as connection:
        return store.account(connection, shop_id=number, vault=world.context.vault)


def at(world: World, number: str) -> Phone:
    """Somebody's telephone, with everything read that came so far."""
    deliver.drain(world.context)
    phone = world.phone("sms", number)
    phone.hears()
    return phone


def number_of(text_: str) -> str:
    return text_.split("Order ")[1].split(",")[0]


def order(world: World, number: str) -> OrderRow:
    with world.context.database.transaction() as connection:
        found = order_rows.by_number(connection, number)
    assert found is not None
    return found


# Enrolment


def test_a_telephone_is_the_shops_once_it_has_said_so(either_world: World) -> None:
    world, phone = either_world, at(either_world, NUMBER)
    assert add(world) == "done"
    deliver.drain(world.context)
    assert "Banawati Cycle Ghar" in phone.hears()[0] and shop(world).proven_at is None
    assert "Nayi bikri ki khabar" in phone.says("1")[0]
    assert shop(world).proven_at is not None
    assert "Gahak ka code" in phone.says("9")[0]


def test_until_then_it_is_a_customer_like_any_other(world: World) -> None:
    add(world)
    phone = at(world, NUMBER)
    assert "code" not in " ".join(phone.says("000000"))
    assert shop(world).proven_at is None


def test_whoever_has_that_number_may_say_no(world: World) -> None:
    add(world)
    phone = at(world, NUMBER)
    assert "phir nahi likhenge" in phone.says("2")[0]
    assert shop(world).denied_at is not None and shop(world).proven_at is None


def test_an_answer_that_comes_after_the_number_was_changed_proves_nothing(world: World) -> None:
    add(world)
    old, new = at(world, NUMBER), at(world, "+923000000913")
    assert shops.change_phone(world.context, code="201", phone="03000000913", by=None) == "done"
    assert "khatam ho chuka" in old.says("1")[0] and shop(world).proven_at is None
    new.says("1")
    assert shop(world).proven_at is not None and shop(world).phone == "+923000000913"


def test_the_telephone_before_is_told_and_can_do_nothing_any_more(world: World) -> None:
    counter = at(world, COUNTER)
    counter.says("salam")
    assert shops.change_phone(world.context, code="101", phone="03000000913", by=None) == "done"
    deliver.drain(world.context)
    assert any("dukaan ka nahi raha" in said for said in counter.hears())
    assert "Order" not in " ".join(counter.says("03000000404 5000"))
    assert "Graahak" not in " ".join(counter.says("9"))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"code": "101"}, "taken"),
        ({"code": "not a code!"}, "bad_code"),
        ({"name": " "}, "incomplete"),
        ({"phone": "021 1234567"}, "bad_phone"),
        ({"phone": "+14155552671"}, "bad_phone"),
        ({"phone": "03000000901"}, "phone_taken"),
        ({"discount_bp": 9_000}, "bad_discount"),
        ({"account": "PK36SCBL0000001123456703"}, "bad_account"),
        ({"account": "DE89370400440532013000"}, "bad_account"),
    ],
)
def test_what_cannot_be_enrolled(world: World, change: dict, why: str) -> None:
    assert add(world, **change) == why
    with world.context.database.transaction() as connection:
        assert len(store.every(connection)) == 3


def test_a_telephone_is_not_asked_every_minute(world: World) -> None:
    add(world)
    assert shops.ask_phone(world.context, code="201", by=None) == "asked_already"
    world.later(hours=2)
    assert shops.ask_phone(world.context, code="201", by=None) == "done"


def test_who_has_ended_our_messages_is_not_asked(world: World) -> None:
    at(world, NUMBER).says("STOP")
    assert add(world) == "done"
    assert shops.ask_phone(world.context, code="201", by=None) == "opted_out"


# Where the money goes


def test_the_first_account_is_sealed_and_masked(either_world: World) -> None:
    assert add(either_world, account="PK36 SCBL 0000 0011 2345 6702") == "done"
    assert account(either_world) == IBAN and shop(either_world).account == "PK36****6702"
    with either_world.context.database.transaction() as connection:
        whole = str(connection.execute(text("SELECT * FROM shop")).all())
        assert IBAN not in whole and "0000001123" not in whole


def test_a_wallet_is_an_account_too(world: World) -> None:
    assert add(world, account=WALLET) == "done"
    assert account(world) == "+923000000912" and shop(world).account == "+923****0912"


def test_another_account_needs_two_people_and_the_shop_is_told(either_world: World) -> None:
    world = either_world
    add(world, account=IBAN)
    phone = at(world, NUMBER)
    phone.says("1")
    asker, second = world.agent("kamran"), world.agent("saima")
    change = {"code": "201", "account": WALLET}
    assert shops.set_account(world.context, **change, reason="", by=asker) == "no_reason"
    assert shops.set_account(world.context, **change, reason="new bank", by=asker) == "asked"
    assert account(world) == IBAN
    again = {"code": "201", "account": "03000000914"}
    assert shops.set_account(world.context, **again, reason="mine", by=asker) == "asked_already"
    waiting = approvals.listed(world.context, agent_id=second).waiting[0]
    assert WALLET[1:] not in str(waiting) and waiting.params["masked"] == "+923****0912"
    decide = {"approval_id": waiting.id, "agree": True, "answer": ""}
    assert approvals.decide(world.context, **decide, agent_id=asker).outcome == "own"
    assert approvals.decide(world.context, **decide, agent_id=second).outcome == "agreed"
    assert account(world) == "+923000000912"
    deliver.drain(world.context)
    assert any("+923****0912" in said for said in phone.hears())
    actions = [one.action for one in read(world.context, filters=Filters(), agent_id=second).entries]
    assert {"add_shop", "shop_account", "ask_approval", "agree"} <= set(actions)


def test_an_approval_whose_key_is_gone_changes_nothing(world: World) -> None:
    before = account(world, "101")
    add(world, account=IBAN)
    shops.set_account(world.context, code="201", account=WALLET, reason="x", by=world.agent("kamran"))
    with world.context.database.transaction() as connection:
        moved = """UPDATE approval SET params = '{"shop": "101", "masked": "", "sealed": ' || """
        connection.execute(text(moved + "json_quote(json_extract(params, '$.sealed')) || '}'"))
    second = world.agent("saima")
    number = approvals.listed(world.context, agent_id=second).waiting[0].id
    decided = approvals.decide(world.context, approval_id=number, agent_id=second, agree=True, answer="")
    assert (decided.outcome, decided.code) == ("not_possible", "account_unreadable")
    assert account(world, "101") == before and account(world) == IBAN


def test_off_sells_nothing_and_on_sells_again(world: World) -> None:
    counter = at(world, COUNTER)
    counter.says("9")
    assert shops.switch(world.context, code="101", active=False, by=None) == "done"
    assert shops.switch(world.context, code="101", active=False, by=None) == "nothing"
    for line in (
        "1",
        "2",
        "123456",
        "03000000404 5000",
        "salam",
        "9",
    ):  # in the middle of the shop's own menu
        assert counter.says(line)
    with pytest.raises(orders.UnknownShop), world.context.database.transaction() as connection:
        orders.open_order(world.context, connection, shop="101", price=500_000, source="api")
    assert shops.switch(world.context, code="101", active=True, by=None) == "done"


# Sales begun by text


def test_a_customer_who_knows_us_gets_one_message_however_often_the_shop_texts(either_world: World) -> None:
    world = either_world
    enrol(world)
    counter, customer = at(world, COUNTER), at(world, CUSTOMER)
    first = number_of(counter.says("03000000404 5000")[0])
    assert len(customer.hears()) == 1
    assert number_of(counter.says("0300 0000404 5,000")[0]) == first
    for price in (2_000, 3_000, 4_000):
        counter.says(f"03000000404 {price}")
    assert customer.hears() == []
    assert order(world, first).state == "cancelled"


def test_a_stranger_gets_nothing_and_the_shop_cannot_tell_the_difference(world: World) -> None:
    enrol(world)
    counter, stranger = at(world, COUNTER), at(world, "+923000000777")
    known, unknown = (counter.says(f"{to} 5000")[0] for to in ("03000000404", "03000000777"))
    assert stranger.hears() == []
    assert known.replace(number_of(known), "N") == unknown.replace(number_of(unknown), "N")


@pytest.mark.parametrize("how", ["stop", "night"])
def test_no_message_after_stop_nor_out_of_hours(world: World, how: str) -> None:
    enrol(world)
    customer = at(world, CUSTOMER)
    if how == "stop":
        customer.says("STOP")
    else:
        world.later(hours=10)
    customer.hears()
    at(world, COUNTER).says("03000000404 5000")
    assert customer.hears() == []


def test_many_orders_in_an_hour_are_refused(world: World) -> None:
    counter = at(world, COUNTER)
    said = [counter.says(f"0300000{n:04d} 5000")[0] for n in range(700, 731)]
    assert all("Order" in one for one in said[:30]) and "bohat ho gaye" in said[30]
    world.later(hours=1)
    assert "Order" in counter.says("03000000799 5000")[0]


def test_what_a_shop_may_text_does_nothing_from_another_telephone(world: World) -> None:
    enrol(world)
    said = " ".join(at(world, CUSTOMER).says("03000000404 5000"))
    assert "Order" not in said
    with world.context.database.transaction() as connection:
        assert connection.execute(text("SELECT count(*) FROM shop_order")).scalar() == 0


# Orders taken


def begun(world: World, **more: object) -> OrderRow:
    with world.context.database.transaction() as connection:
        return orders.open_order(world.context, connection, shop="101", price=500_000, source="shop", **more)


TO_THE_END = ("2", "1", "1", "5150", "23 dec", "1")


def test_two_customers_take_one_order_in_the_same_moment(either_world: World) -> None:
    world = either_world
    enrol(world)
    enrol(world, middle="7654321", number="+923000000405")
    one, two = at(world, CUSTOMER), at(world, "+923000000405")
    taken = begun(world)
    for phone in (one, two):
        for line in (f"order {taken.number}", *TO_THE_END[:-1]):
            phone.says(line)
    said = at_once(lambda: one.says("1"), lambda: two.says("1"))
    told = sorted("tay hua. Code" in " ".join(answer) for answer in said)  # type: ignore[arg-type]
    assert told == [False, True]
    assert any("ab nahi raha" in " ".join(answer) for answer in said)  # type: ignore[arg-type]
    assert order(world, taken.number).state == "taken" and world.problems() == []


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("unknown", "koi order nahi mila"),
        ("foreign", "kisi aur mobile number"),
        ("cancelled", "khatam kar diya gaya"),
        ("expired", "waqt khatam"),
        ("taken", "plan ban chuka"),
    ],
)
def test_a_number_that_cannot_be_had_gets_a_clear_sentence(world: World, what: str, sentence: str) -> None:
    enrol(world)
    phone = at(world, CUSTOMER)
    made = begun(world, address="+923000000999" if what == "foreign" else "")
    with world.context.database.transaction() as connection:
        if what == "cancelled":
            orders.cancel(world.context, connection, number=made.number)
        if what == "taken":
            connection.execute(text("UPDATE shop_order SET state = 'taken'"))
    if what == "expired":
        world.later(hours=24)
        phone.says("9")
        phone.says("4826")
    written = "99999999" if what == "unknown" else made.number
    said = phone.says(written) + (phone.says("4826") if what == "expired" else [])
    assert any(sentence in one for one in said), said


@pytest.mark.parametrize(
    "form", ["Order {}", "order number {}", "ORDER NO. {}", "{}", "آرڈر {}", "آرڈر نمبر {}", "ordar {}",
             "bhai order no {} wala lena hai", "میرا آرڈر {} ہے"]
)  # fmt: skip
def test_the_number_in_the_forms_that_people_write(world: World, form: str) -> None:
    enrol(world)
    phone, made = at(world, CUSTOMER), begun(world)
    said = phone.says(form.format(made.number))
    assert "5,000" in said[0] and phone.state == "buy.plan"


def test_a_stranger_with_an_order_that_is_gone_is_not_promised_it(world: World) -> None:
    phone = at(world, CUSTOMER)
    phone.says("Order 99999999")
    for line in ENROL[1:]:
        said = phone.says(line.format(cnic="3520212345671", income=40_000))
    assert "nahi mila" in said[0] and phone.state == "eligibility.approved"


@pytest.mark.parametrize("form", ["{} 9k", "{} 9 hazar", "9000 {}", "Rs 9,000 {}"])
def test_a_sum_as_shopkeepers_write_it(world: World, form: str) -> None:
    assert "Rs 9,000" in at(world, COUNTER).says(form.format("03000000404"))[0]


def test_it_is_taken_at_the_shop_question_and_in_the_middle_of_something(world: World) -> None:
    enrol(world)
    phone, made = at(world, CUSTOMER), begun(world)
    phone.says("khareedna hai")
    phone.says(made.number)
    assert phone.state == "buy.plan"
    phone.says("1")
    phone.says(f"Order {made.number}")
    assert phone.state == "buy.plan"


def test_a_code_and_a_price_are_no_order(world: World) -> None:
    enrol(world)
    phone = at(world, CUSTOMER)
    phone.says("khareedna hai")
    assert "Rs 10,000" in phone.says("101 10000")[0]


def test_nobody_buys_at_their_own_counter(world: World) -> None:
    with world.context.database.transaction() as connection:
        connection.execute(text("UPDATE shop SET proven_at = NULL"))
    enrol(world, number=COUNTER)
    with world.context.database.transaction() as connection:
        connection.execute(text("UPDATE shop SET proven_at = enrolled_at"))
    counter = at(world, COUNTER)
    made = begun(world)
    assert "Apni hi dukaan" in counter.says(f"order {made.number}")[0]
    counter.says("khareedna hai")
    assert "Apni hi dukaan" in counter.says("101 5000")[0]


def test_a_declined_order_is_cancelled(world: World) -> None:
    enrol(world)
    number = number_of(at(world, COUNTER).says("03000000404 5000")[0])
    customer = at(world, CUSTOMER)
    assert customer.state == "order.answer"
    customer.says("2")
    assert order(world, number).state == "cancelled"


# `qist shops`


def test_the_commands(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.cli import cli

    monkeypatch.setenv("QIST_DATABASE_URL", f"sqlite:///{tmp_path / 'shops.db'}")
    monkeypatch.setenv("QIST_DEMO", "1")
    monkeypatch.setenv("QIST_SECRET_KEY", "a secret that only the tests know, 32+")
    monkeypatch.setenv("QIST_DATA_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(cli, ["shops", *words])
        return result.exit_code, result.output

    add = ("add", "201", "--name", "Banawati Cycle Ghar", "--phone", "03000000911", "--discount", "2.5")
    assert run(*add)[0] == 0
    assert run(*add)[0] == 1
    assert run("account", "201", "--account", IBAN) == (0, "kept\n")
    assert run("account", "201", "--account", WALLET)[0] == 1
    listed = run("list")[1]
    assert "201 Banawati Cycle Ghar" in listed and "PK36****6702" in listed and "not confirmed" in listed
    assert "2.5 %" in listed and IBAN not in listed
    assert run("discount", "201", "3")[0] == 0 and run("discount", "201", "3.001")[0] == 2
    assert run("off", "201")[0] == 0 and run("off", "201")[0] == 1 and run("on", "201")[0] == 0
    assert run("phone", "201", "03000000915")[0] == 0 and run("ask", "201")[0] == 1
