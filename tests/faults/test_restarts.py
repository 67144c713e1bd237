"""The short form of restarts.py: each way once while three people buy."""

import pytest

from tests import postgres
from tests.faults.restarts import ALLOWED, prove

pytestmark = pytest.mark.enable_socket


@pytest.mark.skipif(postgres.BIN is None, reason="PostgreSQL is not installed")
def test_a_database_that_is_restarted_loses_nothing_and_nobody_sees_an_error() -> None:
    report = prove(times=3, seed=5, customers=3)
    assert report.deaths == {"restart": 1, "failover": 1, "away": 1}
    assert report.is_clean, str(report)
    assert report.answers.keys() <= ALLOWED
