"""A whole store in one file, and a file made into a store: SQLite's online copy, PostgreSQL's own tools."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Literal

from sqlalchemy import URL, inspect
from sqlalchemy.engine import make_url

from bot.store.database import Database

Kind = Literal["sqlite", "postgresql"]
MARKS: dict[bytes, Kind] = {b"SQLite format 3\x00": "sqlite", b"PGDMP": "postgresql"}
DEBIAN = Path("/usr/lib/postgresql")
PAGES = 2_000  # copied at a time, so that writers get their turn


class BackupFailed(Exception):
    """Why there is no backup, or why the store was not filled; in a sentence."""


def kind_of(file: Path) -> Kind:
    """Which store made this file. Raises BackupFailed."""
    try:
        with file.open("rb") as opened:
            head = opened.read(16)
    except OSError as error:
        raise BackupFailed(f"{file} cannot be read: {error.strerror}") from error
    for mark, kind in MARKS.items():
        if head.startswith(mark):
            return kind
    raise BackupFailed(f"{file} is no backup of ours")


def is_empty(database: Database) -> bool:
    """No table of anybody's."""
    return not inspect(database.engine).get_table_names()


def dump(database: Database, file: Path) -> None:
    """One moment of the store, while everybody goes on working. The file is whole or not there. Raises BackupFailed."""
    if file.exists():
        raise BackupFailed(f"{file} is there already and is not written over")
    half = file.with_name(file.name + ".half")
    half.unlink(missing_ok=True)
    try:
        half.touch(mode=0o600)
        (_dump_sqlite if database.is_sqlite else _dump_postgresql)(database, half)
        with half.open("rb") as written:
            os.fsync(written.fileno())
        half.rename(file)
    except OSError as error:
        raise BackupFailed(f"{file} cannot be written: {error.strerror}") from error
    finally:
        half.unlink(missing_ok=True)


def fill(database: Database, file: Path) -> None:
    """Into a store that is empty. All of it or nothing. Raises BackupFailed."""
    if kind_of(file) != ("sqlite" if database.is_sqlite else "postgresql"):
        raise BackupFailed(f"{file} is of the other kind of store: {kind_of(file)}")
    if not is_empty(database):
        raise BackupFailed("the store is not empty; restore into a new one and point QIST_DATABASE_URL at it")
    database.close()
    (_fill_sqlite if database.is_sqlite else _fill_postgresql)(database, file)


def _dump_sqlite(database: Database, half: Path) -> None:
    try:
        with closing(sqlite3.connect(_path(database))) as here, closing(sqlite3.connect(half)) as there:
            here.backup(there, pages=PAGES)
            _prove(there)
    except sqlite3.Error as error:
        raise BackupFailed(f"SQLite says: {error}") from error


def _fill_sqlite(database: Database, file: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{file.resolve().as_posix()}?mode=ro", uri=True)) as here:
            _prove(here)
            with closing(sqlite3.connect(_path(database))) as there:
                here.backup(there)
    except sqlite3.Error as error:
        raise BackupFailed(f"SQLite says: {error}") from error


def _prove(connection: sqlite3.Connection) -> None:
    (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise BackupFailed(f"the copy is damaged: {verdict}")


def _path(database: Database) -> str:
    path = make_url(database.url).database
    if not path or path == ":memory:":
        raise BackupFailed("a store in memory has no backup")
    return path


def _dump_postgresql(database: Database, half: Path) -> None:
    _run("pg_dump", database, "--format=custom", "--no-owner", "--no-privileges", f"--file={half}")


def _fill_postgresql(database: Database, file: Path) -> None:
    name = make_url(database.url).database or ""
    whole = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
    _run("pg_restore", database, *whole, f"--dbname={name}", str(file))


def _run(program: str, database: Database, *arguments: str) -> None:
    """The password goes by the environment: arguments are read by everybody on the machine."""
    env = {**os.environ, **_address(make_url(database.url))}
    done = subprocess.run([_tool(program), *arguments], env=env, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        told = done.stderr.strip().splitlines()
        raise BackupFailed(f"{program} says: {told[0] if told else done.returncode}")


def _address(url: URL) -> dict[str, str]:
    given = {
        "PGHOST": url.host,
        "PGPORT": str(url.port) if url.port else None,
        "PGUSER": url.username,
        "PGPASSWORD": str(url.password) if url.password is not None else None,
        "PGDATABASE": url.database,
        "PGSSLMODE": url.query.get("sslmode"),
    }
    return {name: str(value) for name, value in given.items() if value}


def _tool(program: str) -> str:
    """The newest that is installed: an older pg_dump refuses a newer server."""
    places = sorted(DEBIAN.glob(f"*/bin/{program}"), key=lambda place: _version(place), reverse=True)
    found = str(places[0]) if places else shutil.which(program)
    if found is None:
        raise BackupFailed(f"{program} is not installed: apt-get install postgresql-client")
    return found


def _version(place: Path) -> float:
    name = place.parents[1].name
    return float(name) if name.replace(".", "", 1).isdigit() else 0.0
