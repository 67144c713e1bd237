"""What providers write, read strictly: ASCII digits only, bounded, in Pakistan's time. All raise ValueError."""

import json
import re
from datetime import UTC, datetime
from typing import Any

from bot.lending.hours import PAKISTAN

MOST_PAISA = 10**12  # far above any plan, far below what a database integer can hold


def json_object(body: bytes) -> dict[str, Any]:
    """An object in which every name stands once, at every depth."""
    try:
        read = json.loads(body, object_pairs_hook=_once)
    except RecursionError as error:
        raise ValueError("a body that is too deep") from error
    if not isinstance(read, dict):
        raise ValueError("a body that is no object")
    return read


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a name that stands twice")
    return dict(pairs)


def matched(text: str, pattern: str, *, name: str) -> str:
    """The text, when all of it fits the pattern."""
    if not re.fullmatch(pattern, text):
        raise ValueError(name)
    return text


def paisa(text: str, *, pattern: str = r"[0-9]{1,13}") -> int:
    """A sum above zero, in paisa as written."""
    amount = int(matched(text, pattern, name="amount"))
    if not 0 < amount <= MOST_PAISA:
        raise ValueError("amount")
    return amount


def rupees(text: str) -> int:
    """ "8750.00" in paisa."""
    whole, _, part = matched(text, r"[0-9]{1,11}\.[0-9]{2}", name="amount").partition(".")
    return paisa(whole + part)


def moment(text: str) -> datetime:
    """yyyyMMddHHmmss in Pakistan."""
    digits = matched(text, r"[0-9]{14}", name="time")
    return in_utc(datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=PAKISTAN))


def in_utc(moment: datetime) -> datetime:
    """Raises ValueError also for the ends of time, which are no moment elsewhere."""
    if moment.tzinfo is None:
        raise ValueError("time without its zone")
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("time") from error


def stamp(at: datetime) -> str:
    """A moment as providers of Pakistan write it."""
    return f"{at.astimezone(PAKISTAN):%Y%m%d%H%M%S}"
