"""What a person must look at: hardship, a complaint, a lost phone, a payment that we cannot see."""

from typing import Any, Literal

from bot.conversation.grammar import Do, End, Flow, Hand, Slots, Task
from bot.lending.commands import PauseReminders
from bot.lending.facts import Facts


def pause_for_hardship(task: Task[Facts]) -> Literal["paused"]:
    task.issue(PauseReminders("hardship"))
    return "paused"


def pause_for_complaint(task: Task[Facts]) -> Literal["paused"]:
    task.issue(PauseReminders("dispute"))
    return "paused"


def look_for_payment(task: Task[Facts]) -> Literal["found", "nothing"]:
    return "found" if task.facts.last_payment else "nothing"


def last_payment(facts: Facts, _slots: Slots) -> dict[str, Any]:
    payment = facts.last_payment
    assert payment is not None  # this state is reached only when one was found
    return {"amount": payment.amount, "day": payment.at.date().isoformat(), "left": facts.outstanding}


HARDSHIP = Flow(
    "hardship",
    (
        Do("pause", run=pause_for_hardship, outcomes={"paused": "person"}),
        Hand("person", says="people.hardship", reason="hardship", next="over"),
        End("over"),
    ),
    opens_on=("hardship",),
    needs=(),
)

COMPLAINT = Flow(
    "complaint",
    (
        Do("pause", run=pause_for_complaint, outcomes={"paused": "person"}),
        Hand("person", says="people.complaint", reason="complaint", next="over"),
        End("over"),
    ),
    opens_on=("complaint",),
    needs=(),
)

LOST_PHONE = Flow(
    "lost_phone",
    (
        Hand("person", says="people.lost_phone", reason="lost_phone", next="over"),
        End("over"),
    ),
    opens_on=("lost_phone",),
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
