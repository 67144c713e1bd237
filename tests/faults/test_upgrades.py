"""The short form of upgrades.py, on both stores."""

import pytest

from tests import postgres
from tests.faults.upgrades import NoHistory, run

pytestmark = pytest.mark.enable_socket


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_release_before_goes_on_while_the_schema_is_widened_under_it(kind: str) -> None:
    if kind == "postgresql" and postgres.BIN is None:
        pytest.skip("PostgreSQL is not installed")
    try:
        report = run(kind=kind, revision="0012", seconds=4)
    except NoHistory as error:
        pytest.skip(f"the code of before is not at hand: {error}")
    assert report.wrong == [], str(report)
    assert report.answers["after 200"] > 0
