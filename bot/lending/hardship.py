"""Help for a customer in trouble: a free extension, smaller instalments, a promise to pay.

The loan stays the same loan at the same rate (SECP on extensions, masscommunicationtalk.com): nothing is
added to what is owed, only dates move or amounts are spread, inside the tenor limit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from bot.lending.accounts import Account
from bot.lending.balances import LoanBalance
from bot.lending.booking import posting
from bot.lending.caps import RuleBroken, require_tenor
from bot.lending.money import split
from bot.lending.posting import Entry, Posting
from bot.lending.rules import DEFAULT, Rules
from bot.lending.terms import Installment

SPREAD_DAYS = 15  # between smaller instalments, as in the shortest plans we sell


@dataclass(frozen=True, slots=True)
class Rescheduled:
    """Smaller instalments that take the place of the unpaid ones, and the posting that moves the debt."""

    installments: tuple[Installment, ...]
    posting: Posting


@dataclass(frozen=True, slots=True)
class Smaller:
    """What could take the place of the unpaid instalments: how many, from when, and each in paisa."""

    count: int
    first: date
    each: int


def longest_extension(
    *, unpaid: Mapping[int, date], agreed_on: date, extensions_used: int, rules: Rules = DEFAULT
) -> int:
    """Days by which the unpaid instalments may still move: 0 when no extension is left."""
    if extensions_used >= rules.free_extensions or not unpaid:
        return 0
    room = rules.max_tenor_days - (max(unpaid.values()) - agreed_on).days
    return max(0, min(rules.extension_days, room))


def extend(
    *, unpaid: Mapping[int, date], by_days: int, agreed_on: date, extensions_used: int, rules: Rules = DEFAULT
) -> dict[int, date]:
    """The new due dates of the unpaid instalments (number → date), all moved alike, at no cost.

    Raises RuleBroken: nothing_owed, no_extension_left, extension_too_long, tenor_too_long.
    """
    if not unpaid:
        raise RuleBroken("nothing_owed", "there is nothing to extend")
    if extensions_used >= rules.free_extensions:
        raise RuleBroken("no_extension_left", f"{extensions_used} extensions were used")
    if not 0 < by_days <= rules.extension_days:
        raise RuleBroken("extension_too_long", f"{by_days} days, at most {rules.extension_days}")
    moved = {number: due + timedelta(days=by_days) for number, due in unpaid.items()}
    require_tenor(agreed_on=agreed_on, last_due=max(moved.values()), rules=rules)
    return moved


def smaller_installments(
    *,
    loan: str,
    balance: LoanBalance,
    count: int,
    first_due: date,
    every_days: int,
    agreed_on: date,
    reference: str,
    at: datetime,
    rules: Rules = DEFAULT,
) -> Rescheduled:
    """Spread what is owed (late charges stay where they are) over `count` instalments, days apart alike.

    New instalments are numbered on from the last. Raises RuleBroken: bad_dates, tenor_too_long,
    nothing_owed, too_little_to_spread, not_smaller.
    """
    principal = sum(part.principal for part in balance.open)
    markup = sum(part.markup for part in balance.open)
    if not principal + markup:
        raise RuleBroken("nothing_owed", "there is nothing to spread")
    if count < 1 or every_days < 1 or first_due < agreed_on:
        raise RuleBroken("bad_dates", f"{count} instalments {every_days} days apart from {first_due} on")
    dues = [first_due + timedelta(days=every_days * number) for number in range(count)]
    require_tenor(agreed_on=agreed_on, last_due=dues[-1], rules=rules)
    first = balance.installments[-1].number + 1
    amounts, markups = split(principal + markup, parts=count), split(markup, parts=count)
    installments = tuple(
        Installment(number, due, amount, amount - part, part)
        for number, due, amount, part in zip(range(first, first + count), dues, amounts, markups, strict=True)
    )
    if any(part.amount <= 0 or part.principal < 0 for part in installments):
        raise RuleBroken("too_little_to_spread", f"{principal + markup} paisa make no {count} instalments")
    if max(amounts) >= max(part.principal + part.markup for part in balance.open):
        raise RuleBroken("not_smaller", "no new instalment would be smaller than the largest unpaid one")
    return Rescheduled(installments, _moved(loan, balance, installments, reference, at))


def smaller_offer(
    *, balance: LoanBalance, agreed_on: date, today: date, at: datetime, rules: Rules = DEFAULT
) -> Smaller | None:
    """The smallest instalments that the tenor still allows, 15 days apart; None when none would be smaller."""
    first = today + timedelta(days=rules.first_due_after_days)
    room = (agreed_on + timedelta(days=rules.max_tenor_days) - first).days
    if room < 0 or balance.settled or balance.written_off:
        return None
    try:
        drawn = smaller_installments(
            loan=balance.loan,
            balance=balance,
            count=room // SPREAD_DAYS + 1,
            first_due=first,
            every_days=SPREAD_DAYS,
            agreed_on=agreed_on,
            reference="offer",
            at=at,
            rules=rules,
        )
    except RuleBroken:
        return None
    return Smaller(len(drawn.installments), first, drawn.installments[0].amount)


def latest_promise(*, due: date, today: date, rules: Rules = DEFAULT) -> date:
    """No day further away than the rules allow, counted from today or the due date, whichever is later."""
    return max(today, due) + timedelta(days=rules.promise_max_days)


def promise_problem(
    day: date, *, due: date, today: date, rules: Rules = DEFAULT
) -> Literal["past", "too_far"] | None:
    """Why a promise to pay on `day` what is due on `due` cannot be taken; None when it can."""
    if day < today:
        return "past"
    return "too_far" if day > latest_promise(due=due, today=today, rules=rules) else None


def _moved(
    loan: str, balance: LoanBalance, installments: tuple[Installment, ...], reference: str, at: datetime
) -> Posting:
    entries: list[Entry] = []
    for owed in balance.open:
        entries.append(Entry(Account.RECEIVABLE_PRINCIPAL, -owed.principal, loan, owed.installment))
        entries.append(Entry(Account.RECEIVABLE_MARKUP, -owed.markup, loan, owed.installment))
    for part in installments:
        entries.append(Entry(Account.RECEIVABLE_PRINCIPAL, part.principal, loan, part.number))
        entries.append(Entry(Account.RECEIVABLE_MARKUP, part.markup, loan, part.number))
    return posting(kind="reschedule", reference=reference, at=at, entries=entries)
