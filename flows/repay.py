"""Repayment: what is due, another amount or everything; then how to pay. Only the provider's callback moves money."""

from collections.abc import Sequence
from typing import Any, Literal

from bot.conversation.grammar import Amount, Ask, Choice, Do, End, Flow, Hand, Item, Pick, Slots, Task, Tell
from bot.lending.commands import RequestPayment
from bot.lending.facts import Facts, Loan
from bot.lending.money import rupees

LEAST = rupees(100)


def find(task: Task[Facts]) -> Literal["nothing", "one", "many", "said"]:
    owing = [loan for loan in task.facts.open_loans if loan.outstanding]
    if not owing:
        return "nothing"
    known = next((loan for loan in owing if loan.number == task.slots.get("loan")), None)
    if known is None and len(owing) > 1:
        return "many"
    task.keep(loan=(known or owing[0]).number)
    return "said" if "amount" in task.slots else "one"


def after_which(task: Task[Facts]) -> Literal["one", "said"]:
    return "said" if "amount" in task.slots else "one"


def take_due(task: Task[Facts]) -> Literal["taken"]:
    task.keep(amount=_due(_loan(task.facts, task.slots)))
    return "taken"


def take_all(task: Task[Facts]) -> Literal["taken"]:
    task.keep(amount=_loan(task.facts, task.slots).settles_for)
    return "taken"


def check(task: Task[Facts]) -> Literal["fine", "too_much", "too_little"]:
    amount, left = task.slots["amount"], _loan(task.facts, task.slots).outstanding
    if LEAST <= amount <= left or amount == left:
        return "fine"
    task.drop("amount")
    return "too_much" if amount > left else "too_little"


def request(task: Task[Facts]) -> Literal["by_link", "by_bill", "by_both", "nowhere", "nothing"]:
    """The plan may have been paid meanwhile, so what is asked for is looked at once more."""
    facts, loan = task.facts, _loan(task.facts, task.slots)
    amount = min(task.slots["amount"], loan.outstanding)
    if amount <= 0:
        return "nothing"
    if not facts.ways.link and not facts.ways.bill_prefix:
        return "nowhere"
    day = loan.last_day(facts.today, days=facts.ways.days)
    task.issue(RequestPayment(reference=facts.fresh, loan=loan.number, amount=amount, last_day=day))
    task.keep(amount=amount, reference=facts.fresh, last=day.isoformat())
    if not facts.ways.bill_prefix:
        return "by_link"
    return "by_both" if facts.ways.link else "by_bill"


def _loan(facts: Facts, slots: Slots) -> Loan:
    loan = facts.loan(slots["loan"])
    assert loan is not None  # the number came from these very facts
    return loan


def _due(loan: Loan) -> int:
    return loan.next.left if loan.next else 0


def plans(facts: Facts, _slots: Slots) -> Sequence[Item]:
    owing = [loan for loan in facts.open_loans if loan.outstanding][:8]
    return [Item(loan.number, _choice(loan), amount=loan.outstanding) for loan in owing]


def _choice(loan: Loan) -> dict[str, Any]:
    return {"loan": loan.number, "shop": loan.shop.name, "left": loan.outstanding}


def figures(facts: Facts, slots: Slots) -> dict[str, Any]:
    loan = _loan(facts, slots)
    due = loan.next.due.isoformat() if loan.next else ""
    return {"due": _due(loan), "all": loan.settles_for, "day": due, "least": min(LEAST, loan.outstanding)}


def amount(_facts: Facts, slots: Slots) -> dict[str, Any]:
    return {"amount": slots["amount"]}


def how(facts: Facts, slots: Slots) -> dict[str, Any]:
    return {
        "amount": slots["amount"],
        "reference": slots["reference"],
        "link": f"{facts.ways.link}{slots['reference']}",
        "bill": f"{facts.ways.bill_prefix}{slots['loan']}",
        "day": slots["last"],
    }


REPAY = Flow(
    "repay",
    (
        Do(
            "find",
            run=find,
            outcomes={"nothing": "nothing", "one": "how_much", "many": "which", "said": "check"},
        ),
        End("nothing", says="owe.nothing"),
        Ask("which", says="repay.which", hears=Pick(plans, most=8), slot="loan", next="after_which"),
        Do("after_which", run=after_which, outcomes={"one": "how_much", "said": "check"}),
        Ask(
            "how_much",
            says="repay.how_much",
            hears=Choice({"due": "take_due", "all": "take_all", "other": "amount"}),
            params=figures,
        ),
        Do("take_due", run=take_due, outcomes={"taken": "request"}),
        Do("take_all", run=take_all, outcomes={"taken": "request"}),
        Ask(
            "amount",
            says="repay.amount",
            hears=Amount(at_least=rupees(1)),
            slot="amount",
            next="check",
            params=figures,
        ),
        Do(
            "check",
            run=check,
            outcomes={"fine": "confirm", "too_much": "too_much", "too_little": "too_little"},
        ),
        Tell("too_much", says="repay.too_much", next="amount", params=figures),
        Tell("too_little", says="repay.too_little", next="amount", params=figures),
        Ask(
            "confirm",
            says="repay.confirm",
            hears=Choice({"yes": "request", "no": "amount"}),
            params=amount,
        ),
        Do(
            "request",
            run=request,
            outcomes={
                "by_link": "by_link",
                "by_bill": "by_bill",
                "by_both": "by_both",
                "nowhere": "nowhere",
                "nothing": "nothing",
            },
            binds=True,
        ),
        End("by_link", says="repay.how_to_pay", params=how),
        End("by_bill", says="repay.by_bill", params=how),
        End("by_both", says="repay.by_both", params=how),
        Hand("nowhere", says="repay.nowhere", reason="pay_how", next="over"),
        End("over"),
    ),
    opens_on=("pay", "early_settlement"),
    needs=("consent", "pin"),
    takes={"amount": "amount"},
    aliases={"requested": "by_link"},
    revision=2,
)
