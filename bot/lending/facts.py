"""What a flow may know: read once at the start of a turn, never written. Whatever changes goes out as a command."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from bot.lending.applicant import BureauReport, Reason
from bot.lending.hardship import Smaller
from bot.lending.hours import PAKISTAN
from bot.lending.rules import DEFAULT, Rules
from bot.lending.schedule import Payday

if TYPE_CHECKING:
    from bot.lending.counter import Counter


@dataclass(frozen=True, slots=True)
class Shop:
    code: str
    name: str
    discount_bp: int


@dataclass(frozen=True, slots=True)
class Order:
    """A sale that a shop began: its price in paisa is fixed. `foreign`: it is for another telephone.

    `loan`: the plan it became; `instead`: what the shop began in its place for the same telephone.
    """

    number: str
    shop: Shop
    price: int
    state: Literal["open", "taken", "cancelled", "expired"]
    foreign: bool = False
    loan: str = ""
    instead: str = ""
    expires_at: datetime | None = None

    def is_open(self, at: datetime) -> bool:
        return self.state == "open" and (self.expires_at is None or at < self.expires_at)


@dataclass(frozen=True, slots=True)
class Due:
    """One instalment as it stands. Amounts in paisa; `paid` counts what has been received or waived."""

    number: int
    due: date
    amount: int
    paid: int

    @property
    def left(self) -> int:
        return self.amount - self.paid


@dataclass(frozen=True, slots=True)
class Loan:
    """One plan as it stands. `promised` is the day that was chosen last for an instalment still owed, also when it has
    passed; `broken`: how many such days have passed for one instalment.
    """

    number: str
    shop: Shop
    accepted_at: datetime
    principal: int
    markup: int
    installments: tuple[Due, ...]
    open: bool = True
    cancellable: bool = True
    settles_for: int = 0  # what pays everything today; mark-up not yet earned is forgiven
    promised: date | None = None
    broken: int = 0
    credit: int = 0  # paid too much: theirs to ask back
    extension_days: int = 0  # by which what is unpaid may still move, at no cost
    late: int = 0  # late charges still owed
    returnable: int = 0  # price of goods the shop could still take back
    in_shop: bool = False  # the goods are not handed over yet

    @property
    def outstanding(self) -> int:
        return sum(part.left for part in self.installments)

    @property
    def next(self) -> Due | None:
        """The oldest instalment that is not paid in full."""
        return next((part for part in self.installments if part.left > 0), None)

    @property
    def total(self) -> int:
        return sum(part.amount for part in self.installments)


@dataclass(frozen=True, slots=True)
class Person:
    """The customer behind the conversation. `limit` and `income` in paisa; None before they are known."""

    name: str = ""
    cnic_masked: str = ""
    born: date | None = None
    income: int | None = None
    obligations: int = 0
    payday: Payday | None = None
    limit: int | None = None
    refused: bool = False
    pin_set: bool = False
    pin_locked: bool = False
    unlocked_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class LastPayment:
    amount: int
    at: datetime
    loan: str


def _nobody(_text: str) -> bool:
    return False


def _no_shop(_code: str) -> Shop | None:
    return None


def _none() -> None:
    return None


def _no_smaller(_loan: str) -> Smaller | None:
    return None


def _no() -> bool:
    return False


def _no_plans() -> int:
    return 0


def _no_reasons() -> tuple[Reason, ...]:
    return ()


def _no_report(_name: str, _born: date) -> BureauReport | None:
    return None


def _no_order(_number: str) -> Order | None:
    return None


def _no_code(_loan: str) -> str:
    return ""


def _no_counter() -> "Counter | None":
    return None


def _no_owner(_cnic: str) -> int | None:
    return None


def _no_proof(_owner: int, _pin: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known when the turn begins. `fresh` is a random number of ten digits for new references."""

    now: datetime
    fresh: str
    consented: bool = False
    person: Person = field(default_factory=Person)
    loans: tuple[Loan, ...] = ()
    last_payment: LastPayment | None = None
    paused: str | None = None  # why reminders rest until a person has looked: hardship, dispute
    rules: Rules = DEFAULT
    pay_url: str = ""
    shop: Callable[[str], Shop | None] = _no_shop
    cnic_elsewhere: Callable[[str], bool] = _nobody
    pin_matches: Callable[[str], bool] = _nobody
    pin_tries_left: int = DEFAULT.pin_tries
    bureau: Callable[[str, date], BureauReport | None] = _no_report  # (name, born) of who writes
    good_plans: Callable[[], int] = _no_plans  # paid in full and on time
    weighed: Callable[[], tuple[Reason, ...]] = _no_reasons  # what the limit of today rests on
    complaint: Callable[[], str | None] = _none  # the number of one that is not answered yet
    smaller: Callable[[str], Smaller | None] = _no_smaller  # by the plan's number
    has_calendar: Callable[[], bool] = _no  # whether a calendar file was given, which may have to be cleared
    owner_of: Callable[[str], int | None] = _no_owner  # whose card a CNIC is
    proves: Callable[[int, str], bool] = _no_proof  # whether a PIN is that customer's, and not locked
    order: Callable[[str], Order | None] = _no_order  # by its number; held until the turn is over
    handover_code: Callable[[str], str] = _no_code  # of a plan of theirs whose goods are still in the shop
    counter: Callable[[], "Counter | None"] = _no_counter  # of the shop whose proven telephone this is
    asks_shop: Callable[[str], Shop | None] = (
        _no_shop  # by code: a shop that wants to know whether this is its telephone
    )

    @property
    def today(self) -> date:
        """The day in Pakistan."""
        return self.now.astimezone(PAKISTAN).date()

    @property
    def enrolled(self) -> bool:
        return self.person.limit is not None

    @property
    def unlocked(self) -> bool:
        """Whether the PIN was given a little while ago (our own rule for phones that a family shares)."""
        until = self.person.unlocked_until
        return not self.person.pin_set or (until is not None and self.now < until)

    @property
    def sells(self) -> bool:
        """Whether this is the proven telephone of a shop."""
        return self.counter() is not None

    @property
    def to_fetch(self) -> tuple[Loan, ...]:
        """Plans whose goods are still in the shop."""
        return tuple(loan for loan in self.loans if loan.in_shop)

    @property
    def open_loans(self) -> tuple[Loan, ...]:
        return tuple(loan for loan in self.loans if loan.open)

    @property
    def outstanding(self) -> int:
        return sum(loan.outstanding for loan in self.open_loans)

    @property
    def overdue(self) -> bool:
        waiting = (loan.next for loan in self.open_loans)
        return any(part is not None and part.due < self.today for part in waiting)

    def loan(self, number: str) -> Loan | None:
        return next((loan for loan in self.loans if loan.number == number), None)
