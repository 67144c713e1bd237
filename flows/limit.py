"""The limit already held, and what of it is free."""

from typing import Any, Literal

from bot.conversation.grammar import Do, End, Flow, Goto, Slots, Task, lines
from bot.lending.facts import Facts

# What the limit rests on and what would make it grow. Income alone is known to whoever earns it.
TOLD = (
    "first_time",
    "limit_by_history",
    "limit_by_affordable",
    "limit_by_one_loan",
    "limit_by_all_lenders",
    "limit_by_bureau_silent",
    "good_plans",
    "bureau_default",
    "debt_total",
    "identity_mismatch",
)
MOST_REASONS = 2


def find(task: Task[Facts]) -> Literal["held", "none"]:
    return "held" if task.facts.enrolled else "none"


def free(facts: Facts) -> int:
    """Paisa that a new plan may still take."""
    return max(0, (facts.person.limit or 0) - facts.outstanding)


def figures(facts: Facts, _slots: Slots) -> dict[str, Any]:
    why = [(f"reason.{one.code}", one.figures) for one in facts.weighed() if one.code in TOLD]
    return {"limit": facts.person.limit or 0, "free": free(facts), "why": lines(why[:MOST_REASONS])}


LIMIT = Flow(
    "limit",
    (
        Do("find", run=find, outcomes={"held": "held", "none": Goto("eligibility")}),
        End("held", says="limit.held", params=figures),
    ),
    opens_on=("check_limit",),
    needs=("consent", "pin"),
)
