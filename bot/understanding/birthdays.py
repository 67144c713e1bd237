"""Dates of birth: complete, and not in the future."""

from datetime import date

from bot.understanding import calendar as cal
from bot.understanding.dates import DateReader
from bot.understanding.message import Message
from bot.understanding.text import NUMBER


def written_date(message: Message, dates: DateReader, *, today: date) -> date | None:
    """The one complete date of a message: 15/8/90, 15081990, 15 August 1990."""
    day = _in_digits(message, today) or _in_words(message, dates, today)
    return day if day and day <= today else None


def _in_digits(message: Message, today: date) -> date | None:
    numbers = [token.text for token in message.tokens if token.kind == NUMBER]
    joined = " ".join(numbers)
    for mark in "/-.:,":
        joined = joined.replace(mark, " ")
    parts = joined.split()
    if len(parts) == 1 and len(parts[0]) in (6, 8):
        whole = parts[0]
        parts = [whole[:2], whole[2:4], whole[4:]]
    if len(parts) != 3:
        return None
    if len(parts[0]) == 4:
        parts.reverse()
    if any(len(part) > size for part, size in zip(parts, (2, 2, 4), strict=True)) or len(parts[2]) not in (
        2,
        4,
    ):
        return None
    return cal.real_date(_year(parts[2], today), int(parts[1]), int(parts[0]))


def _in_words(message: Message, dates: DateReader, today: date) -> date | None:
    month = dates.month_in(message)
    numbers = [numeral for numeral in message.numerals if numeral.value.denominator == 1]
    days = [int(numeral.value) for numeral in numbers if numeral.value <= 31]
    years = [int(numeral.value) for numeral in numbers if 1900 <= numeral.value <= today.year]
    if month and len(days) == 1 and len(years) == 1:
        return cal.real_date(years[0], month, days[0])
    if month and len(numbers) == 2 and not years and numbers[0].value <= 31 and numbers[1].value <= 99:
        return cal.real_date(_year(str(int(numbers[1].value)), today), month, int(numbers[0].value))
    return None


def _year(written: str, today: date) -> int:
    return int(written) if len(written) == 4 else cal.last_occurrence_year(today, int(written))
