"""What all tests share."""

from collections.abc import Iterator
from pathlib import Path

import postgres
import pytest
from hypothesis import settings
from world import World, fill

# No test asserts how long something takes; Hypothesis would, from a fifth of a second.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="Write transcripts anew from what is said now.")


def pytest_report_header() -> str:
    return f"PostgreSQL: {postgres.which() or 'none, what needs it is skipped'}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    if not postgres.which():
        pytest.skip("PostgreSQL is not installed")
    with postgres.server() as address:
        yield address


@pytest.fixture(scope="session")
def postgres_seeded(postgres_server: str) -> str:
    """A database with schema and demo people, to be copied."""
    url = postgres.create(postgres_server)
    fill(url)
    return url


@pytest.fixture
def postgres_url(postgres_server: str, postgres_seeded: str) -> Iterator[str]:
    """A database of its own, with schema and demo people."""
    url = postgres.create(postgres_server, like=postgres_seeded)
    yield url
    postgres.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def either_world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A world on each of the two stores."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else ""
    made = World(tmp_path, database_url=url)
    yield made
    made.close()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.close()
