"""The key fact statement as it is said; whoever shows a plan takes the parameters from here."""

from typing import Any

from bot.conversation.grammar import Slots, lines
from bot.lending.facts import Facts
from bot.lending.offer import Offer


def statement_params(facts: Facts, slots: Slots) -> dict[str, Any]:
    """Amount, yearly rate, tenor, every instalment with its date, all fees (SECP Circular 15 of 2022)."""
    offer = next(Offer.from_dict(one) for one in slots["offers"] if one["terms"]["code"] == slots["offer"])
    rows = [
        ("kfs.row", {"number": part.number, "due": part.due.isoformat(), "amount": part.amount})
        for part in offer.installments
    ]
    return {
        "loan": slots["loan"],
        "shop": slots["shop_name"],
        "price": offer.principal,
        "markup": offer.markup,
        "total": offer.total,
        "rate": str(offer.annual_rate.normalize() if offer.annual_rate else 0),
        "days": offer.tenor_days,
        "rows": lines(rows),
        "late": facts.rules.late_charge,
        "grace": facts.rules.late_grace_days,
        "hours": facts.rules.cooling_off_hours,
    }
