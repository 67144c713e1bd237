"""How late a loan is, its bucket, and the portfolio at risk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

BUCKETS: tuple[tuple[str, int, int], ...] = (
    ("1_3", 1, 3),
    ("4_30", 4, 30),
    ("31_60", 31, 60),
    ("61_90", 61, 90),
)
CURRENT = "current"
BEYOND = "over_90"


def days_late(unpaid: Iterable[date], *, today: date) -> int:
    """Days since the oldest of these due dates of unpaid instalments; 0 when none has passed."""
    return max((max(0, (today - due).days) for due in unpaid), default=0)


def bucket(days: int) -> str:
    """`current`, `1_3`, `4_30`, `31_60`, `61_90` or `over_90` for a number of days late (0 or more)."""
    if days < 1:
        return CURRENT
    return next((name for name, first, last in BUCKETS if first <= days <= last), BEYOND)


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What is still owed (paisa) over all loans and by bucket of its loan's days late."""

    outstanding: int
    by_bucket: dict[str, int]

    def at_risk(self, *, over_days: int) -> int:
        """Outstanding of loans later than so many days (0, 3, 30, 60 or 90), in paisa. PAR30: 30.

        Raises ValueError for a number of days that is not the end of a bucket.
        """
        ends = {CURRENT: 0, **{name: last for name, _, last in BUCKETS}}
        if over_days not in ends.values():
            raise ValueError(f"no bucket ends after {over_days} days")
        safe = {name for name, last in ends.items() if last <= over_days}
        return sum(amount for name, amount in self.by_bucket.items() if name not in safe)

    def share_at_risk_bp(self, *, over_days: int) -> int:
        """The same as basis points of all that is outstanding, rounded down; 0 for an empty portfolio."""
        return self.at_risk(over_days=over_days) * 10_000 // self.outstanding if self.outstanding else 0


def portfolio(loans: Iterable[tuple[int, int]]) -> Portfolio:
    """The portfolio of (outstanding paisa, days late) pairs, in one pass."""
    by_bucket = dict.fromkeys((CURRENT, *(name for name, _, _ in BUCKETS), BEYOND), 0)
    for outstanding, days in loans:
        by_bucket[bucket(days)] += outstanding
    return Portfolio(sum(by_bucket.values()), by_bucket)
