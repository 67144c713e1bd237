"""1Bill: a number that stays shows what is due now, and what is paid there is booked once, to the paisa."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lender import agree, enrol, fetch, leave
from payments.conftest import NUMBER, PLAN, Till
from sqlalchemy import text

from bot.lending.money import rupees
from bot.payments.onebill import Bill, OneBill, inquiry, read_amount, write_amount
from bot.payments.ports import BadCallback, PayRequest
from tests.fakes import bank

BILLER = OneBill(prefix=bank.PREFIX, username=bank.USERNAME, password=bank.PASSWORD)
DUE = rupees(5_150)
FIELDS = {
    "tran_auth_id": "123456",
    "transaction_amount": "+0000000515000",
    "tran_date": "20261123",
    "tran_time": "100000",
}


@given(st.integers(1, 10**12))
def test_amounts_go_out_and_come_back(amount: int) -> None:
    written = write_amount(amount)
    assert len(written) == 14 and written[0] == "+" and written[1:].isdigit()
    assert read_amount(written) == amount


@given(st.integers(-(10**13) + 1, 10**13 - 1))
def test_amounts_keep_their_sign(amount: int) -> None:
    assert int(write_amount(amount)) == amount


@given(st.text(max_size=20))
def test_nothing_else_is_an_amount(written: str) -> None:
    if len(written) == 14 and written.isascii() and written[0] == "+" and written[1:].isdigit():
        return
    with pytest.raises(ValueError):
        read_amount(written)


@pytest.mark.parametrize("amount", [10**13, -(10**13)])
def test_more_than_fits(amount: int) -> None:
    with pytest.raises(ValueError):
        write_amount(amount)


@given(st.text(max_size=30))
def test_no_other_number_is_ours(number: str) -> None:
    ours = BILLER.plan(number)
    assert ours is None or f"{bank.PREFIX}{ours}" == number


@pytest.mark.parametrize(
    "number", ["", "100123", "10012300000001", "1001231000000১", f"{NUMBER}0", f" {NUMBER}"]
)
def test_numbers_that_are_nobodys(number: str) -> None:
    assert BILLER.plan(number) is None


def test_the_number_is_typed_on_a_keypad() -> None:
    how = BILLER.instructions(request=PayRequest("2000000001", DUE, PLAN))
    assert how.number == NUMBER and how.number.isdigit() and len(how.number) <= 18


@pytest.mark.parametrize(
    "change",
    [
        {"transaction_amount": "+0000000000000"},
        {"transaction_amount": "-0000000515000"},
        {"transaction_amount": "515000"},
        {"transaction_amount": "+٠٠٠٠٠٠٠٥١٥٠٠٠"},
        {"transaction_amount": "+9999999999999"},
        {"tran_auth_id": ""},
        {"tran_auth_id": "12-34"},
        {"tran_date": "20261301"},
        {"tran_time": "256000"},
        {"tran_time": ""},
    ],
)
def test_a_payment_that_cannot_be_read(change: dict[str, str]) -> None:
    with pytest.raises(BadCallback):
        BILLER.payment({**FIELDS, **change}, plan=PLAN)


@pytest.mark.parametrize("missing", FIELDS)
def test_a_payment_with_something_missing(missing: str) -> None:
    with pytest.raises(BadCallback):
        BILLER.payment({name: value for name, value in FIELDS.items() if name != missing}, plan=PLAN)


def test_every_field_has_its_width() -> None:
    shown = inquiry("00", Bill("U", "QIST 10000001 N. KHAN and more than fits", date(2026, 12, 23), DUE, DUE))
    assert len(shown["consumer_detail"]) == 30
    assert shown["amount_within_dueDate"] == shown["amount_after_dueDate"] == "+0000000515000"
    assert (shown["due_date"], shown["billing_month"]) == ("20261223", "2612")


# Over HTTP, on both stores


def pays(till: Till, paisa: int = DUE, *, auth: str = "123456", number: str = NUMBER, **more: str) -> str:
    status, answer = till.bank.pay(number, paisa, auth=auth, at=till.world.now, **more)
    assert status == 200
    return answer["response_Code"]


def shows(till: Till, number: str = NUMBER) -> dict[str, str]:
    status, answer = till.bank.inquiry(number)
    assert status == 200
    return answer


def test_the_bill_is_what_is_due_next(till: Till) -> None:
    shown = shows(till)
    assert (shown["response_Code"], shown["bill_status"]) == ("00", "U")
    assert (shown["amount_within_dueDate"], shown["due_date"]) == ("+0000000515000", "20261223")
    assert len(shown["consumer_detail"]) == 30 and shown["consumer_detail"].startswith(f"QIST {PLAN}")
    assert "Namoona" not in str(shown)


def test_who_asked_to_pay_another_sum_finds_that(till: Till) -> None:
    till.asks(rupees(2_000))
    shown = shows(till)
    assert (shown["amount_within_dueDate"], shown["due_date"]) == ("+0000000200000", "20261126")
    assert pays(till, rupees(2_000)) == "00"
    assert (till.received, till.kinds) == (rupees(2_000), [])
    after = shows(till)
    assert (after["bill_status"], after["amount_within_dueDate"]) == ("T", "+0000000315000")


def test_paid_month_after_month_by_the_same_number(till: Till) -> None:
    assert pays(till) == "00"
    till.world.later(days=31)
    shown = shows(till)
    assert (shown["amount_within_dueDate"], shown["due_date"]) == ("+0000000515000", "20270123")
    assert pays(till) == "00"  # the bank's numbers come again: with another day it would be another payment
    assert till.received == DUE
    assert pays(till, auth="654321") == "00"
    assert (till.stands.settled, till.kinds) == (True, [])
    over = shows(till)
    assert (over["bill_status"], over["amount_within_dueDate"]) == ("P", "+0000000000000")
    assert (over["tran_auth_Id"], over["amount_paid"]) == ("654321", "000000515000")
    assert over["date_paid"] == "20261224"


def test_told_many_times_at_once(till: Till) -> None:
    assert till.at_once([lambda: pays(till)] * 8) == ["00"] * 8
    assert (till.received, till.kinds) == (DUE, [])


def test_the_same_number_of_the_bank_for_another_plan_is_another_payment(till: Till) -> None:
    agree(till.world, loan="10000002", number="+923000000405")
    assert pays(till) == pays(till, number=f"{bank.PREFIX}10000002") == "00"
    with till.world.context.database.snapshot() as connection:
        assert connection.execute(text("SELECT count(*) FROM payment")).scalar_one() == 2


def test_repeated_with_another_amount(till: Till) -> None:
    assert [pays(till), pays(till, rupees(1))] == ["00", "03"]
    assert (till.received, till.kinds) == (DUE, ["repeated_differently"])


def test_another_amount_than_the_bill(till: Till) -> None:
    assert pays(till, rupees(5_000)) == "00"
    (odd,) = till.odd
    assert (odd.kind, odd.detail, till.received) == ("other_amount", "Rs 5,150", rupees(5_000))


def test_for_a_plan_that_is_paid_it_is_credit(till: Till) -> None:
    till.asks(rupees(10_300))
    till.world.pay("2000000001", rupees(10_300))
    over = till.stands.credit
    assert pays(till) == "00"
    assert (till.stands.credit, till.kinds) == (over + DUE, ["plan_closed"])


def test_for_a_plan_that_was_left_within_the_day(till: Till) -> None:
    fetch(till.world)
    leave(till.world)
    assert shows(till)["bill_status"] == "U"  # the price itself is still owed
    assert pays(till, rupees(10_000)) == "00"
    assert (till.stands.settled, till.kinds) == (True, ["other_amount"])  # all at once and not in parts
    assert shows(till)["bill_status"] == "P"


def test_a_number_of_nobodys_is_not_taken(till: Till) -> None:
    unknown = f"{bank.PREFIX}99999999"
    assert shows(till, unknown)["response_Code"] == "01"
    assert pays(till, number=unknown) == "01"
    assert pays(till, number="something else") == "01"
    with till.world.context.database.snapshot() as connection:
        assert connection.execute(text("SELECT count(*) FROM payment")).scalar_one() == 0
    assert till.kinds == ["no_such_number", "no_such_number"]


@pytest.mark.parametrize(
    "who",
    [{"username": "somebody"}, {"password": "guessed"}, {"password": ""}, {"username": "", "password": ""}],
)
def test_strangers_are_told_nothing(till: Till, who: dict[str, str]) -> None:
    for name, value in who.items():
        setattr(till.bank, name, value)
    status, shown = till.bank.inquiry(NUMBER)
    assert (status, shown["response_Code"], shown["amount_within_dueDate"]) == (401, "04", "+0000000000000")
    status, _ = till.bank.pay(NUMBER, DUE, auth="1", at=till.world.now)
    assert (status, till.received) == (401, 0)
    assert [(one.kind, one.provider) for one in till.odd] == [("forged", "onebill")]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b'{"consumer_number":1}',
        b'{"consumer_number":"1","consumer_number":"2"}',
        b"\xff",
    ],
)
def test_what_is_no_request(till: Till, body: bytes) -> None:
    for what in ("BillInquiry", "BillPayment"):
        assert till.bank.onebill(what, body)[1]["response_Code"] == "04"


def test_money_is_read_strictly(till: Till) -> None:
    for amount in ("+0000000000000", "-0000000515000", "5150.00", "+٠٠٠٠٠٠٠٥١٥٠٠٠"):
        assert pays(till, transaction_amount=amount) == "04"
    assert till.received == 0


def test_a_name_is_shown_in_short(till: Till) -> None:
    enrol(till.world, number="+923000000404")
    detail = shows(till)["consumer_detail"]
    assert detail.rstrip() == f"QIST {PLAN} N. KHAN"


def test_after_its_day_the_bill_shows_all_that_is_late(till: Till) -> None:
    till.world.now += timedelta(days=70)
    till.world.tick()
    shown = shows(till)
    assert int(shown["amount_within_dueDate"]) >= 2 * DUE
    assert pays(till, int(shown["amount_within_dueDate"])) == "00"
    assert (till.stands.settled, till.kinds) == (True, [])
