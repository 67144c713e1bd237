"""The figures of our scorecard: ours, not the law; explained for people in docs/scorecard.md.

A change of any figure is a new version; old versions stay, so that old decisions can be replayed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

WHOLE = 10_000  # basis points


def _shares() -> Mapping[str, int]:
    return {"salary": 4_000, "shop": 3_500, "daily": 3_000, "home": 3_000, "farm": 3_000, "other": 2_500}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """Money in paisa, shares in basis points (10,000 = all)."""

    version: str
    min_income: int = 1_500_000  # Rs 15,000 a month: below it any instalment comes out of food and rent
    living_share_bp: int = 5_000  # of income is never counted on: food, rent, travel
    share_of_free_bp: Mapping[str, int] = field(default_factory=_shares)  # of what is free, by kind of work
    default_share_bp: int = 2_500  # for work that is not listed
    max_obligations_bp: int = 5_000  # of income may go to others' instalments
    months: int = 2  # of affordable instalments make a limit: every plan runs at least about that long
    first_limit: int = 2_500_000  # Rs 25,000 for somebody new
    growth: int = 500_000  # Rs 5,000 more for each plan paid in full and on time
    step: int = 50_000  # limits are whole steps of Rs 500
    bureau_max_days_late: int = 60  # later than this elsewhere is a refusal
    bureau_silent_limit: int = 1_000_000  # Rs 10,000 at most while the bureau does not answer

    def share_of(self, work: str) -> int:
        """Basis points of what is free that may go into instalments, for a kind of work."""
        return self.share_of_free_bp.get(work, self.default_share_bp)

    def per_free_bp(self, work: str) -> int:
        """Basis points of a month's free money that become limit."""
        return self.share_of(work) * self.months


SCORECARD = Scorecard(version="2026-11")
SCORECARDS = {SCORECARD.version: SCORECARD}
