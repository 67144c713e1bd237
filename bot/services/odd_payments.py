"""What is odd about a payment. The money is booked as the provider told it; a person sees what did not fit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.conversation.values import rupees
from bot.payments.ports import Paid, TakenBack
from bot.store import oddities
from bot.store.database import Transaction
from bot.store.pay_requests import RequestRow


@dataclass(frozen=True, slots=True)
class Expected:
    """What a payment was for, as it stood before the payment. `asked` is None when nobody asked: then `due` counts."""

    owed: int
    asked: RequestRow | None
    due: int

    @property
    def amount(self) -> int:
        """What the customer was shown: never more than is owed by now."""
        return min(self.asked.amount, self.owed) if self.asked else self.due


def first_time(connection: Transaction, paid: Paid, *, expected: Expected, loan: str, at: datetime) -> None:
    """A payment that was just booked to a plan."""
    for kind, detail in _kinds(paid, expected, at):
        note(connection, paid, kind=kind, loan=loan, at=at, detail=detail)


def _kinds(paid: Paid, expected: Expected, at: datetime) -> Iterator[tuple[str, str]]:
    """One reason is enough to look: what was paid before has its own amount, and so has a plan that is over."""
    asked = expected.asked
    if asked is not None and asked.is_over(at):
        yield "late", ""
    if not expected.owed:
        yield "plan_closed", ""
    elif asked is not None and asked.paid_at is not None:
        yield "paid_again", ""
    elif paid.paisa != expected.amount:
        yield "other_amount", rupees("en", expected.amount)


def told_again(connection: Transaction, paid: Paid, *, known: Any, at: datetime) -> None:
    """A payment that we know: the same is no news, anything else is odd. No money moves."""
    if (known.amount, known.reference) != (paid.paisa, paid.reference):
        detail = rupees("en", known.amount)
        note(connection, paid, kind="repeated_differently", loan=known.loan, at=at, detail=detail)
    if _taken_back(connection, paid):
        note(connection, paid, kind="after_reversal", loan=known.loan, at=at)


def _taken_back(connection: Transaction, paid: Paid) -> bool:
    return oddities.stands(
        connection, kind="taken_back", provider=paid.provider, provider_id=paid.provider_id
    )


def note(
    connection: Transaction,
    told: Paid | TakenBack,
    *,
    kind: str,
    loan: str | None,
    at: datetime,
    detail: str = "",
) -> None:
    oddities.note(
        connection,
        kind=kind,
        provider=told.provider,
        provider_id=told.provider_id,
        reference=told.reference,
        amount=told.paisa,
        loan=loan,
        at=at,
        detail=detail,
    )
