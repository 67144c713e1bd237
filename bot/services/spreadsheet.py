"""Rows for people who open them in a spreadsheet: CSV, with nothing in it that a spreadsheet would run."""

import csv
import io
from collections.abc import Iterable

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def line(values: Iterable[str | int]) -> str:
    """One row of CSV, its end of line with it."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(list(values))
    return out.getvalue()


def safe(text: str) -> str:
    """What people wrote: a spreadsheet takes a text that begins with one of these for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
