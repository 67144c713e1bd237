"""Who the customer is, and how much they can carry: a limit, or a refusal with its reasons."""

from datetime import date
from typing import Any, Literal

from bot.conversation.grammar import (
    Amount,
    Ask,
    Born,
    Choice,
    Cnic,
    Day,
    Do,
    End,
    Flow,
    Goto,
    Hand,
    Pin,
    Slots,
    Task,
    Tell,
    Text,
    lines,
)
from bot.lending.commands import Enrol, KeepCnic, SetPin
from bot.lending.eligibility import Applicant, Decision, decide
from bot.lending.facts import Facts
from bot.lending.identity import is_adult, mask_cnic, valid_cnic
from bot.lending.money import rupees
from bot.lending.schedule import Payday
from flows.ordered import is_there

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
OWING = (
    "hardship",
    "complaint",
    "pay",
    "balance",
    "paid_claim",
    "promise_to_pay",
    "apply",
    "check_limit",
)  # said of instalments elsewhere
OLDEST = 100  # years; a date of birth before that is a slip of the thumb


def begin(task: Task[Facts]) -> Literal["newcomer", "again", "enrolled"]:
    """Who was refused before may ask again, and need not say again who they are."""
    if task.facts.enrolled:
        return "enrolled"
    return "again" if task.facts.person.refused else "newcomer"


def check_cnic(task: Task[Facts]) -> Literal["kept", "invalid", "elsewhere"]:
    cnic = task.slots["cnic"]
    task.drop("cnic")
    if not valid_cnic(cnic):
        return "invalid"
    if task.facts.cnic_elsewhere(cnic):
        return "elsewhere"
    task.issue(KeepCnic(cnic))
    task.keep(cnic_masked=mask_cnic(cnic))
    return "kept"


def check_age(task: Task[Facts]) -> Literal["adult", "under_age", "impossible"]:
    born, today = date.fromisoformat(task.slots["born"]), task.facts.today
    if born >= today or born.year < today.year - OLDEST:
        return "impossible"
    return "adult" if is_adult(born, today=today, rules=task.facts.rules) else "under_age"


def has_pin(task: Task[Facts]) -> Literal["yes", "no"]:
    return "yes" if task.facts.person.pin_set else "no"


def set_pin(task: Task[Facts]) -> Literal["set", "weak"]:
    pin = task.slots["pin"]
    task.drop("pin")
    born = task.slots.get("born", "")
    if len(set(pin)) == 1 or pin in ("1234", "4321") or pin == born[:4]:
        return "weak"
    task.issue(SetPin(pin))
    return "set"


def weigh(task: Task[Facts]) -> Literal["approved", "goes_on", "order_gone", "refused"]:
    applicant, facts = _applicant(task), task.facts
    report = facts.bureau(task.slots.get("name") or facts.person.name, applicant.born)
    decision = decide(applicant, today=facts.today, rules=facts.rules, bureau=report)
    task.issue(_enrol(task, decision))
    task.keep(
        limit=decision.limit,
        reasons=[[f"reason.{reason.code}", dict(reason.figures)] for reason in decision.reasons],
    )
    if not decision.approved:
        return "refused"
    if "order" not in task.slots:
        return "approved"
    return "goes_on" if is_there(task.facts, str(task.slots["order"])) else "order_gone"


def _payday(slots: Slots) -> Payday:
    match slots["payday"]:
        case "weekly":
            return Payday("weekly", WEEK.index(slots["weekday"]))
        case "monthly":
            return Payday("monthly", slots["monthday"])
        case _:
            return Payday("daily")


def _born(task: Task[Facts]) -> date:
    known = task.facts.person.born
    return date.fromisoformat(task.slots["born"]) if "born" in task.slots or known is None else known


def _applicant(task: Task[Facts]) -> Applicant:
    slots = task.slots
    return Applicant(
        born=_born(task),
        work=slots["work"],
        income=slots["income"],
        obligations=slots.get("obligations", 0) if slots["owes"] == "yes" else 0,
        payday=_payday(slots),
        declared_debt=slots.get("debt", 0) if slots["owes"] == "yes" else 0,
        good_plans=task.facts.good_plans(),
        overdue=task.facts.overdue,
    )


def _enrol(task: Task[Facts], decision: Decision) -> Enrol:
    applicant = _applicant(task)
    return Enrol(
        name=task.slots.get("name") or task.facts.person.name,
        born=applicant.born,
        work=applicant.work,
        income=applicant.income,
        obligations=applicant.obligations,
        payday_kind=applicant.payday.kind,
        payday_day=applicant.payday.day,
        decision=decision.to_dict(),
    )


def income(_facts: Facts, slots: Slots) -> dict[str, Any]:
    return {"income": slots["income"]}


def limit(_facts: Facts, slots: Slots) -> dict[str, Any]:
    return {"limit": slots["limit"]}


def reasons(_facts: Facts, slots: Slots) -> dict[str, Any]:
    return {"reasons": lines((key, figures) for key, figures in slots["reasons"])}


ELIGIBILITY = Flow(
    "eligibility",
    (
        Do("begin", run=begin, outcomes={"newcomer": "cnic", "again": "work", "enrolled": "enrolled"}),
        Ask("cnic", says="eligibility.cnic", hears=Cnic(), slot="cnic", next="check_cnic"),
        Do(
            "check_cnic",
            run=check_cnic,
            outcomes={"kept": "name", "invalid": "cnic_invalid", "elsewhere": "cnic_elsewhere"},
        ),
        Tell("cnic_invalid", says="eligibility.cnic_invalid", next="cnic"),
        Hand("cnic_elsewhere", says="eligibility.cnic_elsewhere", reason="identity", next="cnic"),
        Ask(
            "name",
            says="eligibility.name",
            hears=Text(longest=40, options={"later": "born"}),
            slot="name",
            next="born",
        ),
        Ask("born", says="eligibility.born", hears=Born(), slot="born", next="check_age"),
        Do(
            "check_age",
            run=check_age,
            outcomes={"adult": "work", "under_age": "under_age", "impossible": "born_impossible"},
        ),
        Tell("born_impossible", says="eligibility.born_impossible", next="born"),
        End("under_age", says="eligibility.under_age", stop=True),
        Ask(
            "work",
            says="eligibility.work",
            hears=Choice(
                dict.fromkeys(("salary", "daily", "shop", "home", "farm", "other"), "income"), among=True
            ),
            slot="work",
        ),
        Ask(
            "income",
            says="eligibility.income",
            hears=Amount(at_least=rupees(1_000), at_most=rupees(5_000_000)),
            slot="income",
            next="owes",
        ),
        Ask(
            "owes",
            says="eligibility.owes",
            hears=Choice({"yes": "obligations", "no": "payday"}, despite=OWING),
            slot="owes",
            params=income,
        ),
        Ask(
            "obligations",
            says="eligibility.obligations",
            hears=Amount(at_least=rupees(100), at_most=rupees(5_000_000)),
            slot="obligations",
            next="debt",
        ),
        Ask(
            "debt",
            says="eligibility.debt",
            hears=Amount(at_least=rupees(100), at_most=rupees(100_000_000)),
            slot="debt",
            next="payday",
        ),
        Ask(
            "payday",
            says="eligibility.payday",
            hears=Choice({"daily": "has_pin", "weekly": "weekday", "monthly": "monthday"}, among=True),
            slot="payday",
        ),
        Ask(
            "weekday",
            says="eligibility.weekday",
            hears=Choice(dict.fromkeys(WEEK, "has_pin"), among=True),
            slot="weekday",
        ),
        Ask("monthday", says="eligibility.monthday", hears=Day(), slot="monthday", next="has_pin"),
        Do("has_pin", run=has_pin, outcomes={"yes": "weigh", "no": "pin"}),
        Ask("pin", says="eligibility.pin", hears=Pin(), slot="pin", next="set_pin"),
        Do("set_pin", run=set_pin, outcomes={"set": "weigh", "weak": "pin_weak"}),
        Tell("pin_weak", says="eligibility.pin_weak", next="pin"),
        Do(
            "weigh",
            run=weigh,
            outcomes={
                "approved": "approved",
                "goes_on": "goes_on",
                "order_gone": "order_gone",
                "refused": "refused",
            },
        ),
        Tell("order_gone", says="eligibility.order_gone", next="approved"),
        Ask(
            "goes_on",
            says="eligibility.goes_on",
            hears=Choice({"see": Goto("buy"), "later": "later"}, intents={"yes": "see", "no": "later"}),
            params=limit,
        ),
        Ask(
            "approved",
            says="eligibility.approved",
            hears=Text(longest=30, digits=True, options={"buy": Goto("buy"), "later": "later"}),
            slot="shop",
            next=Goto("buy", carry=("shop",)),
            params=limit,
        ),
        End("refused", says="eligibility.refused", params=reasons, stop=True),
        End("later", says="eligibility.later", stop=True),
        End("enrolled"),
    ),
    passes=("customer", "pin"),
    revision=3,
)
