"""docs/flows is what the flows and texts make of it today, and a changed flow needs a new number."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot import pages
from flows import SCRIPT

DOCS = Path(__file__).parents[1] / "docs" / "flows"


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return pages.pages(DOCS)


def test_the_pages_of_the_flows_are_current(made: dict[str, str]) -> None:
    assert pages.stale(made, DOCS) == [], "run qist flows docs"


def test_a_changed_page_is_noticed_and_mended(made: dict[str, str], tmp_path: Path) -> None:
    pages.write(made, tmp_path)
    (tmp_path / "buy.md").write_text("something else", "utf-8")
    (tmp_path / "gone.svg").write_text("of a flow that is gone", "utf-8")
    assert pages.stale(made, tmp_path) == ["buy.md", "gone.svg"]
    pages.write(made, tmp_path)
    assert pages.stale(made, tmp_path) == []


def test_a_flow_cannot_change_under_the_same_number(monkeypatch: pytest.MonkeyPatch) -> None:
    papers = SCRIPT.flow("papers")
    changed = replace(papers, states=(replace(papers.start, slot="which"),))
    for revision, refused in ((papers.revision, True), (papers.revision + 1, False)):
        flows = tuple(replace(changed, revision=revision) if one is papers else one for one in SCRIPT.flows)
        monkeypatch.setattr(pages, "SCRIPT", replace(SCRIPT, flows=flows))
        if refused:
            with pytest.raises(pages.SameRevision, match="papers has changed: give it revision=2"):
                pages.pages(DOCS)
        else:
            assert "Revision 2" in pages.pages(DOCS)["papers.md"]


def test_the_script_holds_every_message_in_three_forms(made: dict[str, str]) -> None:
    script = made["script.html"]
    for words in ("Your instalment", "قسط", "Walaikum", "50,000", "Misaal Silai Markaz"):
        assert words in script
    assert script.count('<div lang="ur" dir="rtl">') == script.count('<div lang="en"') > 150
