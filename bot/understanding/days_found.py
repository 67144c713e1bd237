"""The days that a message names, as they are found."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True)
class Found:
    """The days that were named, None for a day that does not exist, and the tokens that named them."""

    days: list[date | None] = field(default_factory=list)
    tokens: set[int] = field(default_factory=set)
    steps: list[tuple[int, int]] = field(default_factory=list)

    def add(self, day: date | None, start: int, end: int) -> int:
        """Takes note of one day and the token positions that named it; returns the position after them."""
        self.days.append(day)
        self.tokens.update(range(start, end))
        self.steps.append((start, end))
        return end

    def forget(self, start: int) -> None:
        """Takes back a day number that turned out to belong to a month named after it."""
        if self.steps and self.steps[-1][0] <= start < self.steps[-1][1]:
            self.steps.pop()
            self.days.pop()
