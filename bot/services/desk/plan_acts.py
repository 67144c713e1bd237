"""What an agent does to one plan, by the commands of the flows where there are such. Each raises RuleBroken."""

from collections.abc import Mapping
from datetime import timedelta

from bot.conversation.turn import Say
from bot.lending.caps import RuleBroken
from bot.lending.commands import AskBack, Extend, PromiseToPay, Spread
from bot.lending.facts import Due
from bot.lending.hardship import promise_problem
from bot.services import handover, payouts
from bot.services.desk.scene import Act, Done, Scene, money
from bot.services.return_goods import take_back
from bot.services.waive import waive_late
from bot.services.write_off import give_up


def _promise(scene: Scene) -> Done:
    loan, part, day = scene.loan, _owed(scene), scene.day()
    problem = promise_problem(day, due=part.due, today=scene.facts.today, rules=scene.context.rules)
    if problem:
        raise RuleBroken(problem, f"no promise can be taken for {day}")
    scene.perform(PromiseToPay(loan.number, installment=part.number, day=day))
    return Done(day.isoformat(), Say("desk.promise", {"loan": loan.number, "day": day.isoformat()}))


def _extend(scene: Scene) -> Done:
    loan, part, days = scene.loan, _owed(scene), scene.days()
    scene.perform(Extend(loan.number, days=days))
    first = (part.due + timedelta(days=days)).isoformat()
    return Done(f"+{days}: {first}", Say("desk.extend", {"loan": loan.number, "day": first}))


def _smaller(scene: Scene) -> Done:
    loan = scene.loan
    offer = scene.facts.smaller(loan.number)
    if offer is None:
        raise RuleBroken("not_smaller", "the tenor leaves no room for smaller instalments")
    scene.perform(Spread(loan.number, count=offer.count, first=offer.first))
    told = {"loan": loan.number, "count": offer.count, "each": offer.each, "first": offer.first.isoformat()}
    return Done(f"{offer.count} x {money(offer.each)}: {offer.first}", Say("desk.smaller", told))


def _waive(scene: Scene) -> Done:
    amount = waive_late(scene.books(), at=scene.now)
    if not amount:
        raise RuleBroken("nothing_to_waive", "no late charge is owed")
    return Done(money(amount), Say("desk.waive", {"loan": scene.loan.number, "amount": amount}))


def _return(scene: Scene) -> Done:
    """Goods come back; what was paid too much by that is paid out at once when the form asks for it."""
    loan, amount, number = scene.loan, scene.paisa(), scene.required("number")
    if take_back(scene.context, scene.books(), amount=amount, reference=number) == "known":
        raise RuleBroken("known_return", f"the return {number} is in the books")
    figures, told = f"{money(amount)} ({number})", {"loan": loan.number, "amount": amount}
    back = _pay_out(scene, loan.number) if scene.word("refund") else 0
    if not back:
        return Done(figures, Say("desk.return", told))
    return Done(f"{figures}, {money(back)} back", Say("desk.return_paid", {**told, "back": back}))


def _payout(scene: Scene) -> Done:
    loan = scene.loan
    if not loan.credit:
        raise RuleBroken("no_credit", "nothing was paid too much")
    scene.perform(AskBack(loan.number, reference=scene.facts.fresh))
    told = {"amount": loan.credit, "reference": scene.facts.fresh}
    return Done(f"{money(loan.credit)} ({scene.facts.fresh})", Say("desk.payout", told))


def _write_off(scene: Scene) -> Done:
    amount = give_up(scene.books(), relief=bool(scene.word("relief")), at=scene.now)
    if not amount:
        raise RuleBroken("nothing_owed", "nothing is owed on this plan")
    return Done(money(amount), Say("desk.write_off", {"loan": scene.loan.number}))


def _pay_out(scene: Scene, loan: str) -> int:
    return payouts.ask_back(scene.context, scene.connection, loan=loan, reference=scene.facts.fresh)


def _hand_over(scene: Scene) -> Done:
    """A person has made sure that the goods are with the customer, who is told that we take it so."""
    loan = scene.loan
    if not loan.in_shop:
        raise RuleBroken("not_in_shop", "the goods are not in the shop any more")
    scene.books()  # held, so that the customer's own turn does not come between
    handover.done(scene.connection, loan=loan.number, at=scene.now)
    return Done(money(loan.returnable), Say("desk.hand_over", {"loan": loan.number}))


def _owed(scene: Scene) -> Due:
    """The oldest instalment that is not paid. Raises RuleBroken: nothing_owed."""
    part = scene.loan.next
    if part is None:
        raise RuleBroken("nothing_owed", "nothing is owed on this plan")
    return part


def _returned(scene: Scene) -> int:
    """What a return moves: the goods, and with "pay out" all the credit there is besides."""
    return scene.paisa() + (scene.loan.credit if scene.word("refund") else 0)


PLAN_ACTS: Mapping[str, Act] = {
    "promise": Act(_promise, "plan_changed", ("day",)),
    "extend": Act(_extend, "plan_changed", ("days",)),
    "smaller": Act(_smaller, "plan_changed"),
    "waive": Act(_waive, "plan_changed", amount=lambda scene: scene.loan.late, reasoned=True),
    "return": Act(_return, "refund", ("amount", "number", "refund"), amount=_returned),
    "hand_over": Act(_hand_over, "plan_changed", amount=lambda scene: scene.loan.returnable, reasoned=True),
    "payout": Act(_payout, "refund", amount=lambda scene: scene.loan.credit),
    "write_off": Act(
        _write_off,
        "plan_closed",
        ("relief",),
        amount=lambda scene: scene.loan.outstanding,
        always_two=True,
        reasoned=True,
    ),
}
