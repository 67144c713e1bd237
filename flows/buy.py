"""Plan selection: shop, price, offers, warning, calculator, key fact statement, teach-back, acceptance."""

from collections.abc import Sequence
from typing import Any, Literal

from bot.conversation.grammar import (
    Amount,
    Ask,
    Choice,
    Do,
    End,
    Flow,
    Hand,
    Item,
    Pick,
    Slots,
    Task,
    Tell,
    Text,
    lines,
)
from bot.lending.commands import AcceptPlan, ShowStatement
from bot.lending.facts import Facts, Shop
from bot.lending.money import rupees
from bot.lending.offer import Offer
from bot.lending.plans import offers, price_problem
from bot.lending.schedule import Payday
from bot.lending.statement import key_facts
from flows.kfs import statement_params
from flows.limit import free

SHOP = Text(longest=30, digits=True)
TEACH_TRIES = 2


def may_buy(task: Task[Facts]) -> Literal["yes", "overdue", "no_room"]:
    if task.facts.overdue:
        return "overdue"
    return "yes" if free(task.facts) >= task.facts.rules.min_loan else "no_room"


def find_shop(task: Task[Facts]) -> Literal["found", "unknown"]:
    """By the code on the counter; whoever wrote the price behind it is not asked for it again."""
    written = str(task.slots["shop"])
    task.drop("shop")
    code, price = _code_and_price(written)
    shop = task.facts.shop(code)
    if shop is None:
        return "unknown"
    task.keep(shop=shop.code, shop_name=shop.name)
    if price:
        task.keep(price=price)
    return "found"


def _code_and_price(written: str) -> tuple[str, int]:
    """ "101, 15,000" → the code, and the price in paisa; 0 when there is none."""
    words = written.replace(",", "").split()
    price = words[-1] if len(words) > 1 and words[-1].isdecimal() else ""
    return (words[0], rupees(int(price))) if price else (written, 0)


def quote(task: Task[Facts]) -> Literal["offers", "over_limit", "too_small", "too_large"]:
    price = task.slots["price"]
    task.drop("price")
    problem = price_problem(price=price, rules=task.facts.rules)
    if problem:
        return "too_small" if problem.code == "loan_too_small" else "too_large"
    if price > free(task.facts):
        return "over_limit"
    drawn = [offer.to_dict() for offer in _offers(task.facts, task.slots["shop"], price)]
    task.keep(price=price, offers=drawn)
    return "offers"


def draw_statement(task: Task[Facts]) -> Literal["ready", "stale"]:
    """The number of the plan is given here, so that the statement names what will be agreed."""
    if _stale(task):
        return "stale"
    loan = task.facts.fresh[:8]
    facts = key_facts(
        _chosen(task.slots), reference=loan, shop=task.slots["shop"], rules=task.facts.rules
    ).to_dict()
    task.keep(loan=loan, wrong=0)
    task.issue(ShowStatement(loan=loan, facts=facts))
    return "ready"


def check_total(task: Task[Facts]) -> Literal["right", "wrong", "wrong_twice"]:
    return _check(task, said=task.slots["said_total"], right=_chosen(task.slots).total)


def check_due(task: Task[Facts]) -> Literal["right", "wrong", "wrong_twice"]:
    return _check(task, said=task.slots["said_due"], right=_chosen(task.slots).first_due.isoformat())


def agree(task: Task[Facts]) -> Literal["accepted", "stale", "no_room"]:
    if _stale(task):
        return "stale"
    offer = _chosen(task.slots)
    if task.facts.overdue or offer.principal > free(task.facts):
        return "no_room"
    task.issue(AcceptPlan(loan=task.slots["loan"], shop=task.slots["shop"], offer=offer.to_dict()))
    return "accepted"


def _check(task: Task[Facts], *, said: object, right: object) -> Literal["right", "wrong", "wrong_twice"]:
    if said == right:
        return "right"
    task.keep(wrong=task.slots.get("wrong", 0) + 1)
    if task.slots["wrong"] < TEACH_TRIES:
        return "wrong"
    task.keep(wrong=0)
    return "wrong_twice"


def _stale(task: Task[Facts]) -> bool:
    """A quote holds for its day, for the dates in it count from that day."""
    return _chosen(task.slots).agreed_on != task.facts.today


def _offers(facts: Facts, code: str, price: int) -> tuple[Offer, ...]:
    shop = facts.shop(code) or Shop(code, "", 0)
    payday = facts.person.payday or Payday("daily")
    return offers(
        price=price, today=facts.today, payday=payday, shop_discount_bp=shop.discount_bp, rules=facts.rules
    )


def _quoted(slots: Slots) -> list[Offer]:
    return [Offer.from_dict(one) for one in slots["offers"]]


def _chosen(slots: Slots) -> Offer:
    return next(offer for offer in _quoted(slots) if offer.terms.code == slots["offer"])


def _line(offer: Offer) -> dict[str, Any]:
    return {
        "count": offer.count,
        "each": offer.installments[0].amount,
        "first": offer.first_due.isoformat(),
        "last": offer.last_due.isoformat(),
        "total": offer.total,
        "markup": offer.markup,
        "rate": str(offer.annual_rate.normalize() if offer.annual_rate else 0),
        "advance": "yes" if offer.advance else "no",
        "free": "no" if offer.markup else "yes",
    }


def plans(_facts: Facts, slots: Slots) -> Sequence[Item]:
    return [Item(offer.terms.code, _line(offer)) for offer in _quoted(slots)]


def totals(facts: Facts, slots: Slots) -> Sequence[Item]:
    """The true total among two others that a glance at the wrong line would give."""
    offer = _chosen(slots)
    others = (offer.installments[0].amount, offer.total + offer.installments[0].amount)
    return [
        Item(amount, {"amount": amount}, amount=amount)
        for amount in _mixed((offer.total, *others), slots["loan"])
    ]


def first_days(_facts: Facts, slots: Slots) -> Sequence[Item]:
    offer = _chosen(slots)
    days = [part.due.isoformat() for part in offer.installments[:3]]
    return [Item(day, {"day": day}, date=day) for day in sorted(days)]


def _mixed(amounts: Sequence[int], loan: str) -> Sequence[int]:
    turn = int(loan) % len(amounts)
    return (*amounts[turn:], *amounts[:turn])


def shop(_facts: Facts, slots: Slots) -> dict[str, Any]:
    return {"shop": slots["shop_name"]}


def room(facts: Facts, _slots: Slots) -> dict[str, Any]:
    return {"free": free(facts), "least": facts.rules.min_loan, "most": facts.rules.max_loan}


def price(_facts: Facts, slots: Slots) -> dict[str, Any]:
    offers_shown = lines(("buy.offer", _line(offer)) for offer in _quoted(slots))
    return {"price": slots["price"], "shop": slots["shop_name"], "offers": offers_shown}


def cost(facts: Facts, slots: Slots) -> dict[str, Any]:
    """What the calculator shows: cash price, our charge, total, and what a month will take."""
    offer = _chosen(slots)
    monthly = sum(part.amount for part in offer.installments if (part.due - facts.today).days <= 31)
    return {
        **_line(offer),
        "price": offer.principal,
        "month": monthly + facts.person.obligations,
        "income": facts.person.income or 0,
        "late": facts.rules.late_charge,
    }


def agreed(_facts: Facts, slots: Slots) -> dict[str, Any]:
    return {**_line(_chosen(slots)), "loan": slots["loan"], "shop": slots["shop_name"]}


BUY = Flow(
    "buy",
    (
        Do("may_buy", run=may_buy, outcomes={"yes": "shop", "overdue": "overdue", "no_room": "no_room"}),
        End("overdue", says="buy.overdue", stop=True),
        End("no_room", says="buy.no_room", params=room, stop=True),
        Ask("shop", says="buy.shop", hears=SHOP, slot="shop", next="find_shop", known=True),
        Do("find_shop", run=find_shop, outcomes={"found": "price", "unknown": "shop_unknown"}),
        Tell("shop_unknown", says="buy.shop_unknown", next="shop"),
        Ask(
            "price",
            says="buy.price",
            hears=Amount(at_least=rupees(1)),
            slot="price",
            next="quote",
            params=shop,
            known=True,
        ),
        Do(
            "quote",
            run=quote,
            outcomes={
                "offers": "plan",
                "over_limit": "over_limit",
                "too_small": "too_small",
                "too_large": "too_large",
            },
        ),
        Tell("over_limit", says="buy.over_limit", next="price", params=room),
        Tell("too_small", says="buy.too_small", next="price", params=room),
        Tell("too_large", says="buy.too_large", next="price", params=room),
        Ask("plan", says="buy.plan", hears=Pick(plans), slot="offer", next="warning", params=price),
        Ask(
            "warning",
            says="buy.warning",
            hears=Choice(
                {"understood": "calculator", "stop": "stopped"},
                intents={"yes": "understood", "no": "stop"},
            ),
        ),
        Ask(
            "calculator",
            says="buy.calculator",
            hears=Choice({"go_on": "draw_statement", "other_plan": "plan"}, intents={"yes": "go_on"}),
            params=cost,
        ),
        Do("draw_statement", run=draw_statement, outcomes={"ready": "statement", "stale": "stale"}),
        Tell("stale", says="buy.stale", next="quote"),
        Tell(
            "statement",
            says="kfs.statement",
            next="statement_other",
            params=statement_params,
            alone=True,
            tag="statement",
        ),
        Tell(
            "statement_other",
            says="kfs.statement",
            next="teach_total",
            params=statement_params,
            alone=True,
            language="other",
            tag="statement",
        ),
        Ask(
            "teach_total",
            says="buy.teach_total",
            hears=Pick(totals, free="amount"),
            slot="said_total",
            next="check_total",
        ),
        Do(
            "check_total",
            run=check_total,
            outcomes={"right": "teach_due", "wrong": "total_again", "wrong_twice": "explain"},
        ),
        Tell("total_again", says="buy.total_again", next="teach_total", params=cost),
        Ask(
            "teach_due",
            says="buy.teach_due",
            hears=Pick(first_days, free="date"),
            slot="said_due",
            next="check_due",
        ),
        Do(
            "check_due",
            run=check_due,
            outcomes={"right": "accept", "wrong": "due_again", "wrong_twice": "explain"},
        ),
        Tell("due_again", says="buy.due_again", next="teach_due", params=cost),
        Hand("explain", says="buy.explain", reason="teach_back", next="teach_total"),
        Ask(
            "accept",
            says="buy.accept",
            hears=Choice(
                {"accept": "agree", "not_now": "stopped"}, intents={"yes": "accept", "no": "not_now"}
            ),
            params=agreed,
        ),
        Do("agree", run=agree, outcomes={"accepted": "accepted", "stale": "stale", "no_room": "no_room"}),
        End("accepted", says="buy.accepted", params=agreed),
        End("stopped", says="buy.stopped"),
    ),
    opens_on=("apply",),
    needs=("consent", "customer", "pin"),
    takes={"amount": "price"},
    proof={
        "agree": (
            "warning",
            "calculator",
            "statement",
            "statement_other",
            "check_total",
            "check_due",
            "accept",
        )
    },
)
