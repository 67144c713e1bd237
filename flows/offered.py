"""What a customer sees of the offers drawn for a price, and what the teach-back offers to choose from."""

from collections.abc import Sequence
from typing import Any

from bot.conversation.grammar import Item, Slots, lines
from bot.lending.facts import Facts, Shop
from bot.lending.offer import Offer
from bot.lending.plans import offers
from bot.lending.schedule import Payday
from flows.limit import free


def drawn(facts: Facts, code: str, price: int) -> tuple[Offer, ...]:
    """The offers for a price in paisa at the shop with this code."""
    shop = facts.shop(code) or Shop(code, "", 0)
    payday = facts.person.payday or Payday("daily")
    return offers(
        price=price, today=facts.today, payday=payday, shop_discount_bp=shop.discount_bp, rules=facts.rules
    )


def quoted(slots: Slots) -> list[Offer]:
    return [Offer.from_dict(one) for one in slots["offers"]]


def chosen(slots: Slots) -> Offer:
    """The offer that was picked; StopIteration before that."""
    return next(offer for offer in quoted(slots) if offer.terms.code == slots["offer"])


def line(offer: Offer) -> dict[str, Any]:
    """What the texts name of an offer; amounts in paisa."""
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
    return [Item(offer.terms.code, line(offer)) for offer in quoted(slots)]


def totals(facts: Facts, slots: Slots) -> Sequence[Item]:
    """The true total among two others that a glance at the wrong line would give."""
    offer = chosen(slots)
    others = (offer.installments[0].amount, offer.total + offer.installments[0].amount)
    return [
        Item(amount, {"amount": amount}, amount=amount)
        for amount in _mixed((offer.total, *others), slots["loan"])
    ]


def first_days(_facts: Facts, slots: Slots) -> Sequence[Item]:
    offer = chosen(slots)
    days = [part.due.isoformat() for part in offer.installments[:3]]
    return [Item(day, {"day": day}, date=day) for day in sorted(days)]


def _mixed(amounts: Sequence[int], loan: str) -> Sequence[int]:
    turn = int(loan) % len(amounts)
    return (*amounts[turn:], *amounts[:turn])


def shop(_facts: Facts, slots: Slots) -> dict[str, Any]:
    return {"shop": slots["shop_name"]}


def room(facts: Facts, _slots: Slots) -> dict[str, Any]:
    return {"free": free(facts), "least": facts.rules.min_loan, "most": facts.rules.max_loan}


def room_for_order(facts: Facts, slots: Slots) -> dict[str, Any]:
    return {"free": free(facts), "price": slots["price"]}


def price(_facts: Facts, slots: Slots) -> dict[str, Any]:
    offers_shown = lines(("buy.offer", line(offer)) for offer in quoted(slots))
    return {"price": slots["price"], "shop": slots["shop_name"], "offers": offers_shown}


def cost(facts: Facts, slots: Slots) -> dict[str, Any]:
    """What the calculator shows: cash price, our charge, total, and what a month will take."""
    offer = chosen(slots)
    monthly = sum(part.amount for part in offer.installments if (part.due - facts.today).days <= 31)
    return {
        **line(offer),
        "price": offer.principal,
        "month": monthly + facts.person.obligations,
        "income": facts.person.income or 0,
        "late": facts.rules.late_charge,
    }


def agreed(_facts: Facts, slots: Slots) -> dict[str, Any]:
    return {**line(chosen(slots)), "loan": slots["loan"], "shop": slots["shop_name"]}


def accepted(_facts: Facts, slots: Slots) -> dict[str, Any]:
    """With the code for the shop: neither goods nor shop are named beside it, for a family shares the telephone."""
    return {**line(chosen(slots)), "loan": slots["loan"], "code": slots["code"]}
