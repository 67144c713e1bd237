"""A backup taken while people write, and a store filled from it: everything is there, and the books are clean."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import postgres
import pytest
from click.testing import CliRunner, Result
from lender import agree, ask_for
from sqlalchemy import select, text
from sqlmodel import SQLModel
from world import World

from bot.services.check_books import check_books
from bot.store.backup import dump
from bot.store.database import Database
from bot.store.upgrade import standing
from bot.store_commands import add_to

Qist = Callable[..., Result]


@pytest.fixture
def lived(either_world: World) -> World:
    """A store in which somebody owes, has paid and has talked."""
    agree(either_world)
    either_world.pay(ask_for(either_world, 100_000), 100_000)
    either_world.phone("sms").says("سلام، قسط کب ہے؟")
    return either_world


@pytest.fixture
def fresh(lived: World, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty store of the same kind."""
    url = f"sqlite:///{tmp_path / 'fresh.db'}"
    if not lived.context.database.is_sqlite:
        server = request.getfixturevalue("postgres_server")
        url = postgres.create(server)
    made = Database(url)
    yield made
    made.close()
    if not made.is_sqlite:
        postgres.drop(url)


def qist(world: World, database: Database) -> Qist:
    @contextmanager
    def contexts() -> Iterator[Any]:
        yield replace(world.context, database=database)

    @contextmanager
    def stores() -> Iterator[Database]:
        yield database

    cli = click.Group()
    add_to(cli, contexts, stores)
    return lambda *arguments: CliRunner().invoke(cli, [str(one) for one in arguments])


def rows(database: Database) -> dict[str, list[Any]]:
    with database.snapshot() as connection:
        return {
            one.name: sorted(map(repr, connection.execute(select(one)).all()))
            for one in SQLModel.metadata.sorted_tables
        }


def test_what_was_backed_up_is_all_there_again(lived: World, fresh: Database, tmp_path: Path) -> None:
    file = tmp_path / "night.backup"
    done = qist(lived, lived.context.database)("backup", file)
    assert (done.exit_code, "bytes" in done.output) == (0, True)
    assert file.stat().st_mode & 0o077 == 0
    before = rows(lived.context.database)
    done = qist(lived, fresh)("restore", file)
    assert done.exit_code == 0, done.output
    assert "the books are clean" in done.output
    assert "1 plans" in done.output
    after = rows(fresh)
    before["checkup"] = after["checkup"]  # the check of the books that restoring ends with
    assert after == before
    assert list(check_books(replace(lived.context, database=fresh))) == []
    assert standing(fresh) == "current"
    # And it is a store to go on with: numbers go on where they stood.
    there = replace(lived.context, database=fresh)
    phone = lived.phone("sms")
    phone.world = type("", (), {"context": there, "now": lived.now, "reads": lived.reads})()  # type: ignore[assignment]
    assert phone.says("menu")


def test_one_moment_while_others_write(lived: World, fresh: Database, tmp_path: Path) -> None:
    done = threading.Event()

    def talk() -> None:
        phone = lived.phone("sms", "+923000000777")
        while not done.is_set():
            phone.says("salam")

    talking = threading.Thread(target=talk)
    talking.start()
    try:
        for number in range(3):
            dump(lived.context.database, tmp_path / f"{number}.backup")
    finally:
        done.set()
        talking.join(30)
    done_ = qist(lived, fresh)("restore", tmp_path / "2.backup")
    assert done_.exit_code == 0, done_.output
    # Every turn is whole: nobody is asked and has not spoken.
    with fresh.snapshot() as connection:
        orphans = "SELECT count(*) FROM message WHERE conversation_id NOT IN (SELECT id FROM conversation)"
        assert connection.execute(text(orphans)).scalar_one() == 0


def test_a_store_that_holds_anything_is_refused(lived: World, tmp_path: Path) -> None:
    file = tmp_path / "night.backup"
    run = qist(lived, lived.context.database)
    assert run("backup", file).exit_code == 0
    before = rows(lived.context.database)
    done = run("restore", file)
    assert (done.exit_code, "not empty" in done.output) == (1, True)
    assert rows(lived.context.database) == before


def test_a_backup_is_not_written_over(lived: World, tmp_path: Path) -> None:
    file = tmp_path / "night.backup"
    file.write_text("of yesterday")
    done = qist(lived, lived.context.database)("backup", file)
    assert (done.exit_code, "not written over" in done.output) == (1, True)
    assert file.read_text() == "of yesterday"
    assert [path.name for path in tmp_path.glob("*.half")] == []


def test_where_it_cannot_be_written(lived: World, tmp_path: Path) -> None:
    done = qist(lived, lived.context.database)("backup", tmp_path / "nowhere" / "night.backup")
    assert (done.exit_code, "cannot be written" in done.output) == (1, True)


@pytest.mark.parametrize("damage", ["no backup", "half", "other kind"])
def test_what_is_no_backup_leaves_the_store_empty(
    lived: World, fresh: Database, tmp_path: Path, damage: str
) -> None:
    file = tmp_path / "night.backup"
    dump(lived.context.database, file)
    whole = file.read_bytes()
    foreign = b"PGDMP" if lived.context.database.is_sqlite else b"SQLite format 3\x00"
    file.write_bytes(
        {"no backup": b"x" * 400, "half": whole[: len(whole) // 2], "other kind": foreign}[damage]
    )
    done = qist(lived, fresh)("restore", file)
    assert done.exit_code == 1, done.output
    assert standing(fresh) == "empty"


def test_a_restored_store_of_an_older_release_says_what_to_do(
    lived: World, fresh: Database, tmp_path: Path
) -> None:
    with lived.context.database.transaction() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0009'"))
    dump(lived.context.database, tmp_path / "old.backup")
    done = qist(lived, fresh)("restore", tmp_path / "old.backup")
    assert (done.exit_code, "qist db upgrade" in done.output) == (1, True)


def test_books_that_were_tampered_with_are_named(lived: World, fresh: Database, tmp_path: Path) -> None:
    with lived.context.database.transaction() as connection:
        connection.execute(text("UPDATE ledger_head SET hash = 'another'"))
    dump(lived.context.database, tmp_path / "bad.backup")
    done = qist(lived, fresh)("restore", tmp_path / "bad.backup")
    assert (done.exit_code, "problems in the books" in done.output) == (1, True)


def test_a_password_is_no_argument(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Arguments of a process are read by everybody on the machine."""
    ran: list[Any] = []

    def run(command: list[str], **how: Any) -> Any:
        ran.append((command, how["env"]))
        return type("", (), {"returncode": 0, "stderr": ""})()

    monkeypatch.setattr("bot.store.backup.subprocess.run", run)
    with closing(Database("postgresql://qist:geheim%40@db.example.pk:5433/qist?sslmode=require")) as database:
        dump(database, tmp_path / "night.backup")
    ((command, env),) = ran
    assert not any("geheim" in part for part in command)
    assert (env["PGPASSWORD"], env["PGHOST"], env["PGPORT"]) == ("geheim@", "db.example.pk", "5433")
    assert env["PGSSLMODE"] == "require"
