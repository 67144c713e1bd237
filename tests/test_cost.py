"""What conversations cost by SMS: whole ones are really held and counted."""

from typing import NamedTuple

import pytest
from click.testing import CliRunner

import bot.cost
from bot.cli import cli
from bot.cost import Cost

ALLOWED = {"hello to an accepted plan": 22, "a repayment": 4}


class Told(NamedTuple):
    """What `qist flows cost --rupees 3` measured, and what it printed."""

    measured: list[Cost]
    printed: str


@pytest.fixture(scope="module")
def told() -> Told:
    """Said once, for it takes half a minute."""
    measured = bot.cost.costs()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bot.cost, "costs", lambda: measured)
        said = CliRunner().invoke(cli, ["flows", "cost", "--rupees", "3"])
    assert said.exit_code == 0, said.output
    return Told(measured, said.output)


def test_roman_urdu_stays_within_what_we_allow_ourselves(told: Told) -> None:
    roman = {cost.journey: cost.segments for cost in told.measured if cost.language == "ur-Latn"}
    for journey, most in ALLOWED.items():
        assert roman[journey] <= most
    reminders = [segments for journey, segments in roman.items() if journey.startswith("reminder")]
    assert len(reminders) == 5
    assert set(reminders) == {1}
    assert roman["late charge told"] == 1


def test_every_journey_is_measured_in_every_form(told: Told) -> None:
    journeys = {cost.journey for cost in told.measured}
    assert {(cost.journey, cost.language) for cost in told.measured} == {
        (journey, form) for journey in journeys for form in ("en", "ur", "ur-Latn")
    }


def test_the_table_prices_a_segment_in_rupees(told: Told) -> None:
    for line in told.printed.splitlines()[1:]:
        figures = line.split()
        assert float(figures[-1]) == 3 * int(figures[-2] if "ur-Latn" not in line else figures[-3])
