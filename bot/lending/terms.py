"""The words of a plan: how a price is divided, and one part of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.lending.schedule import Every


@dataclass(frozen=True, slots=True)
class Terms:
    """How a price is divided. `advance`: the first instalment is paid today.

    `markup_bp`: mark-up in basis points of the financed amount; 0 is free for the customer, the shop pays.
    `down_bp`: what is paid today, in basis points of the total, when it is not an equal share (advance only).
    """

    code: str
    count: int
    every: Every
    advance: bool
    markup_bp: int
    down_bp: int | None = None


PAY4 = Terms("pay4", 4, "15_days", advance=True, markup_bp=0)
PAY2 = Terms("pay2", 2, "month", advance=False, markup_bp=300)
PAY3 = Terms("pay3", 3, "month", advance=False, markup_bp=450)
TERMS: tuple[Terms, ...] = (PAY4, PAY2, PAY3)


@dataclass(frozen=True, slots=True)
class Installment:
    """One part of a plan, in paisa: `amount` = `principal` + `markup`. `number` counts from 1."""

    number: int
    due: date
    amount: int
    principal: int
    markup: int

    def to_dict(self) -> dict[str, Any]:
        """As JSON knows it."""
        return {
            "number": self.number,
            "due": self.due.isoformat(),
            "amount": self.amount,
            "principal": self.principal,
            "markup": self.markup,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Installment":
        """What `to_dict` wrote. Raises KeyError, ValueError."""
        return cls(**{**data, "due": date.fromisoformat(data["due"])})
