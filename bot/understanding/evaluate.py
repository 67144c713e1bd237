"""How well we understand: accuracy by field, written form and intent, confusions, and rough handling."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.understanding.meaning import Meaning
from bot.understanding.reader import Understanding
from bot.understanding.variation import VARIATIONS

FIELDS = ("language", "intent", "amount", "date", "answer", "cnic", "phone")


@dataclass(slots=True)
class Tally:
    """How many were right of how many."""

    right: int = 0
    asked: int = 0

    def count(self, right: bool) -> None:
        """One more answer, right or wrong."""
        self.right += right
        self.asked += 1

    @property
    def share(self) -> float:
        """0 to 1; 1 when nothing was asked."""
        return self.right / self.asked if self.asked else 1.0

    def text(self) -> str:
        """As printed: "93.1 % of 240"."""
        return f"{100 * self.share:5.1f} % of {self.asked}"


@dataclass(slots=True)
class Report:
    """What an evaluation found. `wrong_size` lists amounts read as another amount, the worst of errors."""

    fields: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    forms: defaultdict[tuple[str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    intents: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    varied: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[tuple[str, str, object, object]] = field(default_factory=list)
    wrong_size: list[tuple[str, object, object]] = field(default_factory=list)

    def text(self) -> str:
        """The report for people."""
        lines = ["By field"]
        lines += [f"  {name:10} {tally.text()}" for name, tally in self.fields.items()]
        lines += ["By field and written form"]
        lines += [
            f"  {name:10} {form:8} {tally.text()}" for (name, form), tally in sorted(self.forms.items())
        ]
        lines += ["By intent"]
        lines += [f"  {name:18} {tally.text()}" for name, tally in sorted(self.intents.items())]
        lines += ["Confusions (labelled, read, how often)"]
        lines += [
            f"  {labelled:18} {read:18} {often}" for (labelled, read), often in self.confusion.most_common(40)
        ]
        lines += ["Intents under rough handling"]
        lines += [f"  {name:18} {tally.text()}" for name, tally in self.varied.items()]
        lines += [f"Amounts read as another amount: {len(self.wrong_size)}"]
        lines += [f"  {text!r}: {labelled} read as {read}" for text, labelled, read in self.wrong_size]
        return "\n".join(lines)


def evaluate(rows: Iterable[Mapping[str, Any]], understanding: Understanding, today: date) -> Report:
    """Reads every row's "text" and compares the fields that the row labels.

    A row may carry its own "today" (ISO). "form" names the written form for the breakdown where the row has
    no "language" label.
    """
    report = Report()
    for row in rows:
        day = date.fromisoformat(row["today"]) if row.get("today") else today
        meaning = understanding.read(row["text"], today=day)
        form = str(row.get("language") or row.get("form") or "any")
        for name in FIELDS:
            if name in row:
                _count(report, row, name, _value(meaning, name), form)
        if "intent" in row:
            _vary(report, row, understanding, day)
    return report


def _count(report: Report, row: Mapping[str, Any], name: str, read: object, form: str) -> None:
    labelled = row[name]
    right = labelled == read
    report.fields[name].count(right)
    report.forms[name, form].count(right)
    if name == "intent":
        report.intents[str(labelled)].count(right)
        if not right:
            report.confusion[str(labelled), str(read)] += 1
    if not right:
        report.wrong.append((row["text"], name, labelled, read))
        if name == "amount" and read is not None:
            report.wrong_size.append((row["text"], labelled, read))


def _vary(report: Report, row: Mapping[str, Any], understanding: Understanding, today: date) -> None:
    for name, vary in VARIATIONS.items():
        varied = vary(row["text"])
        if varied != row["text"]:
            report.varied[name].count(understanding.read(varied, today=today).intent == row["intent"])


def _value(meaning: Meaning, name: str) -> object:
    value = getattr(meaning, name)
    return value.isoformat() if isinstance(value, date) else value
