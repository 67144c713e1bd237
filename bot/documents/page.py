"""What stands on a page, in English and Urdu, before anybody sets it in type. Plain data, so that it can be stored."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Both:
    """The same words in English and in Urdu script."""

    en: str
    ur: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure between its two labels; `strong` for what must be seen first."""

    label: Both
    value: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A title, facts, a table (`head` and `rows` may be empty), notes, and a small line at the foot."""

    title: Both
    facts: tuple[Fact, ...]
    foot: str
    head: tuple[Both, ...] = ()
    rows: tuple[tuple[str | Both, ...], ...] = ()
    notes: tuple[Both, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As JSON knows it: what is stored, and what the typesetter reads."""
        return asdict(self)


PageData = Mapping[str, Any]
