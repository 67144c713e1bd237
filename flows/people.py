"""What a person must look at: a complaint, a payment that we cannot see."""

from typing import Any, Literal

from bot.conversation.grammar import Ask, Choice, Do, End, Flow, Hand, Slots, Task, Tell, Text, Written
from bot.lending.commands import ClaimPayment, PauseReminders, RegisterComplaint
from bot.lending.facts import Due, Facts, Loan, Received
from bot.lending.hours import PAKISTAN


def register(task: Task[Facts]) -> Literal["registered"]:
    """It has its number at once; who complains again about an open one hears the same number."""
    task.issue(PauseReminders("dispute"))
    number = task.facts.complaint() or task.facts.fresh
    task.issue(RegisterComplaint(number))
    task.keep(reference=number)
    return "registered"


def complaint(facts: Facts, slots: Slots) -> dict[str, Any]:
    return {"reference": slots["reference"], "days": facts.rules.complaint_days}


def look_for_payment(task: Task[Facts]) -> Literal["told", "found", "nothing", "looking", "no_plan"]:
    if "told" in task.slots:
        return "told"
    if task.facts.claimed():
        return "looking"
    if task.facts.received():
        return "found"
    return "nothing" if _oldest(task.facts) else "no_plan"


def look_for_number(task: Task[Facts]) -> Literal["theirs", "gone", "unplaced", "nothing", "no_plan"]:
    """In their words, from the message of the wallet."""
    named = task.facts.named(task.slots.get("told", ""))
    if named.received is not None:
        task.keep(**_figures(named.received))
    if named.state == "nothing" and _oldest(task.facts) is None:
        return "no_plan"
    return named.state


def keep_looking(task: Task[Facts]) -> Literal["kept"]:
    oldest = _oldest(task.facts)
    assert oldest is not None  # `look_for_number` saw one in this very turn
    loan, part = oldest
    task.issue(ClaimPayment(loan=loan.number, installment=part.number, words=task.slots.get("told", "")))
    task.drop("told")
    return "kept"


def _oldest(facts: Facts) -> tuple[Loan, Due] | None:
    owing = [(loan, loan.next) for loan in facts.open_loans]
    return min(
        ((loan, part) for loan, part in owing if part is not None), key=lambda pair: pair[1].due, default=None
    )


def _figures(received: Received) -> dict[str, Any]:
    used = ", ".join(map(str, received.used))
    return {
        "amount": received.amount,
        "day": received.at.astimezone(PAKISTAN).date().isoformat(),
        "parts": used,
        "used": "yes" if used else "no",
    }


def newest(facts: Facts, _slots: Slots) -> dict[str, Any]:
    received = facts.received()
    assert received is not None  # this state is reached only when one was found
    return _figures(received)


def told(facts: Facts, slots: Slots) -> dict[str, Any]:
    return {**{name: slots[name] for name in ("amount", "day", "parts", "used")}, "left": facts.outstanding}


def unplaced(_facts: Facts, slots: Slots) -> dict[str, Any]:
    return {name: slots[name] for name in ("amount", "day")}


def left(facts: Facts, _slots: Slots) -> dict[str, Any]:
    return {"left": facts.outstanding}


def hours(facts: Facts, _slots: Slots) -> dict[str, Any]:
    return {"hours": facts.rules.claim_check_hours}


def since(facts: Facts, _slots: Slots) -> dict[str, Any]:
    moment = facts.claimed() or facts.now
    return {"day": moment.astimezone(PAKISTAN).date().isoformat()}


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

# The number from the wallet's message, found after all.
LATER = Written(
    r"(?P<told>(?:.{0,200}\b)?(?:tid|t\.?id|trx|trxid|txn|transaction|ٹرانزیکشن|ٹی آئی ڈی)\b.{0,60}\d{6,}.{0,200})",
    when=lambda facts: bool(facts.outstanding),
)
NUMBER = Text(
    longest=400, digits=True, options={"none": "search"}
)  # the whole message of the wallet is an answer

PAID_CLAIM = Flow(
    "paid_claim",
    (
        Do(
            "look",
            run=look_for_payment,
            outcomes={
                "told": "search",
                "found": "found",
                "nothing": "number",
                "looking": "looking",
                "no_plan": "person",
            },
        ),
        End("looking", says="people.claim_open", params=since),
        Ask(
            "found",
            says="people.payment_found",
            hears=Choice({"yes": "good", "no": "another"}),
            params=newest,
        ),
        End("good", says="people.payment_good", params=left),
        Ask("number", says="people.payment_number", hears=NUMBER, slot="told", next="search"),
        Ask("another", says="people.payment_another", hears=NUMBER, slot="told", next="search"),
        Do(
            "search",
            run=look_for_number,
            outcomes={
                "theirs": "theirs",
                "gone": "gone",
                "unplaced": "unplaced",
                "nothing": "keep",
                "no_plan": "person",
            },
        ),
        End("theirs", says="people.payment_theirs", params=told),
        Tell("gone", says="people.payment_gone", next="person_gone"),
        Hand("person_gone", says="people.person_looks", reason="payment_dispute", next="over"),
        Tell("unplaced", says="people.payment_unplaced", next="person_places", params=unplaced),
        Hand("person_places", says="people.person_places", reason="payment_to_place", next="over"),
        Do("keep", run=keep_looking, outcomes={"kept": "kept"}),
        End("kept", says="people.claim_kept", params=hours),
        Hand("person", says="people.payment_not_found", reason="payment_dispute", next="over"),
        End("over"),
    ),
    opens_on=("paid_claim",),
    written=(LATER,),
    needs=("consent", "pin"),
    revision=3,
)
