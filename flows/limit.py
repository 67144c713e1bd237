"""The limit already held, and what of it is free."""

from typing import Any, Literal

from bot.conversation.grammar import Do, End, Flow, Goto, Slots, Task
from bot.lending.facts import Facts


def find(task: Task[Facts]) -> Literal["held", "none"]:
    return "held" if task.facts.enrolled else "none"


def free(facts: Facts) -> int:
    """Paisa that a new plan may still take."""
    return max(0, (facts.person.limit or 0) - facts.outstanding)


def figures(facts: Facts, _slots: Slots) -> dict[str, Any]:
    return {"limit": facts.person.limit or 0, "free": free(facts)}


LIMIT = Flow(
    "limit",
    (
        Do("find", run=find, outcomes={"held": "held", "none": Goto("eligibility")}),
        End("held", says="limit.held", params=figures),
    ),
    opens_on=("check_limit",),
    needs=("consent", "pin"),
)
