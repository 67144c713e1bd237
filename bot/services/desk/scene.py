"""Where an agent's act happens, and what an act is. Acts themselves are in `plan_acts` and `customer_acts`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from bot.account_messages import Kind
from bot.conversation.turn import Say
from bot.lending.caps import RuleBroken
from bot.lending.facts import Facts, Loan
from bot.lending.money import rupees
from bot.services.context import Context
from bot.services.perform import perform
from bot.services.plan_books import PlanBooks, hold
from bot.store.conversations import Line
from bot.store.database import Transaction


@dataclass(frozen=True, slots=True)
class Scene:
    """One customer, locked by this transaction. `params`: the form as it was filled in."""

    context: Context
    connection: Transaction
    line: Line
    facts: Facts
    agent_id: int
    params: Mapping[str, str]

    @property
    def now(self) -> datetime:
        return self.facts.now

    @property
    def loan(self) -> Loan:
        """The plan that the act is about. Raises RuleBroken when it is not this customer's."""
        found = self.facts.loan(self.word("loan"))
        if found is None:
            raise RuleBroken("not_theirs", "this customer has no plan with that number")
        return found

    def perform(self, command: object) -> None:
        """A command, as if the customer's own turn had issued it."""
        perform(self.context, self.connection, command=command, line=self.line, now=self.now, shown={})

    def books(self) -> PlanBooks:
        held = hold(self.connection, self.loan.number)
        assert held is not None  # the facts of this very transaction name it
        return held

    def word(self, name: str) -> str:
        return " ".join(self.params.get(name, "").split())

    def required(self, name: str) -> str:
        """Raises RuleBroken: empty."""
        if not (found := self.word(name)):
            raise RuleBroken("empty", f"{name} is missing")
        return found

    def day(self) -> date:
        """Raises RuleBroken: bad_day."""
        try:
            return date.fromisoformat(self.word("day"))
        except ValueError:
            raise RuleBroken("bad_day", "that is not a day") from None

    def days(self) -> int:
        """Raises RuleBroken: bad_days."""
        try:
            return int(self.word("days"))
        except ValueError:
            raise RuleBroken("bad_days", "that is not a number of days") from None

    def paisa(self) -> int:
        """The amount, written in rupees. Raises RuleBroken: bad_amount."""
        try:
            amount = rupees(Decimal(self.word("amount").removeprefix("Rs").replace(",", "").strip()))
        except (InvalidOperation, ValueError):
            raise RuleBroken("bad_amount", "that is not an amount of money") from None
        if amount <= 0:
            raise RuleBroken("bad_amount", "an amount is more than nothing")
        return amount


@dataclass(frozen=True, slots=True)
class Done:
    """What an act did: `figures` for the record, `say` for the customer."""

    figures: str
    say: Say


@dataclass(frozen=True, slots=True)
class Act:
    """`run` raises RuleBroken. `fields`: what its form asks for. `amount`: paisa that it moves, so that much of it
    needs two people; `always_two`: any amount does. `reasoned`: not without a reason. `told_as`: what kind of message
    tells the customer of it.
    """

    run: Callable[[Scene], Done]
    told_as: Kind
    fields: tuple[str, ...] = ()
    amount: Callable[[Scene], int] | None = None
    always_two: bool = False
    reasoned: bool = False


def money(paisa: int) -> str:
    """An amount in the record."""
    whole, rest = divmod(paisa, 100)
    return f"Rs {whole:,}" + (f".{rest:02d}" if rest else "")
