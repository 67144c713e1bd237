"""The seam to whoever carries money away from us: instructions out, answers back. By a bank's files, or at once."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from bot.payments.settlement_file import BadFile

COLUMNS = ("instruction", "amount", "account", "name", "purpose")
ANSWERS = ("instruction", "result", "number", "reason")
INSTRUCTION = re.compile(r"S?[0-9]{1,20}-[0-9]{1,4}")
NUMBER = re.compile(r"[!-~]{1,60}")
LONGEST_REASON = 200
MOST_PROBLEMS = 20
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Instruction:
    """Pay `paisa` to an account, once for each `number`: the same number again is the same payment."""

    number: str
    paisa: int
    account: str = field(repr=False)
    name: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an instruction. `transfer` is its number where it was carried out, `reason` why it was not."""

    number: str
    ok: bool
    transfer: str = ""
    reason: str = ""


class Sender(Protocol):
    """A provider that pays out at once. An instruction that it has carried out it does not carry out again."""

    name: str

    def send(self, instruction: Instruction) -> Answer:
        """Raises OSError when nothing is known of what became of it: ask again with the same number."""
        ...


def written(instructions: Iterable[Instruction]) -> str:
    """The instructions as CSV. Nothing in it begins like a formula but a telephone number, which is one."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for one in instructions:
        amount = f"{one.paisa // 100}.{one.paisa % 100:02d}"
        rows.writerow((one.number, amount, one.account, _plain(one.name), _plain(one.purpose)))
    return out.getvalue()


def answers(content: bytes) -> tuple[Answer, ...]:
    """What a bank answered. Raises BadFile when one line cannot be believed: then none is."""
    try:
        reader = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        found, problems = [], list[str]()
        seen: dict[str, int] = {}
        for line, cells in _cells(reader):
            try:
                one = _answer(cells)
                if (before := seen.setdefault(one.number, line)) != line:
                    raise ValueError(f"{one.number} stands in line {before} already")
                found.append(one)
            except ValueError as error:
                problems.append(f"line {line}: {error}")
    except UnicodeDecodeError:
        raise BadFile(["not UTF-8; save the sheet as CSV UTF-8"]) from None
    except csv.Error as error:
        raise BadFile([f"line {reader.line_num}: {error}"]) from None
    if problems:
        raise BadFile(problems[:MOST_PROBLEMS])
    return tuple(found)


def _cells(reader: Iterator[list[str]]) -> Iterator[tuple[int, dict[str, str]]]:
    heads = [cell.strip().casefold() for cell in next(reader, [])]
    if missing := [name for name in ANSWERS if name not in heads]:
        raise BadFile([f"line 1: there is no column {name!r}" for name in missing])
    for line, cells in enumerate(reader, start=2):
        if any(cell.strip() for cell in cells):
            if len(cells) != len(heads):
                raise BadFile([f"line {line}: {len(cells)} columns, the first line has {len(heads)}"])
            yield line, dict(zip(heads, (cell.strip() for cell in cells), strict=True))


def _answer(cells: dict[str, str]) -> Answer:
    """Raises ValueError."""
    number, result, transfer = cells["instruction"], cells["result"].casefold(), cells["number"]
    if not INSTRUCTION.fullmatch(number):
        raise ValueError(f"{number[:40]!r} is none of our instructions")
    if result not in ("paid", "failed"):
        raise ValueError(f"{result[:40]!r} is neither paid nor failed")
    if result == "paid" and not NUMBER.fullmatch(transfer):
        raise ValueError("paid, and without the number of a transfer")
    reason = cells["reason"][:LONGEST_REASON]
    if result == "failed" and not reason:
        raise ValueError("failed, and without a reason")
    return Answer(number, result == "paid", transfer if result == "paid" else "", reason)


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
