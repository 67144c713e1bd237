"""A lost telephone. On another number the customer shows card and PIN; a supervisor then moves the plans there."""

from typing import Any, Literal

from bot.conversation.grammar import Ask, Cnic, Do, End, Flow, Hand, Pin, Slots, Task, Tell
from bot.lending.commands import AskNumberChange, TryProof
from bot.lending.facts import Facts
from bot.lending.identity import valid_cnic

NOBODY = 0
TRIES = 3


def look(task: Task[Facts]) -> Literal["own", "other"]:
    """From the customer's own number a person helps: it may be the SIM that will be lost, or somebody else's."""
    return "own" if task.facts.enrolled else "other"


def find(task: Task[Facts]) -> Literal["asked", "invalid"]:
    """Whether we know a card is told to nobody: the PIN is asked for in any case."""
    cnic = task.slots["cnic"]
    task.drop("cnic")
    if not valid_cnic(cnic):
        return "invalid"
    task.keep(owner=task.facts.owner_of(cnic) or NOBODY, tries=0)
    return "asked"


def check(task: Task[Facts]) -> Literal["proved", "wrong", "too_often"]:
    pin, owner = task.slots["pin"], task.slots["owner"]
    task.drop("pin")
    proved = owner != NOBODY and task.facts.proves(owner, pin)
    if owner != NOBODY:
        task.issue(TryProof(owner, correct=proved))
    if proved:
        task.issue(AskNumberChange(owner))
        return "proved"
    task.keep(tries=task.slots["tries"] + 1)
    return "wrong" if task.slots["tries"] < TRIES else "too_often"


def left(_facts: Facts, slots: Slots) -> dict[str, Any]:
    return {"tries": TRIES - slots["tries"]}


LOST_PHONE = Flow(
    "lost_phone",
    (
        Do("look", run=look, outcomes={"own": "person", "other": "cnic"}),
        Ask("cnic", says="lost.cnic", hears=Cnic(), slot="cnic", next="find"),
        Do("find", run=find, outcomes={"asked": "pin", "invalid": "invalid"}),
        Tell("invalid", says="lost.invalid", next="cnic"),
        Ask("pin", says="lost.pin", hears=Pin(), slot="pin", next="check"),
        Do("check", run=check, outcomes={"proved": "proved", "wrong": "wrong", "too_often": "person"}),
        Tell("wrong", says="lost.wrong", next="pin", params=left),
        Hand("proved", says="lost.proved", reason="number_change", next="over"),
        Hand("person", says="people.lost_phone", reason="lost_phone", next="over"),
        End("over"),
    ),
    opens_on=("lost_phone",),
    needs=(),
)
