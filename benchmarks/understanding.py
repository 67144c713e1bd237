"""Understanding one message, beside RapidFuzz's nearest labelled neighbour, and dateparser where installed."""

import json
import statistics
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from pathlib import Path
from time import perf_counter
from typing import Any

from rapidfuzz import fuzz, process

import locales
from bot.understanding import Understanding

TODAY = date(2026, 11, 23)
ROOT = Path(__file__).parents[1]
ROWS = [
    json.loads(line) for line in (ROOT / "tests/understanding/messages.jsonl").read_text("utf-8").splitlines()
]


def doubled(texts: dict[str, str]) -> dict[str, str]:
    """The lexicons with as many phrases again, in words that nobody says."""
    more = dict(texts)
    for path, text in texts.items():
        if path.endswith(("words.txt", "intents.txt")):
            more[path] = text + "\n" + "\n".join(_again(text, names=path.endswith("words.txt")))
    return more


def _again(text: str, *, names: bool) -> Iterable[str]:
    for line in text.splitlines():
        content = line.split("#", 1)[0].strip()
        if names and ":" in content:
            name, _, words = content.partition(":")
            yield f"{name}: " + " ".join(f"zq{word.replace('_', '')}" for word in words.split())
        elif not names and content:
            yield _unheard(content)


def _unheard(pattern: str) -> str:
    """The pattern with words that nobody says in place of its first concept."""
    first, space, rest = pattern.partition(" ")
    return (
        pattern
        if first.startswith(("[", "^"))
        else f"'zqx{space}& {first} {rest}"
        if rest
        else f"'zqx & {first}"
    )


def milliseconds(read: Callable[[str], object], messages: list[str]) -> float:
    """Median over the messages, each read for the first time."""
    times = []
    for text in messages:
        start = perf_counter()
        read(text)
        times.append(perf_counter() - start)
    return 1000 * statistics.median(times)


def share(rows: list[dict[str, Any]], name: str, read: Callable[[str], object]) -> float:
    """Percent of the rows with that label that are read right."""
    asked = [row for row in rows if name in row]
    return 100 * sum(read(row["text"]) == row[name] for row in asked) / len(asked)


def main() -> None:
    texts = locales.heard()
    start = perf_counter()
    ours = Understanding(texts)
    print(f"start-up {perf_counter() - start:.2f} s")
    twice = Understanding(doubled(texts))
    learnt = [row for row in ROWS if "intent" in row and not row.get("held_out")]
    held_out = [row for row in ROWS if row.get("held_out")]
    labels = {row["text"]: row["intent"] for row in learnt}
    messages = [row["text"] for row in held_out if "intent" in row]

    def nearest(text: str) -> object:
        found = process.extractOne(text, labels.keys(), scorer=fuzz.WRatio)
        return labels[found[0]] if found else None

    cold = milliseconds(lambda text: ours.read(text, today=TODAY), messages)
    warm = milliseconds(lambda text: ours.read(text, today=TODAY), messages)
    milliseconds(lambda text: twice.read(text, today=TODAY), messages)
    larger = milliseconds(lambda text: twice.read(text, today=TODAY), messages)
    scan = milliseconds(nearest, messages)
    print(f"a message, first time {cold:.3f} ms, again {warm:.3f} ms, nearest of {len(labels)} {scan:.3f} ms")
    print(f"speed against nearest neighbour: {scan / cold:.1f} x")
    print(f"with the lexicon doubled: {larger / warm:.2f} x the time")
    ours_right = share(held_out, "intent", lambda text: ours.read(text, today=TODAY).intent)
    print(f"intents of the held-out quarter: {ours_right:.1f} %")
    print(f"intents by nearest neighbour: {share(held_out, 'intent', nearest):.1f} %")
    _beside_dateparser(ours, held_out)


def _beside_dateparser(ours: Understanding, rows: list[dict[str, Any]]) -> None:
    try:
        import dateparser
    except ImportError:
        print("dateparser is not installed: no comparison of dates")
        return

    def theirs(text: str) -> str | None:
        found = dateparser.parse(
            text, settings={"RELATIVE_BASE": datetime.combine(TODAY, time()), "PREFER_DATES_FROM": "future"}
        )
        return found.date().isoformat() if found else None

    def mine(text: str) -> str | None:
        found = ours.read(text, today=TODAY).date
        return found.isoformat() if found else None

    print(f"dates: {share(rows, 'date', mine):.1f} %, dateparser {share(rows, 'date', theirs):.1f} %")


if __name__ == "__main__":
    main()
