"""The schema up and down with rows in it, on both stores."""

import pytest
from alembic import command
from lender import agree
from sqlalchemy import text
from world import World

from bot.store import upgrade

PLANNED = """INSERT INTO reminder (loan_id, installment, kind, due, due_at, next_at, state, why)
SELECT id, 1, '{kind}', '{due}', '2026-12-20 05:00:00', '2026-12-20 05:00:00', '{state}', '' FROM loan"""


def to(world: World, revision: str) -> None:
    with world.context.database.transaction() as connection:
        config = upgrade._config()
        config.attributes["connection"] = connection
        (command.upgrade if revision == "head" else command.downgrade)(config, revision)


def rows(world: World, query: str) -> list[tuple]:
    with world.context.database.transaction() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


@pytest.fixture
def filled(either_world: World) -> World:
    world = either_world
    agree(world)
    with world.context.database.transaction() as connection:
        for kind, day, state in (
            ("before_3", "2026-12-23", "sent"),
            ("before_3", "2027-01-07", "planned"),  # its date has moved: the same kind again
            ("on_day", "2026-12-23", "skipped"),
            ("promised", "2026-12-28", "planned"),
            ("people", "2026-12-23", "spoken"),
        ):
            connection.execute(text(PLANNED.format(kind=kind, due=day, state=state)))
    return world


def test_down_and_up_again_loses_nothing_that_the_older_code_knows(filled: World) -> None:
    to(filled, "0007")
    assert rows(filled, "SELECT kind, state FROM reminder ORDER BY kind") == [
        ("before_3", "planned"),
        ("on_day", "skipped"),
    ]
    to(filled, "head")
    told = rows(
        filled,
        "SELECT r.kind, r.due = i.due, r.next_at = r.due_at FROM reminder r "
        "JOIN installment i ON i.loan_id = r.loan_id AND i.number = r.installment ORDER BY r.kind",
    )
    assert told == [("before_3", 1, 1), ("on_day", 1, 1)]
    assert upgrade.is_current(filled.context.database)
    assert filled.tick() == []


def test_up_with_many_rows_and_a_moved_date(filled: World) -> None:
    to(filled, "0007")
    with filled.context.database.transaction() as connection:
        connection.execute(text("UPDATE installment SET moved_to = '2027-01-07' WHERE number = 1"))
    to(filled, "head")
    assert {str(due) for (due,) in rows(filled, "SELECT due FROM reminder")} == {"2027-01-07"}
