"""What all tests share."""

from collections.abc import Iterator
from pathlib import Path

import postgres
import pytest
from world import World


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="Write transcripts anew from what is said now.")


def pytest_report_header() -> str:
    return f"PostgreSQL: {postgres.which() or 'none, what needs it is skipped'}"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.close()
