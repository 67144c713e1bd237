"""The codes for goods that are still in the shop, told again to whoever asks for them."""

from typing import Any, Literal

from bot.conversation.grammar import Do, End, Flow, Slots, Task, Written, lines
from bot.lending.facts import Facts

WORD = r"(?:code|cod|kod|کوڈ)"
# A PIN and the code on a shop's counter are other things; what holds digits is an answer.
OTHER = r"(?!.*(?:\d|\bpin\b|پن|\bqr\b|counter|کاؤنٹر|dukaa?n ka |shop (?:ka )?code|دکان کا ))"


def waits(facts: Facts) -> bool:
    return bool(facts.to_fetch)


def look(task: Task[Facts]) -> Literal["some", "none"]:
    return "some" if lines_of(task.facts) else "none"


def lines_of(facts: Facts) -> list[tuple[str, dict[str, Any]]]:
    """What is shown in the shop for goods that are still there."""
    told = [(loan.number, facts.handover_code(loan.number)) for loan in facts.to_fetch]
    return [("owe.code", {"loan": number, "code": code}) for number, code in told if code]


def codes(facts: Facts, _slots: Slots) -> dict[str, Any]:
    return {"codes": lines(lines_of(facts))}


FETCH = Flow(
    "fetch",
    (
        Do("look", run=look, outcomes={"some": "told", "none": "none"}),
        End("told", says="fetch.told", params=codes),
        End("none", says="fetch.none"),
    ),
    written=(Written(rf"{OTHER}(?:.{{0,40}}\b)?{WORD}\b.{{0,40}}", first=True, when=waits),),
    needs=("consent", "pin"),
    passing=True,
)
