"""What is owed: each plan in one line, and the whole schedule for those who want it."""

from typing import Any, Literal

from bot.conversation.grammar import Ask, Choice, Do, End, Flow, Goto, Slots, Task, lines
from bot.lending.facts import Facts, Loan


def look(task: Task[Facts]) -> Literal["nothing", "some", "to_fetch"]:
    if task.facts.outstanding:
        return "some"
    return "to_fetch" if _codes(task.facts) else "nothing"


def summary(facts: Facts, _slots: Slots) -> dict[str, Any]:
    plans = [("owe.plan", _plan(loan)) for loan in _owing(facts)]
    return {"plans": lines([*plans, *_codes(facts)])}


def codes(facts: Facts, _slots: Slots) -> dict[str, Any]:
    return {"codes": lines(_codes(facts))}


def _codes(facts: Facts) -> list[tuple[str, dict[str, Any]]]:
    """What is shown in the shop for goods that are still there."""
    told = [(loan.number, facts.handover_code(loan.number)) for loan in facts.to_fetch]
    return [("owe.code", {"loan": number, "code": code}) for number, code in told if code]


def schedule(facts: Facts, _slots: Slots) -> dict[str, Any]:
    rows = [
        (
            "owe.row",
            {"number": part.number, "due": part.due.isoformat(), "left": part.left, "paid": _paid(part)},
        )
        for loan in _owing(facts)
        for part in loan.installments
    ]
    return {"rows": lines(rows)}


def _owing(facts: Facts) -> list[Loan]:
    return [loan for loan in facts.open_loans if loan.outstanding]


def _paid(part: Any) -> str:
    return "no" if part.left else "yes"


def _plan(loan: Loan) -> dict[str, Any]:
    part = loan.next
    assert part is not None  # a plan that owes something has an instalment that does
    return {
        "shop": loan.shop.name,
        "loan": loan.number,
        "left": loan.outstanding,
        "next": part.left,
        "due": part.due.isoformat(),
    }


OWE = Flow(
    "owe",
    (
        Do("look", run=look, outcomes={"nothing": "nothing", "some": "summary", "to_fetch": "to_fetch"}),
        End("nothing", says="owe.nothing"),
        End("to_fetch", says="owe.to_fetch", params=codes),
        Ask(
            "summary",
            says="owe.summary",
            hears=Choice({"pay": Goto("repay"), "schedule": "schedule"}),
            params=summary,
        ),
        End("schedule", says="owe.schedule", params=schedule),
    ),
    opens_on=("balance",),
    passing=True,
    needs=("consent", "pin"),
    revision=2,
)
