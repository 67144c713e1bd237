"""A shop's own conversation, at its proven telephone: codes of customers, sales by text, returns, sums."""

import re
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
    Open,
    Pick,
    Slots,
    Target,
    Task,
    Tell,
    Written,
    lines,
)
from bot.lending.commands import DenyShop, HandOver, OpenOrder, ProveShop, ReturnGoods, WrongCode
from bot.lending.counter import CLOSED, Counter, Sale, paid_by
from bot.lending.facts import Facts
from bot.lending.hours import PAKISTAN
from bot.lending.money import rupees
from bot.lending.plans import price_problem

CODE = r"(?P<code>\d{6})"
PLAN = r"(?P<plan>[1-9]\d{7})"
PHONE = r"(?P<phone>(?:\+92|0092|92|0)?[ -]?3\d{2}[ -]?\d{7})"
THOUSANDS = r"(?: ?(?P<thousands>k|hazaa?r|thousand|ہزار))?"
SUM = rf"(?:rs\.? ?)?(?P<sum>\d{{1,3}}(?:,\d{{2,3}})+|\d+){THOUSANDS}(?:/-| ?rs\.?| ?rupa?y[ae]| ?rupees| ?روپے)?"
NATIONAL_DIGITS = 10
# Who sells may also be a customer.
OWN_MENU: dict[str, Target] = {
    "buy": Open("buy"),
    "owe": Open("owe"),
    "pay": Open("repay"),
    "papers": Open("papers"),
    "counter": "menu",
}


def _sells(facts: Facts) -> bool:
    return facts.sells


WRITTEN = tuple(
    Written(pattern, when=_sells)
    for pattern in (
        CODE,
        rf"{PLAN} {CODE}",
        rf"{CODE} {PLAN}",
        PLAN,
        rf"{PHONE}[ ,]+{SUM}",
        rf"{SUM}[ ,]+{PHONE}",
    )
)


def counter(facts: Facts) -> Counter:
    return facts.counter() or CLOSED


def sort(task: Task[Facts]) -> Literal["menu", "code", "sale", "plan", "no_shop"]:
    """What was written at the counter decides what is done."""
    if not task.facts.sells:
        return "no_shop"
    if "code" in task.slots:
        return "code"
    if "phone" in task.slots:
        return "sale"
    return "plan" if "plan" in task.slots else "menu"


# The customer's code


def hand_over(task: Task[Facts]) -> Literal["right", "used", "wrong", "last", "locked", "shared"]:
    code = str(task.slots["code"])
    task.drop("code")
    read = counter(task.facts).code(code, str(task.slots.get("plan", "")))
    if read.outcome == "wrong":
        locks = read.left <= 0
        task.issue(WrongCode(locks=locks))
        task.keep(tries=max(0, read.left))
        return "last" if locks else "wrong"
    if read.sale is not None:
        task.keep(plan=read.sale.number, price=read.sale.returnable, day=_paid_by(task.facts, read.sale))
    if read.outcome == "right":
        task.issue(HandOver(task.slots["plan"]))
    return read.outcome


def _paid_by(facts: Facts, sale: Sale) -> str:
    return paid_by(sale.handed_over_at or facts.now, rules=facts.rules).isoformat()


def look(task: Task[Facts]) -> Literal["shelved", "gone", "back", "called_off", "unknown"]:
    """How it stands with one sale."""
    sale = counter(task.facts).sale(str(task.slots["plan"]))
    if sale is None:
        return "unknown"
    task.keep(price=sale.returnable, day=_paid_by(task.facts, sale))
    if sale.handed_over_at:
        return "gone" if sale.returnable else "back"
    return "shelved" if sale.returnable else "called_off"


# A sale begun by text


def read_sale(task: Task[Facts]) -> Literal["opened", "too_small", "too_large", "too_many"]:
    """The same text twice is one order."""
    phone = "".join(filter(str.isdecimal, task.slots["phone"]))
    price = rupees(int(task.slots["sum"].replace(",", "")) * (1000 if "thousands" in task.slots else 1))
    task.drop("phone", "sum", "thousands")
    problem = price_problem(price=price, rules=task.facts.rules)
    if problem:
        return "too_small" if problem.code == "loan_too_small" else "too_large"
    address, here = f"+92{phone[-NATIONAL_DIGITS:]}", counter(task.facts)
    known = here.order_of(address, price)
    if not known and not here.may_open():
        return "too_many"
    number = known or free_number(task.facts)
    task.keep(order=number, price=price)
    if not known:
        task.issue(OpenOrder(shop=here.shop.code, number=number, address=address, price=price))
    return "opened"


def free_number(facts: Facts) -> str:
    """A number for an order, out of the random digits of this turn."""
    drawn = [facts.fresh[start : start + 8] for start in range(3)]
    return next(number for number in drawn if number[0] != "0" and facts.order(number) is None)


# Goods that come back


def recent(facts: Facts, _slots: Slots) -> Sequence[Item]:
    return [Item(sale.number, _row(sale)) for sale in counter(facts).recent()]


def rows(facts: Facts, _slots: Slots) -> dict[str, Any]:
    sales = counter(facts).recent()
    return {
        "rows": lines(("shop.which_row", _row(sale)) for sale in sales),
        "some": "yes" if sales else "no",
    }


def _row(sale: Sale) -> dict[str, Any]:
    return {
        "loan": sale.number,
        "price": sale.returnable,
        "day": sale.at.astimezone(PAKISTAN).date().isoformat(),
    }


def find_sale(task: Task[Facts]) -> Literal["found", "code", "unknown", "nothing"]:
    """A customer may stand there with a code meanwhile."""
    if re.fullmatch(r"\d{6}", str(task.slots["plan"])):
        task.keep(code=task.slots["plan"])
        task.drop("plan")
        return "code"
    sale = counter(task.facts).sale(str(task.slots["plan"]))
    if sale is None:
        return "unknown"
    task.keep(price=sale.returnable)
    return "found" if sale.returnable else "nothing"


def all_of_it(task: Task[Facts]) -> Literal["kept"]:
    task.keep(amount=task.slots["price"])
    return "kept"


def weigh(task: Task[Facts]) -> Literal["fits", "too_much"]:
    return "fits" if task.slots["amount"] <= task.slots["price"] else "too_much"


def give_back(task: Task[Facts]) -> Literal["returned", "changed"]:
    sale = counter(task.facts).sale(str(task.slots["plan"]))
    amount = task.slots["amount"]
    if sale is None or amount > sale.returnable:
        return "changed"
    task.issue(ReturnGoods(loan=sale.number, amount=amount, reference=task.facts.fresh))
    return "returned"


# Figures of the texts


def who(facts: Facts, _slots: Slots) -> dict[str, Any]:
    return {"name": counter(facts).shop.name}


def sale(_facts: Facts, slots: Slots) -> dict[str, Any]:
    return {"loan": slots["plan"], "price": slots["price"], "day": slots.get("day", "")}


def tries(_facts: Facts, slots: Slots) -> dict[str, Any]:
    return {"tries": slots["tries"]}


def order(_facts: Facts, slots: Slots) -> dict[str, Any]:
    return {"order": slots["order"], "price": slots["price"]}


def bounds(facts: Facts, _slots: Slots) -> dict[str, Any]:
    return {"least": facts.rules.min_loan, "most": facts.rules.max_loan}


def goods(_facts: Facts, slots: Slots) -> dict[str, Any]:
    return {"loan": slots["plan"], "price": slots["price"], "amount": slots.get("amount", 0)}


def sums(facts: Facts, _slots: Slots) -> dict[str, Any]:
    stands = counter(facts).sums()
    return {
        "sales": stands.sales,
        "sold": stands.sold,
        "waiting": stands.waiting,
        "shelved": stands.shelved,
        "due": stands.due,
        "some": "yes" if stands.paid_on else "no",
        "amount": stands.paid,
        "day": stands.paid_on.isoformat() if stands.paid_on else "",
    }


SHOP = Flow(
    "shop",
    (
        Do(
            "sort",
            run=sort,
            outcomes={
                "menu": "menu", "code": "hand_over", "sale": "read_sale", "plan": "look", "no_shop": "over",
            },
        ),
        Ask(
            "menu",
            says="shop.menu",
            hears=Choice({"today": "today", "back": "which", "mine": "mine"}),
            params=who,
        ),
        End("today", says="shop.today", params=sums),
        Ask("mine", says="shop.mine", hears=Choice(OWN_MENU)),
        Do(
            "hand_over",
            run=hand_over,
            outcomes={
                "right": "handed_over", "used": "used", "wrong": "wrong", "last": "locked", "locked": "locked",
                "shared": "shared",
            },
            binds=True,
        ),
        End("handed_over", says="shop.handed_over", params=sale),
        End("used", says="shop.used", params=sale),
        End("wrong", says="shop.wrong", params=tries),
        Hand("locked", says="shop.locked", reason="shop_locked", next="over"),
        End("shared", says="shop.shared"),
        Do(
            "look",
            run=look,
            outcomes={
                "shelved": "shelved", "gone": "gone", "back": "back", "called_off": "called_off",
                "unknown": "no_such_sale",
            },
        ),
        End("shelved", says="shop.shelved", params=sale),
        End("gone", says="shop.gone", params=sale),
        End("back", says="shop.nothing_back"),
        End("called_off", says="shop.called_off", params=sale),
        End("no_such_sale", says="shop.no_such_sale"),
        Do(
            "read_sale",
            run=read_sale,
            outcomes={
                "opened": "opened", "too_small": "bounds", "too_large": "bounds", "too_many": "too_many",
            },
        ),
        End("opened", says="shop.opened", params=order),
        End("bounds", says="shop.bounds", params=bounds),
        End("too_many", says="shop.too_many"),
        Ask(
            "which",
            says="shop.which",
            hears=Pick(recent, free="number"),
            slot="plan",
            next="find_sale",
            params=rows,
        ),
        Do(
            "find_sale",
            run=find_sale,
            outcomes={"found": "how_much", "code": "hand_over", "unknown": "not_found", "nothing": "nothing"},
        ),
        Tell("not_found", says="shop.no_such_sale", next="which"),
        Tell("nothing", says="shop.nothing_back", next="which"),
        Ask(
            "how_much",
            says="shop.how_much",
            hears=Choice({"all": "all_of_it", "part": "part"}),
            params=goods,
        ),
        Do("all_of_it", run=all_of_it, outcomes={"kept": "confirm"}),
        Ask("part", says="shop.part", hears=Amount(at_least=rupees(1)), slot="amount", next="weigh", params=goods),
        Do("weigh", run=weigh, outcomes={"fits": "confirm", "too_much": "too_much"}),
        Tell("too_much", says="shop.too_much", next="part"),
        Ask(
            "confirm",
            says="shop.confirm",
            hears=Choice({"yes": "give_back", "no": "kept"}),
            params=goods,
        ),
        Do("give_back", run=give_back, outcomes={"returned": "returned", "changed": "changed"}, binds=True),
        Tell("changed", says="shop.changed", next="which"),
        End("returned", says="shop.returned", params=goods),
        End("kept", says="shop.kept"),
        End("over"),
    ),
    written=WRITTEN,
    needs=(),
    revision=2,
)  # fmt: skip


# The first word to a shop's telephone


def confirm(task: Task[Facts]) -> Literal["proven", "past"]:
    shop = task.facts.asks_shop(task.slots["shop"])
    if shop is None:
        return "past"
    task.issue(ProveShop(shop.code))
    return "proven"


def deny(task: Task[Facts]) -> Literal["denied", "past"]:
    shop = task.facts.asks_shop(task.slots["shop"])
    if shop is None:
        return "past"
    task.issue(DenyShop(shop.code))
    return "denied"


def asker(facts: Facts, slots: Slots) -> dict[str, Any]:
    shop = facts.asks_shop(slots["shop"])
    return {"name": shop.name if shop else slots["shop"]}


ENROLLED = Flow(
    "enrolled",
    (
        Ask("answer", says="enrolled.answer", hears=Choice({"yes": "confirm", "no": "deny"}), params=asker),
        Do("confirm", run=confirm, outcomes={"proven": "proven", "past": "past"}, binds=True),
        Do("deny", run=deny, outcomes={"denied": "denied", "past": "past"}, binds=True),
        End("proven", says="enrolled.proven"),
        End("denied", says="enrolled.denied"),
        End("past", says="enrolled.past"),
    ),
    needs=(),
    yields=True,
    passing=True,
)
