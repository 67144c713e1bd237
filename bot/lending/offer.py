"""An offer: one plan, drawn up to the paisa, that keeps every rule."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from bot.lending.caps import RuleBroken, Shape, require_caps, yearly_rate
from bot.lending.money import share
from bot.lending.rules import DEFAULT, Rules, with_caps
from bot.lending.terms import Installment, Terms


@dataclass(frozen=True, slots=True)
class Offer:
    """A plan that keeps every rule; one that breaks a cap cannot be constructed (RuleBroken).

    Amounts in paisa, `annual_rate` in per cent with two decimals (see apr.py). `rules` are those it was
    checked against; they travel with it, so that a stored offer still stands when the rules change.
    """

    terms: Terms
    principal: int
    markup: int
    total: int
    installments: tuple[Installment, ...]
    annual_rate: Decimal
    agreed_on: date
    rules: Rules = field(default=DEFAULT, repr=False, compare=False)

    def __post_init__(self) -> None:
        shape = Shape(self.principal, self.markup, self.total, self.installments, self.agreed_on)
        require_caps(shape, self.rules)
        if self.annual_rate != yearly_rate(
            principal=self.principal, installments=self.installments, agreed_on=self.agreed_on
        ):
            raise RuleBroken("annual_rate_differs", f"{self.annual_rate} % is not the rate of this plan")
        markup = share(self.principal, basis_points=self.terms.markup_bp)
        if (self.terms.count, markup) != (len(self.installments), self.markup):
            raise RuleBroken("terms_differ", f"the plan was not drawn up by {self.terms}")

    @property
    def count(self) -> int:
        """How many instalments."""
        return len(self.installments)

    @property
    def first_due(self) -> date:
        """The day of the first instalment; the day of the agreement when it is paid in advance."""
        return self.installments[0].due

    @property
    def last_due(self) -> date:
        """The day of the last instalment."""
        return self.installments[-1].due

    @property
    def tenor_days(self) -> int:
        """Days from the agreement to the last instalment."""
        return (self.last_due - self.agreed_on).days

    @property
    def advance(self) -> int:
        """Paisa to pay on the day of the agreement; 0 when nothing is."""
        return sum(part.amount for part in self.installments if part.due == self.agreed_on)

    def to_dict(self) -> dict[str, Any]:
        """As JSON knows it; `from_dict` is the way back."""
        return {
            "terms": asdict(self.terms),
            "principal": self.principal,
            "markup": self.markup,
            "total": self.total,
            "installments": [part.to_dict() for part in self.installments],
            "annual_rate": str(self.annual_rate),
            "agreed_on": self.agreed_on.isoformat(),
            "caps": self.rules.caps(),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Offer":
        """The offer that `to_dict` wrote, checked by the rules of its day. Raises KeyError, RuleBroken."""
        return cls(
            terms=Terms(**data["terms"]),
            principal=data["principal"],
            markup=data["markup"],
            total=data["total"],
            installments=tuple(Installment.from_dict(part) for part in data["installments"]),
            annual_rate=Decimal(data["annual_rate"]),
            agreed_on=date.fromisoformat(data["agreed_on"]),
            rules=with_caps(data["caps"]),
        )
