"""A provider's settlement file, read strictly: one row that cannot be believed, and nothing of the file is."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.lending.hours import PAKISTAN
from bot.payments import onebill
from bot.payments.columns import Columns

MOST_PAISA = 10**12  # far above any plan
LONGEST_ID = 100
OLDEST = timedelta(days=400)  # an older row is a wrong year or a wrong file
MOST_PROBLEMS = 20  # named at once; the rest are counted by the reader of the list
# 1500, 1500.5, 1,500.00, and 1,50,000 as it is grouped here.
MONEY = re.compile(r"(?:[0-9]{1,13}|[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3})(?:\.([0-9]{1,2})0*)?")
WHOLE = re.compile(r"[0-9]{1,13}")
CUT = re.compile(r"[0-9](?:\.[0-9]+)?E\+[0-9]+", re.IGNORECASE)  # what Excel makes of a long number
# Where a payment is called something else in the file than with us: (its number, its reference) to ours.
AS_OURS: Mapping[str, Callable[[str, str], tuple[str, str]]] = {onebill.NAME: onebill.in_file}
IDENTIFIER = re.compile(r"[!-~]+(?: [!-~]+)*")


@dataclass(frozen=True, slots=True)
class Settled:
    """One payment as the file tells it, in paisa. `settled_as`: the transfer with which it reached our bank."""

    line: int
    provider_id: str
    reference: str
    paisa: int
    fee: int
    settled_as: str
    at: datetime


class BadFile(ValueError):
    """A file that cannot be believed. `problems`: a sentence each, with its line number where it has one."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class SettlementFile:
    """`skipped`: rows of attempts that moved no money."""

    rows: tuple[Settled, ...]
    skipped: int


def read(content: bytes, *, columns: Columns, now: datetime, provider: str = "") -> SettlementFile:
    """Every row, or BadFile with what is wrong with it. `now`: nothing in the file happened after it."""
    as_ours = AS_OURS.get(provider, _as_it_is)
    rows, skipped, problems = [], 0, list[str]()
    lines: dict[str, int] = {}
    for number, cells in _table(content, columns):
        try:
            row = _row(number, cells, columns, now, as_ours)
            if row and (before := lines.setdefault(row.provider_id, number)) != number:
                raise ValueError(f"{row.provider_id} stands in line {before} already")
        except ValueError as error:
            problems.append(f"line {number}: {error}")
            if len(problems) == MOST_PROBLEMS:
                break
            continue
        if row:
            rows.append(row)
        else:
            skipped += 1
    if problems:
        raise BadFile(problems)
    return SettlementFile(tuple(rows), skipped)


def _table(content: bytes, columns: Columns) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, cells by heading). Raises BadFile for what is no table of these columns."""
    try:
        reader = csv.reader(io.StringIO(_text(content), newline=""), delimiter=columns.delimiter, strict=True)
        heads = [cell.strip().casefold() for cell in next(reader, [])]
        _require_heads(heads, columns)
        began = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if len(cells) != len(heads):
                    raise BadFile([f"line {began}: {len(cells)} columns, the first line has {len(heads)}"])
                yield began, dict(zip(heads, (cell.strip() for cell in cells), strict=True))
            began = reader.line_num + 1
    except csv.Error as error:
        raise BadFile([f"line {reader.line_num}: {error}"]) from None


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadFile([f"line {line}: not UTF-8; save the sheet as CSV UTF-8"]) from None
    if "\0" in text:
        raise BadFile([f"line {text[: text.index(chr(0))].count(chr(10)) + 1}: this is no text"])
    return text


def _require_heads(heads: list[str], columns: Columns) -> None:
    missing = [name for name in columns.needed if name.casefold() not in heads]
    twice = {name for name in columns.needed if heads.count(name.casefold()) > 1}
    problems = [f"line 1: there is no column {name!r}" for name in missing]
    problems += [f"line 1: the column {name!r} stands there twice" for name in sorted(twice)]
    if problems:
        raise BadFile(problems)


def _as_it_is(number: str, reference: str) -> tuple[str, str]:
    return number, reference


def _row(
    number: int,
    cells: dict[str, str],
    columns: Columns,
    now: datetime,
    as_ours: Callable[[str, str], tuple[str, str]],
) -> Settled | None:
    """None for an attempt that moved no money. Raises ValueError."""

    def cell(heading: str) -> str:
        return cells.get(heading.casefold(), "") if heading else ""

    if columns.status and cell(columns.status).casefold() not in columns.paid:
        if not cell(columns.status):
            raise ValueError("no status")
        return None
    paisa = _money(cell(columns.amount), columns, what="amount")
    fee = _money(cell(columns.fee), columns, what="fee", least=0) if cell(columns.fee) else 0
    if fee > paisa:
        raise ValueError(f"a fee of {cell(columns.fee)!r} is more than the amount")
    provider_id, reference = as_ours(
        _identifier(cell(columns.provider_id), what="transaction number"),
        _identifier(cell(columns.reference), what="reference", needed=False),
    )
    return Settled(
        line=number,
        provider_id=provider_id,
        reference=reference,
        paisa=paisa,
        fee=fee,
        settled_as=_identifier(cell(columns.settled), what="settlement", needed=False),
        at=_moment(cell(columns.paid_at), columns, now),
    )


def _money(text: str, columns: Columns, *, what: str, least: int = 1) -> int:
    found = (WHOLE if columns.unit == "paisa" else MONEY).fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is no {what} in {columns.unit}")
    if columns.unit == "paisa":
        paisa = int(text)
    else:
        rupees, _, part = text.replace(",", "").partition(".")
        paisa = int(rupees) * 100 + int(part[:2].ljust(2, "0") if part else 0)
    if not least <= paisa <= MOST_PAISA:
        raise ValueError(f"{text!r} is no {what} that can be")
    return paisa


def _identifier(text: str, *, what: str, needed: bool = True) -> str:
    if not text and not needed:
        return ""
    if CUT.fullmatch(text):
        raise ValueError(
            f"the {what} {text!r} was cut by a spreadsheet; take the file as the provider made it"
        )
    if not IDENTIFIER.fullmatch(text) or len(text) > LONGEST_ID:
        raise ValueError(f"{text[:40]!r} is no {what}")
    return text


def _moment(text: str, columns: Columns, now: datetime) -> datetime:
    """A day alone is its noon. Raises ValueError."""
    for one in columns.formats:
        try:
            moment = datetime.strptime(text, one)  # noqa: DTZ007  (the zone follows)
        except ValueError:
            continue
        if not re.search(r"%[HIcXsS]", one):
            moment = moment.replace(hour=12)
        at = moment if moment.tzinfo else moment.replace(tzinfo=PAKISTAN)
        if at.astimezone(PAKISTAN).date() > now.astimezone(PAKISTAN).date():
            raise ValueError(f"{text!r} is still to come")
        if at < now - OLDEST:
            raise ValueError(f"{text!r} is too long ago")
        return at
    raise ValueError(f"{text!r} is no moment like {now.astimezone(PAKISTAN).strftime(columns.formats[0])!r}")
