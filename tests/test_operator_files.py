"""What operators copy from docs/operators fits what the product does."""

import json
import re
from pathlib import Path

import pytest
from world import KEY

from bot import metrics
from bot.services import gauges
from bot.settings import Settings, load

FOLDER = Path("docs/operators")
NAME = re.compile(r"\bqist_[a-z_]+")
SUFFIXES = ("_bucket", "_count", "_sum", "_total")


def told(world) -> set[str]:
    page = metrics.page(lambda: gauges.read(world.context)).decode()
    return {line.split()[2] for line in page.splitlines() if line.startswith("# TYPE ")}


def bare(name: str) -> str:
    return next((name.removesuffix(end) for end in SUFFIXES[:3] if name.endswith(end)), name)


@pytest.mark.parametrize("file", ["dashboard.json", "alarms.yml", "metrics.md"])
def test_every_figure_that_is_asked_for_is_told(world, file: str) -> None:
    asked = {bare(name) for name in NAME.findall((FOLDER / file).read_text("utf-8"))}
    assert len(asked) > 8
    assert {name for name in asked if name not in told(world)} == set()


def test_every_figure_that_is_told_is_explained(world) -> None:
    page = (FOLDER / "metrics.md").read_text("utf-8")
    short = {name.removeprefix("qist_outbox").removeprefix("qist_held_requests") for name in told(world)}
    assert {name for name in short if f"{name}" not in page} == set()


def test_every_alarm_has_its_page_in_the_runbook() -> None:
    alarms = re.findall(r"alert: (\w+)", (FOLDER / "alarms.yml").read_text("utf-8"))
    chapters = re.findall(r"^### (\w+)$", (FOLDER / "runbook.md").read_text("utf-8"), re.MULTILINE)
    assert len(alarms) > 8
    assert sorted(alarms) == sorted(chapter for chapter in chapters if chapter not in ("Stopping", "Clocks"))


def test_every_panel_is_drawn_from_something() -> None:
    board = json.loads((FOLDER / "dashboard.json").read_text("utf-8"))
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"]) > 10
    assert all(target["expr"] for panel in board["panels"] for target in panel["targets"])


def test_the_example_of_settings_starts(tmp_path: Path) -> None:
    lines = (FOLDER / "qist.env.example").read_text("utf-8").splitlines()
    pairs = [line.lstrip("#").split("=", 1) for line in lines if re.match(r"#?QIST_\w+=", line)]
    given = {
        name: value.replace("CHANGE", "3001234567" if "FROM" in name else "x" * 40) for name, value in pairs
    }
    ours = {"QIST_WEB_THREADS"}  # gunicorn.conf.py reads it
    assert {name.removeprefix("QIST_").lower() for name in given if name not in ours} <= set(
        Settings.model_fields
    )
    settings = load({**given, "QIST_DATA_KEY": KEY})
    assert settings.uses_twilio
    assert settings.metrics_key.get_secret_value() == "x" * 40


def test_pages_that_are_named_are_there() -> None:
    for page in FOLDER.glob("*.md"):
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"
