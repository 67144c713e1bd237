"""What conversations cost by SMS: whole ones are really held and counted."""

import pytest
from click.testing import CliRunner

from bot.cli import cli
from bot.cost import Cost, costs

ALLOWED = {"hello to an accepted plan": 22, "a repayment": 4}


@pytest.fixture(scope="module")
def measured() -> list[Cost]:
    return costs()


def test_roman_urdu_stays_within_what_we_allow_ourselves(measured: list[Cost]) -> None:
    roman = {cost.journey: cost.segments for cost in measured if cost.language == "ur-Latn"}
    for journey, most in ALLOWED.items():
        assert roman[journey] <= most
    reminders = [segments for journey, segments in roman.items() if journey.startswith("reminder")]
    assert len(reminders) == 5
    assert set(reminders) == {1}
    assert roman["late charge told"] == 1


def test_every_journey_is_measured_in_every_form(measured: list[Cost]) -> None:
    journeys = {cost.journey for cost in measured}
    assert {(cost.journey, cost.language) for cost in measured} == {
        (journey, form) for journey in journeys for form in ("en", "ur", "ur-Latn")
    }


def test_the_table_prices_a_segment_in_rupees() -> None:
    printed = CliRunner().invoke(cli, ["flows", "cost", "--rupees", "3"])
    assert printed.exit_code == 0, printed.output
    for line in printed.output.splitlines()[1:]:
        figures = line.split()
        assert float(figures[-1]) == 3 * int(figures[-2] if "ur-Latn" not in line else figures[-3])
