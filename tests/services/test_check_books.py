"""One stored number is changed behind the back of the books: the check names where."""

import json

import pytest
from lender import agree, ask_for
from sqlalchemy import text
from world import World

from bot.services.check_books import check_books


@pytest.fixture
def books(world: World) -> World:
    """Two plans, three payments, one of them for nobody."""
    agree(world)
    agree(world, loan="10000002", price=2_000_000)
    world.pay(ask_for(world, 348_400), 348_400, provider_id="A")
    world.pay(ask_for(world, 100, loan="10000002", reference="2000000002"), 100, provider_id="B")
    world.pay("nobody's", 500, provider_id="C")
    assert list(check_books(world.context)) == []
    return world


def tampered(world: World, statement: str, **values: object) -> set[tuple[str, str]]:
    with world.context.database.transaction() as connection:
        for trigger in ("posting_is_final", "posting_stays", "entry_is_final", "entry_stays"):
            connection.execute(text(f"DROP TRIGGER IF EXISTS {trigger}"))
        assert connection.execute(text(statement), values).rowcount
    return {(problem.code, problem.where) for problem in check_books(world.context)}


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE entry SET amount = amount + 1 WHERE id = 3", ("entry", "accept:10000001")),
        ("UPDATE entry SET account = 'petty' WHERE id = 3", ("entry", "accept:10000001")),
        ("UPDATE entry SET account = 'write_off' WHERE id = 3", ("hash", "accept:10000001")),
        ("UPDATE entry SET installment = 2 WHERE id = 1", ("hash", "accept:10000001")),
        ("UPDATE entry SET loan = '10000002' WHERE id = 1", ("entry", "accept:10000001")),
        (
            "UPDATE entry SET amount = amount + CASE id WHEN 1 THEN 5 ELSE -5 END WHERE id IN (1, 2)",
            ("hash", "accept:10000001"),
        ),
        ("UPDATE posting SET at = '2020-01-01 00:00:00' WHERE id = 3", ("hash", "sandbox:A")),
        ("UPDATE posting SET kind = 'magic' WHERE id = 3", ("unreadable", "10000001")),
        ("UPDATE posting SET hash = 'x' WHERE id = 3", ("hash", "sandbox:A")),
        ("UPDATE posting SET reference = 'sandbox:Z' WHERE id = 3", ("cash", "sandbox:Z")),
        ("UPDATE posting SET loan = '10000002' WHERE id = 3", ("entry", "sandbox:A")),
        ("UPDATE posting SET loan = NULL WHERE id = 3", ("entry", "sandbox:A")),
        ("DELETE FROM entry WHERE posting_id = 3", ("entry", "sandbox:A")),
        ("UPDATE ledger_head SET hash = 'x'", ("head", "the newest posting")),
        ("UPDATE payment SET amount = amount + 1 WHERE id = 2", ("payment", "sandbox:B")),
        ("UPDATE payment SET posted_as = NULL WHERE id = 2", ("payment", "sandbox:B")),
        ("DELETE FROM payment WHERE id = 3", ("cash", "sandbox:C")),
        ("UPDATE installment SET amount = amount + 1 WHERE id = 5", ("promise", "10000002")),
        ("UPDATE installment SET due = '2030-01-01' WHERE id = 5", ("promise", "10000002")),
        ("UPDATE loan SET state = 'closed' WHERE id = 2", ("state", "10000002")),
        ("UPDATE statement SET digest = 'x' WHERE id = 1", ("statement", "10000001")),
    ],
)
def test_what_was_changed_is_named(books: World, statement: str, found: tuple[str, str]) -> None:
    assert found in tampered(books, statement)


@pytest.mark.parametrize("column", ["statement.facts", "loan.offer"])
def test_every_number_of_an_agreement_is_guarded(books: World, column: str) -> None:
    table, name = column.split(".")
    with books.context.database.transaction() as connection:
        stored = json.loads(connection.execute(text(f"SELECT {name} FROM {table} WHERE id = 1")).scalar_one())
    for changed in variations(stored):
        whole = json.dumps(changed)
        found = tampered(books, f"UPDATE {table} SET {name} = :whole WHERE id = 1", whole=whole)
        assert {where for _, where in found} == {"10000001"}, whole
    whole = json.dumps(stored)
    assert tampered(books, f"UPDATE {table} SET {name} = :whole WHERE id = 1", whole=whole) == set()


def variations(value: object):
    """The same with one number changed, for every number in it that money or time hangs on."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in ("caps", "down_bp"):  # what was allowed then, and a share that is in the amounts
                yield from ({**value, key: other} for other in variations(inner))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from ([*value[:place], other, *value[place + 1 :]] for other in variations(inner))
    elif isinstance(value, int) and not isinstance(value, bool):
        yield value + 1


def test_postings_cut_off_the_end_are_missed(books: World) -> None:
    tampered(books, "DELETE FROM entry WHERE posting_id = (SELECT max(id) FROM posting)")
    found = tampered(books, "DELETE FROM posting WHERE id = (SELECT max(id) FROM posting)")
    assert ("head", "the newest posting") in found and ("payment", "sandbox:C") in found
