"""The 24-hour way out: the plan is left by repaying the principal only (SECP, as customnews.pk reported 2023-07-19)."""

from datetime import timedelta
from typing import Any, Literal

from bot.conversation.grammar import Ask, Choice, Do, End, Flow, Hand, Slots, Task
from bot.lending.commands import CancelPlan, PauseReminders
from bot.lending.facts import Facts, Loan


def find(task: Task[Facts]) -> Literal["within", "in_shop", "later", "nothing"]:
    if not task.facts.open_loans:
        return "nothing"
    fresh = _fresh(task.facts)
    if fresh is None:
        return "later"
    task.keep(loan=fresh.number, in_shop=fresh.in_shop)
    return "in_shop" if fresh.in_shop else "within"


def cancel(task: Task[Facts]) -> Literal["cancelled", "called_off", "handed_over", "too_late"]:
    """Before the goods were handed over nothing stays owed; whoever has fetched them meanwhile is asked anew."""
    loan = task.facts.loan(task.slots["loan"])
    if loan is None or _fresh(task.facts) is None:
        return "too_late"
    if task.slots.get("in_shop") and not loan.in_shop:
        task.drop("in_shop")
        return "handed_over"
    task.issue(CancelPlan(loan.number))
    return "called_off" if loan.in_shop else "cancelled"


def rest(task: Task[Facts]) -> Literal["resting"]:
    """A return in progress silences reminders until a person has looked (our conduct rule 3)."""
    task.issue(PauseReminders("dispute"))
    return "resting"


def _fresh(facts: Facts) -> Loan | None:
    """The newest plan that is still inside its way out."""
    hours = timedelta(hours=facts.rules.cooling_off_hours)
    young = [loan for loan in facts.open_loans if loan.cancellable and facts.now - loan.accepted_at < hours]
    return max(young, key=lambda loan: loan.accepted_at, default=None)


def figures(facts: Facts, slots: Slots) -> dict[str, Any]:
    loan = facts.loan(slots["loan"])
    assert loan is not None  # the number came from these very facts
    return {"loan": loan.number, "markup": loan.markup, "left": loan.outstanding - loan.markup}


def paid(facts: Facts, slots: Slots) -> dict[str, Any]:
    """What was paid already goes back."""
    loan = facts.loan(slots["loan"])
    assert loan is not None
    amount = sum(part.paid for part in loan.installments) + loan.credit
    return {"loan": loan.number, "amount": amount, "some": "yes" if amount else "no"}


WAYOUT = Flow(
    "wayout",
    (
        Do(
            "find",
            run=find,
            outcomes={"within": "confirm", "in_shop": "call_off", "later": "rest", "nothing": "nothing"},
        ),
        Ask(
            "confirm",
            says="wayout.confirm",
            hears=Choice({"yes": "cancel", "no": "kept"}),
            params=figures,
        ),
        Ask("call_off", says="wayout.call_off", hears=Choice({"yes": "cancel", "no": "kept"}), params=paid),
        Do(
            "cancel",
            run=cancel,
            outcomes={
                "cancelled": "cancelled",
                "called_off": "called_off",
                "handed_over": "confirm",
                "too_late": "rest",
            },
            binds=True,
        ),
        End("called_off", says="wayout.called_off", params=paid),
        End("cancelled", says="wayout.cancelled", params=figures),
        End("kept", says="wayout.kept"),
        Do("rest", run=rest, outcomes={"resting": "later"}),
        Hand("later", says="wayout.later", reason="refund", next="over"),
        End("over"),
        End("nothing", says="owe.nothing"),
    ),
    opens_on=("refund",),
    needs=("consent", "pin"),
    revision=2,
)
