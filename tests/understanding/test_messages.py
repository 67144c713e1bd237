"""A floor under what we understand, over the labelled messages; the quarter held out has its own floor."""

import json
from datetime import date
from pathlib import Path

import pytest

from bot.understanding import Understanding
from bot.understanding.evaluate import Report, evaluate

HERE = Path(__file__).parent
ROWS = [json.loads(line) for line in (HERE / "messages.jsonl").read_text("utf-8").splitlines()]
FRESH = [
    json.loads(line) for line in (HERE / "fresh.jsonl").read_text("utf-8").splitlines()
]  # judged once unseen
HARDER = [json.loads(line) for line in (HERE / "harder.jsonl").read_text("utf-8").splitlines()]  # tuned on
FLOORS = {
    "language": 0.97,
    "intent": 0.93,
    "amount": 0.97,
    "date": 0.97,
    "answer": 0.96,
    "cnic": 0.98,
    "phone": 0.98,
}
HELD_OUT_FLOORS = FLOORS | {"language": 0.96, "intent": 0.90, "answer": 0.95}


def report(understanding: Understanding, today: date, *, held_out: bool) -> Report:
    return evaluate([row for row in ROWS if bool(row.get("held_out")) == held_out], understanding, today)


def test_there_are_enough_labelled_messages() -> None:
    held_out = sum(bool(row.get("held_out")) for row in ROWS)
    assert len(ROWS) >= 1500
    assert 0.2 < held_out / len(ROWS) < 0.3


@pytest.mark.parametrize("held_out", [False, True])
def test_accuracy_stays_above_its_floor(heard: Understanding, monday: date, held_out: bool) -> None:
    found = report(heard, monday, held_out=held_out)
    floors = HELD_OUT_FLOORS if held_out else FLOORS
    assert {name: tally.text() for name, tally in found.fields.items() if tally.share < floors[name]} == {}


def test_harder_messages_stay_understood(heard: Understanding, monday: date) -> None:
    found = evaluate(HARDER, heard, monday)
    assert {name: tally.text() for name, tally in found.fields.items() if tally.share < 0.97} == {}
    assert found.wrong_size == []


def test_fresh_messages_stay_understood(heard: Understanding, monday: date) -> None:
    found = evaluate(FRESH, heard, monday)
    floors = FLOORS | {"intent": 0.95}
    assert {name: tally.text() for name, tally in found.fields.items() if tally.share < floors[name]} == {}
    assert found.wrong_size == []


def test_no_amount_is_read_as_another_amount(heard: Understanding, monday: date) -> None:
    assert report(heard, monday, held_out=False).wrong_size == []
    assert report(heard, monday, held_out=True).wrong_size == []


def test_the_report_can_be_read(heard: Understanding, monday: date) -> None:
    text = evaluate(ROWS[:40], heard, monday).text()
    assert "By field" in text
    assert "vowels dropped" in text
