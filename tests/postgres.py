"""A PostgreSQL of our own for tests: its own data, its own port on 127.0.0.1, gone afterwards."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg

GIVEN = os.environ.get("QIST_TEST_POSTGRES", "")  # postgresql://user@host:port, who may make databases
PLACES = sorted(
    Path("/usr/lib/postgresql").glob("*/bin"), key=lambda place: place.parent.name.zfill(4), reverse=True
)
BIN = next((place for place in PLACES if (place / "initdb").exists()), None)


@dataclass(frozen=True)
class Restartable:
    """A server that can be killed and comes back with everything it had committed."""

    address: str
    data: Path
    options: str

    def crash(self) -> None:
        """As with kill -9: no clean shutdown, its log is read again when it starts."""
        self.stop("immediate")
        self.start()

    def stop(self, how: str = "fast") -> None:
        """`how`, in pg_ctl's words: fast ends every connection and shuts down cleanly."""
        _run("pg_ctl", "-D", self.data, "-w", "-m", how, "stop")

    def start(self) -> None:
        _run("pg_ctl", "-D", self.data, "-w", "-l", self.data.parent / "log", "-o", self.options, "start")


@contextmanager
def server() -> Iterator[str]:
    """The address of a running server, without a database name: the given one, or our own, made in about a second."""
    if GIVEN:
        yield GIVEN.rstrip("/")
        return
    with restartable() as made:
        yield made.address


@contextmanager
def restartable() -> Iterator[Restartable]:
    with tempfile.TemporaryDirectory(prefix="qist-postgres-", dir="/tmp") as folder:
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(folder, "postgres")
        data, port = Path(folder) / "data", free_port()
        _run("initdb", "-D", data, "-U", "qist", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        made = Restartable(f"postgresql://qist@127.0.0.1:{port}", data, options)
        made.start()
        try:
            yield made
        finally:
            _run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


def create(address: str, *, like: str = "template1") -> str:
    """The address of a new database of a server; `like`: the name, or the address, of one to copy."""
    name, copied = f"qist_{uuid4().hex}", like.rpartition("/")[2]
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {copied}")
    return f"{address}/{name}"


def drop(url: str) -> None:
    """At once, whoever is still connected: hundreds that nobody needs would be written to the disk."""
    address, _, name = url.rpartition("/")
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def which() -> str:
    """What the tests on PostgreSQL run on, in words; "" when they cannot run."""
    if GIVEN:
        return "the server that QIST_TEST_POSTGRES names"
    return f"a server of the tests' own, from {BIN}" if BIN else ""


def _run(program: str, *arguments: object) -> None:
    assert BIN is not None
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    command = [*as_user, str(BIN / program), *map(str, arguments)]
    subprocess.run(command, check=True, cwd="/tmp", stdout=subprocess.DEVNULL, timeout=60)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
