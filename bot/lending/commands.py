"""What flows ask the services to do. Each is carried out in the same transaction as the turn that issued it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class AgreeToTerms:
    """The customer agreed to the terms and to the use of their data."""


@dataclass(frozen=True, slots=True)
class KeepCnic:
    """Encrypt and keep the identity card number; no slot, log or transcript holds it in the clear."""

    cnic: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SetPin:
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TryPin:
    """A PIN was entered; wrong tries are counted, and the third locks until a person helps.

    `pin`: the right one, so that it can be kept under the key of today.
    """

    correct: bool
    pin: str = field(default="", repr=False)


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
    """`order`: the number of the order it came from; `code`: what the customer shows the shop."""

    loan: str
    shop: str
    offer: Mapping[str, Any]
    order: str = ""
    code: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class CancelPlan:
    """The 24-hour way out: our charge is taken back, only the principal stays; nothing stays when the goods did."""

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
class Extend:
    """The free extension: every unpaid instalment moves by so many days."""

    loan: str
    days: int


@dataclass(frozen=True, slots=True)
class Spread:
    """Smaller instalments in the place of the unpaid ones."""

    loan: str
    count: int
    first: date


@dataclass(frozen=True, slots=True)
class RegisterComplaint:
    """Into the register, with what the customer has just written; a number that is there already stays as it is."""

    number: str


@dataclass(frozen=True, slots=True)
class TryProof:
    """Somebody on another number tried the PIN of a customer (by id); wrong tries count as they do at home."""

    owner: int
    correct: bool


@dataclass(frozen=True, slots=True)
class AskNumberChange:
    """Card and PIN of a customer (by id) were shown on this number; a supervisor decides."""

    owner: int


@dataclass(frozen=True, slots=True)
class SendAccount:
    """The whole account of a plan as a page, where the channel carries pages."""

    loan: str


@dataclass(frozen=True, slots=True)
class SendCalendar:
    """A link to the days of every unpaid instalment as a calendar file, where the channel carries such links."""


@dataclass(frozen=True, slots=True)
class AskBack:
    """Credit of a plan is to be paid out, under a reference of our own."""

    loan: str
    reference: str


@dataclass(frozen=True, slots=True)
class AskData:
    """A copy of what we hold, or its erasure."""

    number: str
    kind: Literal["copy", "erase"]


@dataclass(frozen=True, slots=True)
class RateHelp:
    """How the help of a person was, 1 to 5."""

    score: int


@dataclass(frozen=True, slots=True)
class PauseReminders:
    """Hardship, a dispute or a complaint: no reminder until a person has looked (our conduct rule 4)."""

    reason: str


@dataclass(frozen=True, slots=True)
class CancelOrder:
    """The customer does not want what a shop began for them."""

    number: str


@dataclass(frozen=True, slots=True)
class ProveShop:
    """Somebody at the telephone of the shop with this code said that it is the shop's."""

    code: str


@dataclass(frozen=True, slots=True)
class DenyShop:
    """It is not."""

    code: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """The shop has shown the customer's code: the goods of this plan are handed over."""

    loan: str


@dataclass(frozen=True, slots=True)
class WrongCode:
    """A code of nobody; with `locks` it was one too many."""

    locks: bool


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """The shop begins a sale for a telephone (`address`); `price` in paisa."""

    shop: str
    number: str
    address: str
    price: int


@dataclass(frozen=True, slots=True)
class ReturnGoods:
    """The shop takes goods back, `amount` paisa of the price, under a reference of our own."""

    loan: str
    amount: int
    reference: str
