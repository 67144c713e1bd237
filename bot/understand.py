"""`qist understand`: what a message means, as JSON."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

import locales
from bot.lending.hours import PAKISTAN
from bot.understanding import Meaning, Understanding

FIELDS = ("text", "language", "intent", "score", "amount", "date", "answer", "cnic", "phone")


def one(text: str) -> str:
    """One message, today in Pakistan."""
    return _line(Understanding(locales.heard()).read(text, today=_today()), {})


def stream(lines: Iterable[str], write: Callable[[str], object]) -> bool:
    """One JSON object a line, in order; False when a line was no object with a text."""
    understanding = Understanding(locales.heard())
    fine = True
    for line in lines:
        try:
            row, today = _row(line)
        except ValueError as error:
            fine = False
            write(json.dumps({"error": str(error)}, ensure_ascii=False))
        else:
            write(_line(understanding.read(row["text"], today=today), row))
    return fine


def evaluated(lines: Iterable[str]) -> str:
    """Accuracy over labelled messages, as a text."""
    from bot.understanding.evaluate import evaluate

    rows = [json.loads(line) for line in lines if line.strip()]
    return evaluate(rows, understanding=Understanding(locales.heard()), today=_today()).text()


def learn() -> str:
    """Learns the weights anew from the examples of the lexicon and keeps them; says what was done."""
    from bot.understanding.learn import learnt

    text = learnt(locales.heard())
    locales.LEARNT.write_text(text, "utf-8")
    return f"{text.count(chr(10)) - 1} features learnt: {locales.LEARNT.name}"


def _row(line: str) -> tuple[dict[str, Any], date]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg}") from error
    except RecursionError as error:
        raise ValueError("not JSON that anyone would send: nested too deep") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError("not an object with a text")
    if "today" not in row:
        return row, _today()
    if not isinstance(row["today"], str):
        raise ValueError("today is not a date like 2026-11-23")
    try:
        return row, date.fromisoformat(row["today"])
    except ValueError as error:
        raise ValueError("today is not a date like 2026-11-23") from error


def _line(meaning: Meaning, row: dict[str, Any]) -> str:
    known = {name: value for name, value in asdict(meaning).items() if name in FIELDS}
    known["date"] = meaning.date.isoformat() if meaning.date else None
    # Surrogates cannot be printed; they can only come from broken input and say nothing.
    text = json.dumps({**row, **known}, ensure_ascii=False)
    return text.encode("utf-8", "replace").decode("utf-8")


def _today() -> date:
    return datetime.now(UTC).astimezone(PAKISTAN).date()
