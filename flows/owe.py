"""What is owed: each plan in one line, and the whole schedule for those who want it."""

from typing import Any, Literal

from bot.conversation.grammar import Ask, Choice, Do, End, Flow, Goto, Slots, Task, lines
from bot.lending.commands import SendSchedule
from bot.lending.facts import Facts, Loan
from flows.fetch import codes, lines_of


def look(task: Task[Facts]) -> Literal["nothing", "some", "to_fetch"]:
    if task.facts.outstanding:
        return "some"
    return "to_fetch" if lines_of(task.facts) else "nothing"


def draw(task: Task[Facts]) -> Literal["drawn"]:
    """The days and sums go out in words; where the channel carries pages, each plan is a picture to keep, too."""
    for loan in _owing(task.facts):
        task.issue(SendSchedule(loan.number))
    return "drawn"


def summary(facts: Facts, _slots: Slots) -> dict[str, Any]:
    plans = [("owe.plan", _plan(loan)) for loan in _owing(facts)]
    return {"plans": lines([*plans, *lines_of(facts)])}


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
            hears=Choice({"pay": Goto("repay"), "schedule": "draw"}),
            params=summary,
        ),
        Do("draw", run=draw, outcomes={"drawn": "schedule"}),
        End("schedule", says="owe.schedule", params=schedule),
    ),
    opens_on=("balance",),
    passing=True,
    needs=("consent", "pin"),
    revision=3,
)
