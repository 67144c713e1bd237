"""The key fact statement: everything a customer must know before accepting, as data with a fingerprint.

SECP Circular 15 of 2022 (as customnews.pk reported it, 2022-12-30): amount, annual percentage rate, tenor,
every instalment with its date and all fees, before disbursal; a fee not in it cannot be charged.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from bot.lending.apr import effective_annual_rate
from bot.lending.offer import Offer
from bot.lending.rules import DEFAULT, Rules
from bot.lending.terms import Installment

VERSION = "kfs-1"
When = Literal["in_every_installment", "once_when_late"]


@dataclass(frozen=True, slots=True)
class Fee:
    """A charge the customer may meet: its code, the most it can be in paisa, and when."""

    code: str
    amount: int
    when: When

    def to_dict(self) -> dict[str, Any]:
        """As JSON knows it."""
        return {"code": self.code, "amount": self.amount, "when": self.when}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFacts:
    """What the statement states. Paisa, days, hours; both rates in per cent a year (see apr.py)."""

    version: str
    reference: str
    shop: str
    agreed_on: date
    price: int
    advance: int
    principal: int
    markup: int
    total: int
    annual_rate: Decimal
    effective_rate: Decimal
    tenor_days: int
    installments: tuple[Installment, ...]
    fees: tuple[Fee, ...]
    cooling_off_hours: int
    late_grace_days: int
    late_charge_to_charity: bool
    free_extensions: int
    extension_days: int
    early_settlement: Literal["unearned_markup_forgiven"]

    def to_dict(self) -> dict[str, Any]:
        """As JSON knows it; `from_dict` is the way back."""
        plain: dict[str, Any] = {one.name: getattr(self, one.name) for one in fields(self)}
        plain["agreed_on"] = self.agreed_on.isoformat()
        plain["annual_rate"] = str(self.annual_rate)
        plain["effective_rate"] = str(self.effective_rate)
        plain["installments"] = [part.to_dict() for part in self.installments]
        plain["fees"] = [fee.to_dict() for fee in self.fees]
        return plain

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "KeyFacts":
        """What `to_dict` wrote. Raises KeyError, TypeError, ValueError."""
        typed = {
            "agreed_on": date.fromisoformat(data["agreed_on"]),
            "annual_rate": Decimal(data["annual_rate"]),
            "effective_rate": Decimal(data["effective_rate"]),
            "installments": tuple(Installment.from_dict(part) for part in data["installments"]),
            "fees": tuple(Fee(**fee) for fee in data["fees"]),
        }
        return cls(**{**data, **typed})


def key_facts(offer: Offer, *, reference: str, shop: str = "", rules: Rules = DEFAULT) -> KeyFacts:
    """The statement of an offer. `reference` names the loan to be, `shop` is the shop's code."""
    return KeyFacts(
        version=VERSION,
        reference=reference,
        shop=shop,
        agreed_on=offer.agreed_on,
        price=offer.principal,
        advance=offer.advance,
        principal=offer.principal,
        markup=offer.markup,
        total=offer.total,
        annual_rate=offer.annual_rate,
        effective_rate=_effective(offer),
        tenor_days=offer.tenor_days,
        installments=offer.installments,
        fees=_fees(offer, rules),
        cooling_off_hours=rules.cooling_off_hours,
        late_grace_days=rules.late_grace_days,
        late_charge_to_charity=rules.late_charge_to_charity,
        free_extensions=rules.free_extensions,
        extension_days=rules.extension_days,
        early_settlement="unearned_markup_forgiven",
    )


def canonical(facts: KeyFacts, shown: Mapping[str, str]) -> bytes:
    """The statement and the exact texts shown (by language or medium) as bytes that never vary."""
    whole = {"facts": facts.to_dict(), "shown": dict(shown)}
    return json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest(facts: KeyFacts, shown: Mapping[str, str]) -> str:
    """SHA-256 in hexadecimal over `canonical`: what an acceptance is bound to."""
    return hashlib.sha256(canonical(facts, shown)).hexdigest()


def allowed_charge(facts: KeyFacts, code: str) -> bool:
    """Whether the customer was told of a charge with this code; if not, it may not be made."""
    return any(fee.code == code for fee in facts.fees)


def agreed_charge(facts: KeyFacts, code: str) -> int:
    """The most a charge with this code may be, in paisa; 0 when the statement does not contain it."""
    return max((fee.amount for fee in facts.fees if fee.code == code), default=0)


def _fees(offer: Offer, rules: Rules) -> tuple[Fee, ...]:
    markup = Fee("markup", offer.markup, "in_every_installment")
    late = Fee("late_charge", rules.late_charge, "once_when_late")
    return tuple(fee for fee in (markup, late) if fee.amount > 0)


def _effective(offer: Offer) -> Decimal:
    payments = [(part.due, part.amount) for part in offer.installments]
    return effective_annual_rate(advances=[(offer.agreed_on, offer.principal)], payments=payments)
