"""Who asks for a limit, what others say of them, and what was decided. The sums are in eligibility.py."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from bot.lending.schedule import Payday

Work = Literal["salary", "daily", "shop", "home", "farm", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Who asks, as they told us and as we know them. Money in paisa; `income` and `obligations` a month.

    `good_plans`: plans paid in full and on time; `declared_debt`: owed to other lenders, as
    declared.
    """

    born: date
    work: Work
    income: int
    obligations: int
    payday: Payday
    good_plans: int = 0
    overdue: bool = False
    declared_debt: int = 0

    def to_dict(self) -> dict[str, Any]:
        """As JSON knows it; `from_dict` is the way back."""
        return {**asdict(self), "born": self.born.isoformat()}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Applicant":
        """What `to_dict` wrote. Raises KeyError, TypeError, ValueError."""
        typed = {"born": date.fromisoformat(data["born"]), "payday": Payday(**data["payday"])}
        return cls(**{**data, **typed})

    def __post_init__(self) -> None:
        amounts = (self.income, self.obligations, self.good_plans, self.declared_debt)
        if min(amounts) < 0:
            raise ValueError("an applicant's figures are not negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class BureauReport:
    """What a credit bureau or identity check answered. `debt` in paisa, all other lenders together.

    `identity_matches` None: not checked. `answered` False: it timed out; then nothing else counts.
    """

    source: str
    answered: bool = True
    identity_matches: bool | None = None
    debt: int = 0
    defaults: int = 0
    worst_days_late: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that weighed: a stable code, and figures in paisa or counts; `needed` would change it."""

    code: str
    figures: Mapping[str, int] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """As JSON knows it."""
        return {"code": self.code, "figures": dict(self.figures)}


@dataclass(frozen=True, slots=True)
class Decision:
    """Approved with a limit (paisa, for all plans with us together), or refused with limit 0. Reasons always."""

    approved: bool
    limit: int
    reasons: tuple[Reason, ...]
    scorecard: str
    inputs: Mapping[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """As JSON knows it: enough to `replay` the decision years later."""
        return {
            "approved": self.approved,
            "limit": self.limit,
            "reasons": [reason.to_dict() for reason in self.reasons],
            "scorecard": self.scorecard,
            "inputs": dict(self.inputs),
        }
