"""Every property of the checker finds its own defect, and the product has none."""

from importlib import import_module
from pathlib import Path

import pytest

import locales
from bot.conversation.catalog import Catalog
from bot.conversation.checks import PROPERTIES, check
from bot.understanding import Understanding
from flows import SCRIPT
from flows.samples import SAMPLES
from tests import broken_flows
from tests.broken_flows import sound

NAMES = [rule.__name__ for rule in PROPERTIES]
FILES = sorted(path.stem for path in Path(broken_flows.__file__).parent.glob("*.py"))


def broken(script, catalog, samples=sound.SAMPLES) -> set[str]:
    return {problem.broken for problem in check(script, catalog, samples, intents=sound.INTENTS).problems}


def test_what_they_all_begin_from_is_sound() -> None:
    assert check(sound.script(), sound.catalog(), sound.SAMPLES, intents=sound.INTENTS).problems == []


@pytest.mark.parametrize("name", NAMES)
def test_it_is_found_and_nothing_else_is(name: str) -> None:
    flow = import_module(f"tests.broken_flows.{name}")
    assert broken(getattr(flow, "SCRIPT", sound.script()), getattr(flow, "CATALOG", sound.catalog())) == {
        name
    }


def test_every_file_is_about_a_property() -> None:
    assert set(FILES) - {"__init__", "sound"} == set(NAMES)


def test_the_product_has_no_fault_and_says_what_was_proved() -> None:
    report = check(SCRIPT, Catalog(locales.spoken()), SAMPLES, intents=Understanding(locales.heard()).intents)
    assert report.problems == []
    assert report.proved["properties"] == len(NAMES)
    assert report.proved["states x written forms x channels"] == 6 * report.proved["states"]
    assert report.proved["segments in the longest SMS question"] <= 2
    assert report.proved["messages to a person, nothing understood"] <= 3
    assert report.proved["message to a person with 0"] == 1
