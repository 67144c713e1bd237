"""The PIN, before anything private is shown: a phone may be shared by a family."""

from typing import Any, Literal

from bot.conversation.grammar import Ask, Do, End, Flow, Hand, Pin, Slots, Task, Tell
from bot.lending.commands import TryPin
from bot.lending.facts import Facts


def may_try(task: Task[Facts]) -> Literal["open", "locked"]:
    return "locked" if task.facts.person.pin_locked else "open"


def check(task: Task[Facts]) -> Literal["right", "wrong", "locked"]:
    pin = task.slots["pin"]
    correct = task.facts.pin_matches(pin)
    task.drop("pin")
    task.issue(TryPin(correct, pin if correct else ""))
    if correct:
        return "right"
    return "wrong" if task.facts.pin_tries_left > 1 else "locked"


def tries_left(facts: Facts, _slots: Slots) -> dict[str, Any]:
    return {"tries": facts.pin_tries_left - 1}


UNLOCK = Flow(
    "unlock",
    (
        Do("may_try", run=may_try, outcomes={"open": "pin", "locked": "locked"}),
        Ask("pin", says="unlock.pin", hears=Pin(), slot="pin", next="check"),
        Do("check", run=check, outcomes={"right": "unlocked", "wrong": "wrong", "locked": "locked"}),
        Tell("wrong", says="unlock.wrong", next="pin", params=tries_left),
        Hand("locked", says="unlock.locked", reason="locked_pin", next="may_try"),
        End("unlocked"),
    ),
    needs=(),
)
