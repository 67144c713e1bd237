"""Plan selection: shop, price, offers, warning, calculator, key fact statement, teach-back, acceptance."""

from typing import Literal

from bot.conversation.grammar import Amount, Ask, Choice, Do, End, Flow, Goto, Hand, Pick, Task, Tell, Text
from bot.lending.commands import AcceptPlan, ShowStatement
from bot.lending.facts import Facts
from bot.lending.money import rupees
from bot.lending.plans import price_problem
from bot.lending.statement import key_facts
from flows import offered
from flows.kfs import statement_params
from flows.limit import free
from flows.offered import chosen, drawn
from flows.ordered import WRITTEN, find_order, is_number, is_own, still_open

SHOP = Text(longest=30, digits=True)
TEACH_TRIES = 2
CODE_DIGITS = 6
LEAST_PRICE = 100  # rupees; a smaller number behind the code is "15" of "15 hazar"


def may_buy(task: Task[Facts]) -> Literal["yes", "order", "overdue", "no_room"]:
    if task.facts.overdue:
        return "overdue"
    if free(task.facts) < task.facts.rules.min_loan:
        return "no_room"
    return "order" if "order" in task.slots else "yes"


def find_shop(task: Task[Facts]) -> Literal["found", "order", "unknown", "own_shop"]:
    """By the code on the counter; whoever wrote the price behind it is not asked for it again."""
    written = str(task.slots["shop"])
    task.drop("shop", "order")
    if is_number(written):
        task.keep(order=written)
        return "order"
    code, price = _code_and_price(written)
    shop = task.facts.shop(code)
    if shop is None:
        return "unknown"
    if is_own(task.facts, shop.code):
        return "own_shop"
    task.keep(shop=shop.code, shop_name=shop.name)
    if price:
        task.keep(price=price)
    return "found"


def _code_and_price(written: str) -> tuple[str, int]:
    """ "101 se, 15,000" → the code, and the price in paisa; 0 when there is none ("101 15 hazar" is asked again)."""
    words = written.replace(",", "").split()
    numbers = [word for word in words if word.isdecimal()]
    price = int(numbers[1]) if len(numbers) == 2 and int(numbers[1]) >= LEAST_PRICE else 0
    return (numbers[0] if numbers else written, rupees(price))


def quote(task: Task[Facts]) -> Literal["offers", "over_limit", "too_small", "too_large", "too_much"]:
    price = task.slots["price"]
    problem = price_problem(price=price, rules=task.facts.rules)
    if "order" in task.slots and (problem or price > free(task.facts)):
        return "too_much"  # its price is fixed
    task.drop("price")
    if problem:
        return "too_small" if problem.code == "loan_too_small" else "too_large"
    if price > free(task.facts):
        return "over_limit"
    shown = drawn(task.facts, task.slots["shop"], price)
    task.keep(price=price, offers=[offer.to_dict() for offer in shown])
    return "offers"


def draw_statement(task: Task[Facts]) -> Literal["ready", "stale"]:
    """The number of the plan is given here, so that the statement names what will be agreed."""
    if _stale(task):
        return "stale"
    loan = task.facts.fresh[:8]
    facts = key_facts(
        chosen(task.slots), reference=loan, shop=task.slots["shop"], rules=task.facts.rules
    ).to_dict()
    task.keep(loan=loan, wrong=0)
    task.issue(ShowStatement(loan=loan, facts=facts))
    return "ready"


def check_total(task: Task[Facts]) -> Literal["right", "wrong", "wrong_twice"]:
    return _check(task, said=task.slots["said_total"], right=chosen(task.slots).total)


def check_due(task: Task[Facts]) -> Literal["right", "wrong", "wrong_twice"]:
    return _check(task, said=task.slots["said_due"], right=chosen(task.slots).first_due.isoformat())


def agree(task: Task[Facts]) -> Literal["accepted", "stale", "no_room", "order_gone"]:
    if _stale(task):
        return "stale"
    offer = chosen(task.slots)
    if task.facts.overdue or offer.principal > free(task.facts):
        return "no_room"
    if not still_open(task):
        return "order_gone"
    task.keep(code=task.facts.fresh[-CODE_DIGITS:])
    task.issue(
        AcceptPlan(
            loan=task.slots["loan"],
            shop=task.slots["shop"],
            offer=offer.to_dict(),
            order=task.slots.get("order", ""),
            code=task.slots["code"],
        )
    )
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
    return chosen(task.slots).agreed_on != task.facts.today


BUY = Flow(
    "buy",
    (
        Do(
            "may_buy",
            run=may_buy,
            outcomes={"yes": "shop", "order": "find_order", "overdue": "overdue", "no_room": "no_room"},
        ),
        End("overdue", says="buy.overdue", stop=True),
        End("no_room", says="buy.no_room", params=offered.room, stop=True),
        Ask("shop", says="buy.shop", hears=SHOP, slot="shop", next="find_shop", known=True),
        Do(
            "find_shop",
            run=find_shop,
            outcomes={
                "found": "price",
                "order": "find_order",
                "unknown": "shop_unknown",
                "own_shop": "own_shop",
            },
        ),
        Tell("shop_unknown", says="buy.shop_unknown", next="shop"),
        End("own_shop", says="buy.own_shop", stop=True),
        Do(
            "find_order",
            run=find_order,
            outcomes={
                "found": "quote",
                "mine": Goto("owe"),
                "unknown": "order_unknown",
                "expired": "order_expired",
                "cancelled": "order_cancelled",
                "taken": "order_taken",
                "foreign": "order_foreign",
                "own_shop": "own_shop",
            },
        ),
        Tell("order_unknown", says="buy.order_unknown", next="shop"),
        Tell("order_expired", says="buy.order_expired", next="shop"),
        Tell("order_cancelled", says="buy.order_cancelled", next="shop"),
        Tell("order_taken", says="buy.order_taken", next="shop"),
        Tell("order_foreign", says="buy.order_foreign", next="shop"),
        Ask(
            "price",
            says="buy.price",
            hears=Amount(at_least=rupees(1), behind="shop"),
            slot="price",
            next="quote",
            params=offered.shop,
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
                "too_much": "order_too_much",
            },
        ),
        End("order_too_much", says="buy.order_too_much", params=offered.room_for_order, stop=True),
        Tell("over_limit", says="buy.over_limit", next="price", params=offered.room),
        Tell("too_small", says="buy.too_small", next="price", params=offered.room),
        Tell("too_large", says="buy.too_large", next="price", params=offered.room),
        Ask(
            "plan",
            says="buy.plan",
            hears=Pick(offered.plans),
            slot="offer",
            next="warning",
            params=offered.price,
        ),
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
            params=offered.cost,
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
            hears=Pick(offered.totals, free="amount"),
            slot="said_total",
            next="check_total",
        ),
        Do(
            "check_total",
            run=check_total,
            outcomes={"right": "teach_due", "wrong": "total_again", "wrong_twice": "explain"},
        ),
        Tell("total_again", says="buy.total_again", next="teach_total", params=offered.cost),
        Ask(
            "teach_due",
            says="buy.teach_due",
            hears=Pick(offered.first_days, free="date"),
            slot="said_due",
            next="check_due",
        ),
        Do(
            "check_due",
            run=check_due,
            outcomes={"right": "accept", "wrong": "due_again", "wrong_twice": "explain"},
        ),
        Tell("due_again", says="buy.due_again", next="teach_due", params=offered.cost),
        Hand("explain", says="buy.explain", reason="teach_back", next="teach_total"),
        Ask(
            "accept",
            says="buy.accept",
            hears=Choice(
                {"accept": "agree", "not_now": "stopped"}, intents={"yes": "accept", "no": "not_now"}
            ),
            params=offered.agreed,
        ),
        Do(
            "agree",
            run=agree,
            outcomes={
                "accepted": "accepted",
                "stale": "stale",
                "no_room": "no_room",
                "order_gone": "order_gone",
            },
            binds=True,
        ),
        End("order_gone", says="buy.order_gone"),
        End("accepted", says="buy.accepted", params=offered.accepted),
        End("stopped", says="buy.stopped"),
    ),
    opens_on=("apply",),
    written=WRITTEN,
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
    revision=2,
)
