"""A promise to pay: the customer names a day, reminders rest until then."""

from datetime import date, timedelta
from typing import Any, Literal

from bot.conversation.grammar import Ask, Do, End, Flow, Slots, Task, Tell
from bot.conversation.grammar import Date as ADay
from bot.lending.commands import PromiseToPay
from bot.lending.facts import Due, Facts, Loan


def find(task: Task[Facts]) -> Literal["nothing", "owing"]:
    return "owing" if _oldest(task.facts) else "nothing"


def check(task: Task[Facts]) -> Literal["kept", "past", "too_far"]:
    day, oldest = date.fromisoformat(task.slots["day"]), _oldest(task.facts)
    assert oldest is not None  # `find` saw one in this flow, and nothing is paid by talking
    task.drop("day")
    if day < task.facts.today:
        return "past"
    if day > _latest(task.facts):
        return "too_far"
    loan, part = oldest
    task.issue(PromiseToPay(loan=loan.number, installment=part.number, day=day))
    task.keep(agreed=day.isoformat())
    return "kept"


def _oldest(facts: Facts) -> tuple[Loan, Due] | None:
    owing = [(loan, loan.next) for loan in facts.open_loans]
    return min(
        ((loan, part) for loan, part in owing if part is not None), key=lambda pair: pair[1].due, default=None
    )


def _latest(facts: Facts) -> date:
    """No day further away than the rules allow, counted from today or the due date, whichever is later."""
    oldest = _oldest(facts)
    start = max(facts.today, oldest[1].due) if oldest else facts.today
    return start + timedelta(days=facts.rules.promise_max_days)


def latest(facts: Facts, _slots: Slots) -> dict[str, Any]:
    return {"latest": _latest(facts).isoformat()}


def agreed(_facts: Facts, slots: Slots) -> dict[str, Any]:
    return {"day": slots["agreed"]}


PROMISE = Flow(
    "promise",
    (
        Do("find", run=find, outcomes={"nothing": "nothing", "owing": "day"}),
        End("nothing", says="owe.nothing"),
        Ask("day", says="promise.day", hears=ADay(), slot="day", next="check", params=latest, known=True),
        Do("check", run=check, outcomes={"kept": "kept", "past": "past", "too_far": "too_far"}),
        Tell("past", says="promise.past", next="day"),
        Tell("too_far", says="promise.too_far", next="day", params=latest),
        End("kept", says="promise.kept", params=agreed),
    ),
    opens_on=("promise_to_pay",),
    takes={"date": "day"},
)
