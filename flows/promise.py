"""A promise to pay: the customer names a day, reminders rest until then. Days that passed too often: a person helps."""

from datetime import date
from typing import Any, Literal

from bot.conversation.grammar import Ask, Do, End, Flow, Hand, Slots, Task, Tell
from bot.conversation.grammar import Date as ADay
from bot.lending.commands import PromiseToPay
from bot.lending.facts import Due, Facts, Loan
from bot.lending.hardship import latest_promise, promise_problem


def find(task: Task[Facts]) -> Literal["nothing", "owing", "often"]:
    oldest = _oldest(task.facts)
    if oldest is None:
        return "nothing"
    return "often" if oldest[0].broken >= task.facts.rules.promises_broken else "owing"


def check(task: Task[Facts]) -> Literal["kept", "past", "too_far"]:
    day, oldest = date.fromisoformat(task.slots["day"]), _oldest(task.facts)
    assert oldest is not None  # `find` saw one in this flow, and nothing is paid by talking
    task.drop("day")
    loan, part = oldest
    problem = promise_problem(day, due=part.due, today=task.facts.today, rules=task.facts.rules)
    if problem:
        return problem
    task.issue(PromiseToPay(loan=loan.number, installment=part.number, day=day))
    task.keep(agreed=day.isoformat())
    return "kept"


def _oldest(facts: Facts) -> tuple[Loan, Due] | None:
    owing = [(loan, loan.next) for loan in facts.open_loans]
    return min(
        ((loan, part) for loan, part in owing if part is not None), key=lambda pair: pair[1].due, default=None
    )


def _latest(facts: Facts) -> date:
    oldest = _oldest(facts)
    due = oldest[1].due if oldest else facts.today
    return latest_promise(due=due, today=facts.today, rules=facts.rules)


def latest(facts: Facts, _slots: Slots) -> dict[str, Any]:
    return {"latest": _latest(facts).isoformat()}


def agreed(_facts: Facts, slots: Slots) -> dict[str, Any]:
    return {"day": slots["agreed"]}


PROMISE = Flow(
    "promise",
    (
        Do("find", run=find, outcomes={"nothing": "nothing", "owing": "day", "often": "people"}),
        Hand("people", says="promise.people", reason="promise_broken", next="over"),
        End("over"),
        End("nothing", says="owe.nothing"),
        Ask("day", says="promise.day", hears=ADay(), slot="day", next="check", params=latest, known=True),
        Do("check", run=check, outcomes={"kept": "kept", "past": "past", "too_far": "too_far"}),
        Tell("past", says="promise.past", next="day"),
        Tell("too_far", says="promise.too_far", next="day", params=latest),
        End("kept", says="promise.kept", params=agreed),
    ),
    opens_on=("promise_to_pay",),
    takes={"date": "day"},
    revision=2,
)
