from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import postgres
import psycopg
import pytest
from world import World, fill


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    if not postgres.which():
        pytest.skip("PostgreSQL is not installed")
    with postgres.server() as address:
        yield address


@pytest.fixture(scope="session")
def postgres_seeded(postgres_server: str) -> str:
    """The name of a database with schema and demo people, to be copied."""
    name = create(postgres_server)
    fill(f"{postgres_server}/{name}")
    return name


@pytest.fixture
def postgres_url(postgres_server: str, postgres_seeded: str) -> str:
    """A database of its own, with schema and demo people."""
    return f"{postgres_server}/{create(postgres_server, like=postgres_seeded)}"


def create(server: str, *, like: str = "template1") -> str:
    """A new database; its name."""
    name = f"qist_{uuid4().hex}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def either_world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A world on each of the two stores."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else ""
    made = World(tmp_path, database_url=url)
    yield made
    made.close()
