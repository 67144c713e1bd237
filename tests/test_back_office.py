"""The commands of the back office: each does its one thing and says so; what cannot be done is one sentence."""

import json
from contextlib import contextmanager

import click
import pytest
from click.testing import CliRunner
from lender import agree, ask_for, enrol
from world import World

from bot import clearing_commands
from bot.back_office import add_to

LOAN = "10000001"


@pytest.fixture
def qist(world: World):
    @contextmanager
    def contexts():
        yield world.context

    cli = click.Group()
    add_to(cli, contexts)
    clearing_commands.add_to(cli, contexts)

    def run(*arguments: str, code: int = 0) -> str:
        done = CliRunner().invoke(cli, arguments)
        assert done.exit_code == code, done.output
        return done.output

    return run


def test_a_payment_is_found_and_placed(world: World, qist) -> None:
    agree(world)
    world.pay("nobody's", 348_400, provider_id="A")
    assert "sandbox A Rs 3,484.00" in qist("suspense", "list")
    assert "no plan" in qist("suspense", "place", "sandbox", "A", "nobody's", code=1)
    assert qist("suspense", "place", "sandbox", "A", LOAN) == "placed\n"
    assert qist("suspense", "list") == ""


def test_help_for_a_plan(world: World, qist) -> None:
    agree(world, price=900_000)
    assert "tenor_too_long" in qist("plan", "extend", LOAN, "1", code=1)
    assert "first Rs 2,351.00" in qist("plan", "spread", LOAN, "4", "--first", "2026-12-10")
    assert "there is no plan" in qist("plan", "spread", "nobody's", "4", "--first", "2026-12-10", code=1)
    assert qist("plan", "return", LOAN, "1000", "--reference", "R1") == "returned\n"
    assert "known" in qist("plan", "return", LOAN, "1000", "--reference", "R1", code=1)
    assert qist("plan", "write-off", LOAN, "--reason", "died", "--relief") == "written off\n"
    assert world.problems() == []


def test_the_book_and_the_people(world: World, qist) -> None:
    agree(world)
    assert "10000001" in qist("book", "export") and "PAR30" in qist("book", "risk")
    assert json.loads(qist("customer", "export", "+923000000404"))["loan"]
    assert "owes" in qist("customer", "erase", "+923000000404", "--yes", code=1)
    assert "0 decisions come out the same" in qist("decisions", "replay")
    assert qist("complaints", "list") == qist("payouts", "list") == ""
    assert "unknown" in qist("complaints", "answer", "1", "x", code=1)
    assert "unknown" in qist("payouts", "paid", "1", "sandbox", "T", code=1)


def test_credit_is_paid_back(world: World, qist) -> None:
    from bot.services import payouts

    agree(world)
    world.pay(ask_for(world, 1), 1_100_000)
    with world.context.database.transaction() as connection:
        payouts.ask_back(world.context, connection, loan=LOAN, reference="3000000001")
    assert qist("payouts", "list").startswith(f"3000000001 plan {LOAN}")
    assert qist("payouts", "paid", "3000000001", "sandbox", "T1") == "paid\n"


def test_a_lost_number_is_moved_once(world: World, qist) -> None:
    enrol(world)
    phone = world.phone("sms", "+923000000505")
    for line in ("mera phone chori ho gaya hai", "3520212345671", "4826"):
        phone.says(line)
    number = qist("numbers", "list").split()[0]
    assert "Usage" in qist("numbers", "decide", number, code=2)
    assert qist("numbers", "decide", number, "move") == "moved\n"
    assert "unknown" in qist("numbers", "decide", number, "move", code=1)
    assert phone.show()["customer"]["limit"] == 1_200_000
