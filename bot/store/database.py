"""Connections and transactions, the same for SQLite and PostgreSQL."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from psycopg import Error as DriverError
from sqlalchemy import URL, Connection, CursorResult, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, InvalidatePoolError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.store.clock import StoreClock, own_clock

REPEATABLE: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
ONLY_THIS_ONE = (
    "57014",
    "55P03",
    "40P01",
    "40001",
)  # PostgreSQL: statement or lock too slow, deadlock, conflict
NO_ROOM = "53100"  # PostgreSQL: its disk is full
IDLE_SINCE = "qist_idle_since"
TRUSTED = 1.0  # seconds that an unused connection is taken to be alive
FORGOTTEN = 300.0  # seconds; nothing of ours leaves a transaction idle so long
Transaction = Connection  # what the services hold: they pass it on and never look inside


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds, before the store counts as unable to keep up.

    `lock`: for a lock, on SQLite for its one writer. `statement`: for its end; 0 is as long as it takes. `pool`: for a
    connection of this process. `connect`: for the server. `sheds`: while the store does not keep up one of us tries,
    and the others are told at once instead of waiting behind one another.
    """

    lock: float = 10
    statement: float = 0
    pool: float = 10
    connect: float = 5
    sheds: bool = False


LONG = Patience()
# Twilio waits 15 seconds: by then it must have its answer, or know that there is none.
HURRIED = Patience(lock=4, statement=10, pool=3, connect=3, sheds=True)


class StoreUnavailable(Exception):
    """The store cannot be reached or cannot keep up; nothing of the transaction was written. Try again later.

    `whole`: it would be the same for everybody; otherwise this one waited too long for a lock or an answer.
    """

    def __init__(self, reason: str, *, whole: bool = True) -> None:
        super().__init__(reason)
        self.whole = whole


class StoreFull(StoreUnavailable):
    """There is no room on the disk of the store. Reading goes on."""


class Database:
    """One store. A transaction writes all or nothing; on SQLite writers queue from their first statement."""

    def __init__(self, url: str, *, patience: Patience = LONG, connections: int = 10) -> None:
        self.url = url
        self.engine = _engine(url, patience, connections)
        self.clock = own_clock if self.is_sqlite else _followed(self.engine, self.reachable)
        self._sheds = patience.sheds
        self._down = False
        self._trying = threading.RLock()
        self.full = False  # something found no room here; who finds that there is room again says so

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @property
    def folder(self) -> Path | None:
        """Where the store lies, when it is a file of this machine."""
        named = make_url(self.url).database
        return Path(named).parent if self.is_sqlite and named and named != ":memory:" else None

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        # A read that later writes would fail with "database is locked" when another writer came between.
        with self._guarded(), self.engine.begin() as connection:
            self._begin(connection, "BEGIN IMMEDIATE")
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A transaction that only reads: it sees one moment of the store and keeps no writer waiting."""
        options = {} if self.is_sqlite else REPEATABLE
        with self._guarded(), self.engine.connect() as raw:
            connection = raw.execution_options(**options)
            with connection.begin():
                self._begin(connection, "BEGIN")
                yield connection

    def _begin(self, connection: Connection, words: str) -> None:
        """On SQLite we say where a transaction begins. Here and by no event: listening to one costs every statement."""
        if self.is_sqlite:
            connection.exec_driver_sql(words)

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Who comes while the store is down, and another is trying whether it still is, need not wait to hear it."""
        tries = self._down
        if tries and not self._trying.acquire(blocking=False):
            raise StoreUnavailable("it did not keep up just now")
        try:
            with _named():
                yield
        except StoreUnavailable as error:
            self._down = self._sheds and error.whole
            self.full = self.full or isinstance(error, StoreFull)
            raise
        except BaseException:
            self._down = False
            raise
        else:
            self._down = False
        finally:
            if tries:
                self._trying.release()

    def reachable(self) -> bool:
        try:
            with self.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
        except Exception:
            return False
        return True

    def close(self) -> None:
        self.engine.dispose()


def new_id(result: CursorResult[Any]) -> int:
    """The id of the row that was just inserted."""
    key = result.inserted_primary_key
    assert key is not None  # every table here numbers its rows
    return int(key[0])


def lock_person(connection: Connection, key: str) -> None:
    """One turn at a time for one address, until the transaction ends. SQLite has one writer at a time anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"), {"key": key})


@contextmanager
def _named() -> Iterator[None]:
    """What the driver says when the store is locked, full, slow, or gone, as one exception of ours."""
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeout) as error:
        raise _unavailable(error) from error
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
        raise _unavailable(error) from error


def _unavailable(error: Exception) -> StoreUnavailable:
    """With the driver's first line: it names no values of a row, as the whole would."""
    cause = getattr(error, "orig", None) or error
    told = str(cause).strip()
    reason = told.splitlines()[0] if told else type(error).__name__
    state = getattr(cause, "sqlstate", None)
    if state == NO_ROOM or getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
        return StoreFull(reason)
    return StoreUnavailable(reason, whole=state not in ONLY_THIS_ONE)


def _engine(url: str, patience: Patience, connections: int) -> Engine:
    address = make_url(url)
    if address.get_backend_name() == "postgresql":
        return _postgresql(address, patience, connections)
    queue: dict[str, Any] = {}
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        queue = {"pool_size": connections, "max_overflow": 0, "pool_timeout": patience.pool}
    waits = {"timeout": patience.lock}
    engine = create_engine(address, connect_args=waits, hide_parameters=True, **queue)
    event.listen(engine, "connect", partial(_prepare_sqlite, wait=patience.lock))
    return engine


def _postgresql(address: URL, patience: Patience, connections: int) -> Engine:
    """A transaction that a process left open and forgot is ended by the server, so that its locks are free again."""
    limits = {
        "lock_timeout": patience.lock,
        "statement_timeout": patience.statement,
        "idle_in_transaction_session_timeout": FORGOTTEN,
    }
    options = " ".join(f"-c {name}={int(seconds * 1000)}" for name, seconds in limits.items())
    engine = create_engine(
        address.set(drivername="postgresql+psycopg"),
        hide_parameters=True,  # errors go into the log, and values of rows are people's
        pool_size=connections,
        max_overflow=0,
        pool_timeout=patience.pool,
        connect_args={"connect_timeout": int(patience.connect), "options": options},
    )
    event.listen(engine, "checkin", _put_down)
    event.listen(engine, "checkout", partial(_still_there, engine))
    return engine


def _put_down(_connection: Any, record: Any) -> None:
    record.info[IDLE_SINCE] = time.monotonic()


def _still_there(engine: Engine, connection: Any, record: Any, _proxy: Any) -> None:
    """A connection that lay idle is asked whether its server is there; one just used is not, for that takes time."""
    if time.monotonic() - record.info.get(IDLE_SINCE, 0.0) < TRUSTED:
        return
    try:
        engine.dialect.do_ping(connection)
    except engine.dialect.loaded_dbapi.Error as error:
        raise InvalidatePoolError from error


def _followed(engine: Engine, look: Callable[[], object]) -> StoreClock:
    """A clock that is put right, now and then, by a connection that somebody takes anyway."""
    clock = StoreClock(look=look)

    def taken(connection: Any, _record: Any, _proxy: Any) -> None:
        if clock.is_stale():
            asked = clock.runs()
            with suppress(DriverError):  # whoever takes it will hear of it
                try:
                    clock.tell(connection.execute("SELECT clock_timestamp()").fetchone()[0], asked=asked)
                finally:
                    connection.rollback()

    event.listen(engine, "checkout", taken)
    return clock


def _prepare_sqlite(connection: Any, _record: Any, *, wait: float) -> None:
    connection.isolation_level = None  # transactions begin where we say, not where the driver guesses
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={int(wait * 1000)}",  # first: to become WAL a new file may have to wait, too
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
