"""What we hold about people: copied, erased; decisions replayed; the book for bureaus; a bureau that misbehaves."""

import csv
import io
import json
from datetime import date, timedelta

import pytest
from lender import agree, ask_for, enrol
from sqlalchemy import text
from world import World

from bot.bureaus.ports import patient
from bot.bureaus.sandbox import sandbox
from bot.services import loan_book, personal_data
from bot.services.decisions import replay_all
from bot.services.write_off import write_off

NUMBER = "+923000000404"


@pytest.mark.parametrize(
    ("middle", "code", "limit"),
    [
        ("1234567", "limit_by_affordable", 1_200_000),
        ("0000001", "bureau_default", None),
        ("0000002", "limit_by_bureau_silent", 1_000_000),
        ("0000003", "identity_mismatch", None),
        ("0000004", "limit_by_all_lenders", 500_000),
        ("0000005", "identity_mismatch", None),
    ],
)
def test_what_a_bureau_says_weighs_and_is_kept(
    world: World, middle: str, code: str, limit: int | None
) -> None:
    enrol(world, middle=middle)
    with world.context.database.transaction() as connection:
        kept = json.loads(connection.execute(text("SELECT data FROM decision")).scalar_one())
    assert kept["reasons"][0]["code"] == code
    assert kept["inputs"]["bureau"]["source"] == "sandbox"
    assert world.phone("sms", NUMBER).show()["customer"]["limit"] == limit
    assert [one.differs for one in replay_all(world.context)] == [""]


def test_a_bureau_that_breaks_down_is_silent_and_no_refusal() -> None:
    def broken(*, cnic: str, name: str, born: date):
        raise ConnectionResetError

    report = patient(broken, source="elsewhere")("3520212345671", "x", date(1990, 1, 1))
    assert (report.source, report.answered) == ("elsewhere", False)


def test_the_sandbox_knows_everybody_else() -> None:
    assert sandbox(cnic="3520299999991", name="x", born=date(1990, 1, 1)).identity_matches


def test_a_decision_whose_stored_limit_was_changed_is_named(world: World) -> None:
    enrol(world)
    with world.context.database.transaction() as connection:
        connection.execute(text("UPDATE decision SET data = json_set(data, '$.limit', 5000000)"))
    assert [one.differs for one in replay_all(world.context)] == ["limit"]


def test_a_copy_holds_all_and_no_secret(world: World) -> None:
    enrol(world)
    agree(world)
    world.pay(ask_for(world, 348_400), 348_400)
    held = personal_data.copy(world.context, phone=NUMBER)
    assert held["customer"][0]["cnic"] == "3520212345671" and held["customer"][0]["name"] == "Namoona Khan"
    assert len(held["loan"]) == len(held["payment"]) == len(held["decision"]) == 1
    assert held["entry"] and held["statement"][0]["shown"]
    whole = json.dumps(held)
    assert '"4826"' not in whole and "pin_hash" not in whole and "cnic_key" not in whole


def test_an_order_that_a_shop_began_for_somebody_is_theirs_too(world: World) -> None:
    number = "+923000000404"
    enrol(world)
    world.phone("sms", "+923000000901").says("03000000404 5000")
    assert personal_data.copy(world.context, phone=number)["shop_order"][0]["address"] == number
    assert personal_data.erase(world.context, phone=number) == "forgotten"
    assert not remains(world, number)


def test_nobody_is_copied_who_never_wrote(world: World) -> None:
    with pytest.raises(personal_data.NoSuchCustomer):
        personal_data.copy(world.context, phone="+923009999999")
    assert personal_data.erase(world.context, phone="+923009999999") == "unknown"


def remains(world: World, *words: str) -> list[str]:
    """Words that stand anywhere in the store."""
    with world.context.database.transaction() as connection:
        tables = (
            connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        )
        rows = [str(tuple(row)) for one in tables for row in connection.execute(text(f"SELECT * FROM {one}"))]
    return [word for word in words if any(word in row for row in rows)]


def test_who_never_had_a_plan_is_forgotten(world: World) -> None:
    enrol(world)
    assert remains(world, "Namoona Khan", "35202", "923000000404", "4000000")
    assert personal_data.erase(world.context, phone=NUMBER) == "forgotten"
    assert remains(world, "Namoona Khan", "35202", "923000000404", "4000000") == []
    assert world.problems() == []


def test_who_owes_is_not_erased_and_who_has_paid_keeps_only_the_books(world: World) -> None:
    enrol(world)
    agree(world)
    assert personal_data.erase(world.context, phone=NUMBER) == "owes"
    world.pay(ask_for(world, 1), 1_045_000)
    assert personal_data.erase(world.context, phone=NUMBER) == "erased"
    held = personal_data.copy(world.context, phone=NUMBER)
    assert held["customer"][0]["name"] == "Namoona Khan" and held["customer"][0]["income"] is None
    assert {row["text"] for row in held["message"]} == {""} and held["statement"][0]["shown"]
    assert world.problems() == []


def test_the_book_for_a_bureau(world: World) -> None:
    enrol(world)
    agree(world)
    agree(world, loan="10000002", price=500_000)
    agree(world, loan="10000003", price=500_000)
    world.pay(ask_for(world, 348_400), 348_400)
    write_off(world.context, loan="10000003", reason="flood", agent_id=None, relief=True)
    out = io.StringIO()
    on = date(2026, 12, 23) + timedelta(days=35)
    assert loan_book.export(world.context, out=out, on=on) == 3
    one, two, three = csv.DictReader(io.StringIO(out.getvalue()))
    assert (one["cnic"], one["name"], one["born"]) == ("35202-1234567-1", "Namoona Khan", "1990-08-15")
    assert (one["financed"], one["charge"], one["outstanding"]) == ("10000.00", "450.00", "6966.00")
    assert (one["overdue_since"], one["days_late"], one["bucket"], one["status"]) == (
        "2027-01-22", "5", "4_30", "late",
    )  # fmt: skip
    assert (two["days_late"], two["bucket"], two["last_paid"]) == ("35", "31_60", "")
    assert (three["status"], three["outstanding"], three["written_off"]) == ("written_off", "0.00", "5000.00")
    book = loan_book.at_risk(world.context, on=on)
    assert book.at_risk(over_days=30) == 522_500 and book.outstanding == 522_500 + 696_600


def test_a_name_is_no_formula_for_a_spreadsheet(world: World) -> None:
    agree(world)
    with world.context.database.transaction() as connection:
        connection.execute(text("UPDATE customer SET name = '=cmd()'"))
    out = io.StringIO()
    loan_book.export(world.context, out=out, on=date(2026, 12, 1))
    assert "'=cmd()" in out.getvalue()
