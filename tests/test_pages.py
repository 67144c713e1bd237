from pathlib import Path

from bot.pages import pages, stale
from flows import SCRIPT

DOCS = Path(__file__).parents[1] / "docs" / "flows"


def test_the_pages_of_the_flows_are_current() -> None:
    assert stale(SCRIPT, DOCS) == [], "run qist flows docs"


def test_a_changed_page_is_noticed(tmp_path: Path) -> None:
    for name, text in pages(SCRIPT).items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "buy.md").write_text("something else", "utf-8")
    assert stale(SCRIPT, tmp_path) == ["buy.md"]
