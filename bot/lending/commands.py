"""What flows ask the services to do. Each is carried out in the same transaction as the turn that issued it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class AgreeToTerms:
    """The customer agreed to the terms and to the use of their data."""


@dataclass(frozen=True, slots=True)
class KeepCnic:
    """Encrypt and keep the identity card number; no slot, log or transcript holds it in the clear."""

    cnic: str


@dataclass(frozen=True, slots=True)
class SetPin:
    pin: str


@dataclass(frozen=True, slots=True)
class TryPin:
    """A PIN was entered; wrong tries are counted, and the third locks until a person helps."""

    correct: bool


@dataclass(frozen=True, slots=True)
class Enrol:
    """Keep who the customer is and what was decided, with its inputs, so that it can be replayed years later."""

    name: str
    born: date
    work: str
    income: int
    obligations: int
    payday_kind: str
    payday_day: int | None
    decision: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ShowStatement:
    """A key fact statement goes out in this turn; the texts that go out are stored with its data and its hash."""

    loan: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AcceptPlan:
    loan: str
    shop: str
    offer: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CancelPlan:
    """The 24-hour way out: our charge is taken back, only the principal stays."""

    loan: str


@dataclass(frozen=True, slots=True)
class RequestPayment:
    """Expect a payment (paisa) for a plan under a reference of our own."""

    reference: str
    loan: str
    amount: int


@dataclass(frozen=True, slots=True)
class PromiseToPay:
    """The customer named a day; reminders rest until then."""

    loan: str
    installment: int
    day: date


@dataclass(frozen=True, slots=True)
class PauseReminders:
    """Hardship, a dispute or a complaint: no reminder until a person has looked (our conduct rule 4)."""

    reason: str
