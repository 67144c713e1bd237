from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import postgres
import psycopg
import pytest
from world import World


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    if postgres.BIN is None:
        pytest.skip("PostgreSQL is not installed")
    with postgres.server() as address:
        yield address


@pytest.fixture
def postgres_url(postgres_server: str) -> str:
    """An empty database of its own."""
    name = f"qist_{uuid4().hex}"
    with psycopg.connect(f"{postgres_server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{postgres_server}/{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def either_world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A world on each of the two stores."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else ""
    made = World(tmp_path, database_url=url)
    yield made
    made.close()
