"""What a person must look at: a complaint, a payment that we cannot see."""

from typing import Any, Literal

from bot.conversation.grammar import Do, End, Flow, Hand, Slots, Task, Tell
from bot.lending.commands import PauseReminders, RegisterComplaint
from bot.lending.facts import Facts


def register(task: Task[Facts]) -> Literal["registered"]:
    """It has its number at once; who complains again about an open one hears the same number."""
    task.issue(PauseReminders("dispute"))
    number = task.facts.complaint() or task.facts.fresh
    task.issue(RegisterComplaint(number))
    task.keep(reference=number)
    return "registered"


def complaint(facts: Facts, slots: Slots) -> dict[str, Any]:
    return {"reference": slots["reference"], "days": facts.rules.complaint_days}


def look_for_payment(task: Task[Facts]) -> Literal["found", "nothing"]:
    return "found" if task.facts.last_payment else "nothing"


def last_payment(facts: Facts, _slots: Slots) -> dict[str, Any]:
    payment = facts.last_payment
    assert payment is not None  # this state is reached only when one was found
    return {"amount": payment.amount, "day": payment.at.date().isoformat(), "left": facts.outstanding}


COMPLAINT = Flow(
    "complaint",
    (
        Do("register", run=register, outcomes={"registered": "number"}),
        Tell("number", says="complaint.number", next="person", params=complaint),
        Hand("person", says="people.complaint", reason="complaint", next="over"),
        End("over"),
    ),
    opens_on=("complaint",),
    needs=(),
)

PAID_CLAIM = Flow(
    "paid_claim",
    (
        Do("look", run=look_for_payment, outcomes={"found": "found", "nothing": "person"}),
        End("found", says="people.payment_found", params=last_payment),
        Hand("person", says="people.payment_not_found", reason="payment_dispute", next="over"),
        End("over"),
    ),
    opens_on=("paid_claim",),
    needs=("consent", "pin"),
)
