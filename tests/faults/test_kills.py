"""The short form of kills.py: web, worker and database die once each while four people buy."""

import pytest

from tests import postgres
from tests.faults.kills import run

pytestmark = pytest.mark.enable_socket


@pytest.mark.skipif(postgres.BIN is None, reason="PostgreSQL is not installed")
def test_who_dies_loses_nothing_and_doubles_nothing() -> None:
    report = run(kills=3, seed=11, customers=4)
    assert sum(report.deaths.values()) == 3
    assert report.is_clean, str(report)
