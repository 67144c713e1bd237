"""Papers: the statement of a plan, credit asked back, a copy of what we hold or its erasure."""

from collections.abc import Sequence
from typing import Any, Literal

from bot.conversation.grammar import Ask, Choice, Do, End, Flow, Goto, Item, Pick, Slots, Task
from bot.lending.commands import AskBack, AskData, SendAccount
from bot.lending.facts import Facts, Loan

MOST = 8


def find(task: Task[Facts]) -> Literal["nothing", "one", "many"]:
    loans = task.facts.loans
    if not loans:
        return "nothing"
    task.keep(loan=loans[-1].number)
    return "one" if len(loans) == 1 else "many"


def send(task: Task[Facts]) -> Literal["owing", "paid"]:
    """The figures go out in words; where the channel carries pages, every line goes along."""
    loan = _loan(task.facts, task.slots)
    task.issue(SendAccount(loan.number))
    return "owing" if loan.next else "paid"


def find_credit(task: Task[Facts]) -> Literal["some", "nothing"]:
    loan = next((loan for loan in task.facts.loans if loan.credit), None)
    if loan is None:
        return "nothing"
    task.keep(loan=loan.number)
    return "some"


def ask_back(task: Task[Facts]) -> Literal["asked", "nothing"]:
    """What is there is looked at once more by the service, so nothing goes out twice."""
    amount = _loan(task.facts, task.slots).credit
    if not amount:
        return "nothing"
    task.issue(AskBack(loan=task.slots["loan"], reference=task.facts.fresh))
    task.keep(amount=amount, reference=task.facts.fresh)
    return "asked"


def ask_copy(task: Task[Facts]) -> Literal["asked"]:
    _ask(task, "copy")
    return "asked"


def ask_erasure(task: Task[Facts]) -> Literal["asked", "owing"]:
    if task.facts.open_loans:
        return "owing"
    _ask(task, "erase")
    return "asked"


def _ask(task: Task[Facts], kind: Literal["copy", "erase"]) -> None:
    task.issue(AskData(number=task.facts.fresh, kind=kind))
    task.keep(reference=task.facts.fresh)


def _loan(facts: Facts, slots: Slots) -> Loan:
    loan = facts.loan(slots["loan"])
    assert loan is not None  # the number came from these very facts
    return loan


def plans(facts: Facts, _slots: Slots) -> Sequence[Item]:
    """The newest first; older ones are a matter for a person."""
    newest = facts.loans[: -MOST - 1 : -1]
    return [Item(loan.number, {"loan": loan.number, "left": loan.outstanding}) for loan in newest]


def account(facts: Facts, slots: Slots) -> dict[str, Any]:
    loan = _loan(facts, slots)
    paid = {"loan": loan.number, "total": loan.total, "received": loan.total - loan.outstanding}
    due = loan.next
    owing = {"next": due.left, "day": due.due.isoformat()} if due else {}
    return {**paid, **owing, "left": loan.outstanding, "all": loan.settles_for}


def credit(facts: Facts, slots: Slots) -> dict[str, Any]:
    return {"amount": _loan(facts, slots).credit}


def asked(_facts: Facts, slots: Slots) -> dict[str, Any]:
    return {"amount": slots.get("amount", 0), "reference": slots["reference"]}


PAPERS = Flow(
    "papers",
    (
        Ask(
            "which",
            says="papers.which",
            hears=Choice({"account": Goto("account"), "credit": Goto("credit"), "data": Goto("data")}),
        ),
    ),
)

ACCOUNT = Flow(
    "account",
    (
        Do("find", run=find, outcomes={"nothing": "nothing", "one": "send", "many": "which"}),
        End("nothing", says="owe.nothing"),
        Ask("which", says="papers.plan", hears=Pick(plans, most=MOST), slot="loan", next="send"),
        Do("send", run=send, outcomes={"owing": "owing", "paid": "paid"}),
        End("owing", says="papers.owing", params=account),
        End("paid", says="papers.paid", params=account),
    ),
    needs=("consent", "pin"),
)

CREDIT = Flow(
    "credit",
    (
        Do("find", run=find_credit, outcomes={"some": "confirm", "nothing": "nothing"}),
        End("nothing", says="papers.no_credit"),
        Ask(
            "confirm",
            says="papers.credit",
            hears=Choice({"yes": "ask", "no": "kept"}),
            params=credit,
        ),
        Do("ask", run=ask_back, outcomes={"asked": "asked", "nothing": "nothing"}, binds=True),
        End("asked", says="papers.credit_asked", params=asked),
        End("kept", says="papers.credit_kept"),
    ),
    needs=("consent", "pin"),
)

DATA = Flow(
    "data",
    (
        Ask(
            "which",
            says="papers.data",
            hears=Choice({"copy": "copy", "erase": "sure", "nothing": "kept"}),
        ),
        Do("copy", run=ask_copy, outcomes={"asked": "copy_asked"}),
        End("copy_asked", says="papers.copy_asked", params=asked),
        Ask("sure", says="papers.sure", hears=Choice({"yes": "erase", "no": "kept"})),
        Do("erase", run=ask_erasure, outcomes={"asked": "erase_asked", "owing": "owing"}, binds=True),
        End("erase_asked", says="papers.erase_asked", params=asked),
        End("owing", says="papers.erase_owing"),
        End("kept", says="papers.kept"),
    ),
    needs=("consent", "pin"),
)
