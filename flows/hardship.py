"""Somebody in trouble: reminders stop at once, help that costs nothing is offered, and a person looks in any case."""

from datetime import timedelta
from typing import Any, Literal

from bot.conversation.grammar import Ask, Choice, Do, End, Flow, Goto, Hand, Slots, Task, Tell
from bot.lending.commands import Extend, PauseReminders, Spread
from bot.lending.facts import Facts, Loan


def pause(task: Task[Facts]) -> Literal["can_help", "person"]:
    task.issue(PauseReminders("hardship"))
    return "can_help" if task.facts.open_loans else "person"


def find_extension(task: Task[Facts]) -> Literal["free", "none"]:
    loan = next((loan for loan in _owing(task.facts) if loan.extension_days), None)
    if loan is None:
        return "none"
    task.keep(loan=loan.number)
    return "free"


def extend(task: Task[Facts]) -> Literal["extended", "none"]:
    loan = _loan(task.facts, task.slots)
    if not loan.extension_days:
        return "none"
    task.issue(Extend(loan.number, days=loan.extension_days))
    return "extended"


def find_smaller(task: Task[Facts]) -> Literal["fits", "none"]:
    for loan in _owing(task.facts):
        smaller = task.facts.smaller(loan.number)
        if smaller:
            task.keep(
                loan=loan.number, count=smaller.count, first=smaller.first.isoformat(), each=smaller.each
            )
            return "fits"
    return "none"


def spread(task: Task[Facts]) -> Literal["spread", "none"]:
    """The day may have changed since it was offered; then it is worked out anew."""
    smaller = task.facts.smaller(task.slots["loan"])
    if smaller is None:
        return "none"
    task.issue(Spread(task.slots["loan"], count=smaller.count, first=smaller.first))
    task.keep(count=smaller.count, first=smaller.first.isoformat(), each=smaller.each)
    return "spread"


def _owing(facts: Facts) -> list[Loan]:
    return [loan for loan in facts.open_loans if loan.next]


def _loan(facts: Facts, slots: Slots) -> Loan:
    loan = facts.loan(slots["loan"])
    assert loan is not None  # the number came from these very facts
    return loan


def more_time(facts: Facts, slots: Slots) -> dict[str, Any]:
    loan = _loan(facts, slots)
    due = loan.next
    assert due is not None  # a plan that has an extension left owes something
    moved = due.due + timedelta(days=loan.extension_days)
    return {"loan": loan.number, "amount": due.left, "day": moved.isoformat(), "days": loan.extension_days}


def parts(_facts: Facts, slots: Slots) -> dict[str, Any]:
    return {name: slots[name] for name in ("loan", "count", "first", "each")}


HARDSHIP = Flow(
    "hardship",
    (
        Do("pause", run=pause, outcomes={"can_help": "help", "person": "person"}),
        Ask(
            "help",
            says="hardship.help",
            hears=Choice({"time": Goto("extension"), "smaller": Goto("smaller"), "person": "person"}),
        ),
        Hand("person", says="people.hardship", reason="hardship", next="over"),
        End("over"),
    ),
    opens_on=("hardship",),
    needs=(),
)

EXTENSION = Flow(
    "extension",
    (
        Do("find", run=find_extension, outcomes={"free": "confirm", "none": "none"}),
        Ask(
            "confirm", says="hardship.time", hears=Choice({"yes": "extend", "no": "person"}), params=more_time
        ),
        Do("extend", run=extend, outcomes={"extended": "extended", "none": "none"}, binds=True),
        Tell("extended", says="hardship.extended", next="person", params=more_time),
        Tell("none", says="hardship.no_time", next="person"),
        Hand("person", says="hardship.person", reason="hardship", next="over"),
        End("over"),
    ),
    needs=("consent", "pin"),
)

SMALLER = Flow(
    "smaller",
    (
        Do("find", run=find_smaller, outcomes={"fits": "confirm", "none": "none"}),
        Ask(
            "confirm", says="hardship.smaller", hears=Choice({"yes": "spread", "no": "person"}), params=parts
        ),
        Do("spread", run=spread, outcomes={"spread": "spread_out", "none": "none"}, binds=True),
        Tell("spread_out", says="hardship.spread", next="person", params=parts),
        Tell("none", says="hardship.no_smaller", next="person"),
        Hand("person", says="hardship.person", reason="hardship", next="over"),
        End("over"),
    ),
    needs=("consent", "pin"),
)
