"""A table of figures: what the page shows, what its chart is drawn from, what the CSV holds. One and the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import floor
from typing import Literal

from bot.services import spreadsheet
from bot.web import shown
from bot.web.console import wording
from bot.web.console.wording import t

Chart = Literal["", "bars", "columns", "parts", "shares", "dots"]
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Cell:
    """`raw` goes into CSV and chart: whole numbers, minutes, per cent, rupees. `talk`: the conversation it leads to."""

    raw: str | int | float
    shown: str
    talk: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` by code, the first names the row; `drawn` are those that the chart shows."""

    name: str
    says: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    chart: Chart = ""
    drawn: tuple[str, ...] = ()


def csv_of(table: Table) -> str:
    """With stable names of columns, in any language of the console. Excel wants the mark in front to read Urdu."""
    lines: Iterable[Sequence[str]] = (
        table.columns,
        *([_plain(cell.raw) for cell in row] for row in table.rows),
    )
    return "\ufeff" + "".join(map(spreadsheet.line, lines))


def word(text: str, raw: str = "") -> Cell:
    return Cell(raw or text, text)


def number(count: int) -> Cell:
    return Cell(count, f"{count:,}")


def talk(conversation_id: int) -> Cell:
    return Cell(conversation_id, t("reports-open"), conversation_id)


def percent(share: float | None) -> Cell:
    """Of 0 to 1, rounded down: only what was always kept is 100%."""
    if share is None:
        return Cell("", NOTHING)
    tenths = floor(share * 1000 + 1e-9) / 10
    return Cell(tenths, f"{floor(tenths)}%")


def basis_points(share: int) -> Cell:
    return Cell(share / 100, f"{share / 100:.1f}%")


def minutes(span: timedelta | None) -> Cell:
    """Desk hours: a working day is no day of 24 hours, so hours are the largest unit."""
    if span is None:
        return Cell("", NOTHING)
    whole = int(span.total_seconds()) // 60
    hours = t("span-hours", hours=whole // 60, minutes=whole % 60)
    return Cell(round(span.total_seconds() / 60, 1), hours if whole >= 60 else wording.lasted(span))


def mean(score: float | None) -> Cell:
    return Cell("", NOTHING) if score is None else Cell(round(score, 2), f"{score:.1f}")


def rupees(paisa: int) -> Cell:
    return Cell(paisa / 100, shown.rupees(paisa))


def day(on: date) -> Cell:
    return Cell(on.isoformat(), wording.day(on))


def moment(at: datetime) -> Cell:
    return Cell(at.astimezone(shown.KARACHI).isoformat(timespec="minutes"), wording.moment(at))


def _plain(raw: str | int | float) -> str:
    return spreadsheet.safe(raw) if isinstance(raw, str) else str(raw)
