"""The late charge: flat, once an instalment, after the days of grace, never above what the rules allow.

The figures are those of the customer's own key fact statement, not of today's rules: a charge it does not
contain is refused (SECP Circular 15 of 2022, customnews.pk 2022-12-30).
"""

from datetime import date, datetime

from bot.lending.accounts import Account
from bot.lending.balances import LoanBalance
from bot.lending.booking import posting
from bot.lending.caps import RuleBroken, require_cost
from bot.lending.concessions import waive_late_charges
from bot.lending.offer import Offer
from bot.lending.posting import Entry, Posting
from bot.lending.rules import DEFAULT, Rules
from bot.lending.statement import KeyFacts, agreed_charge, allowed_charge

LATE_CHARGE = "late_charge"


def late_charge(
    *,
    loan: str,
    balance: LoanBalance,
    facts: KeyFacts,
    installment: int,
    due: date,
    on: date,
    at: datetime,
    rules: Rules = DEFAULT,
) -> Posting:
    """The charge on one late instalment. `due` is its date now (after an extension the new one).

    Never more than what is late. Raises RuleBroken: not_in_statement, not_late, already_charged,
    nothing_late, cost_too_high; KeyError for an instalment that does not exist.
    """
    part = balance.installment(installment)
    if not allowed_charge(facts, LATE_CHARGE):
        raise RuleBroken("not_in_statement", "the customer was not told of a late charge")
    if (on - due).days <= facts.late_grace_days:
        raise RuleBroken("not_late", f"{on} is within {facts.late_grace_days} days of {due}")
    if part.late_charged:
        raise RuleBroken("already_charged", f"instalment {installment} was charged before")
    if part.settled:
        raise RuleBroken("nothing_late", f"instalment {installment} is paid")
    amount = min(agreed_charge(facts, LATE_CHARGE), part.outstanding)
    require_cost(principal=balance.principal, charges=balance.charges + amount, rules=rules)
    account = Account.CHARITY_PAYABLE if facts.late_charge_to_charity else Account.LATE_INCOME
    entries = (
        Entry(Account.LATE_RECEIVABLE, amount, loan, installment),
        Entry(account, -amount, loan, installment),
    )
    reference = f"late:{loan}:{installment}"
    return posting(kind=LATE_CHARGE, reference=reference, at=at, entries=entries)


def waive_undue(
    *,
    offer: Offer,
    balance: LoanBalance,
    amount: int,
    on: date,
    reference: str,
    at: datetime,
    rules: Rules = DEFAULT,
) -> Posting | None:
    """Drop the late charges that a payment of `amount` paisa would have spared had we heard of it on `on`.

    None when there are none. To be booked before the payment.
    """
    undue, left = set(), amount
    dues = {part.number: part.due for part in offer.installments}
    for part in balance.open:
        left -= part.principal + part.markup
        if left < 0:
            break
        in_time = part.installment in dues and (on - dues[part.installment]).days <= rules.late_grace_days
        if in_time:
            undue.add(part.installment)
        else:
            left -= part.late
    return waive_late_charges(loan=balance.loan, balance=balance, reference=reference, at=at, only=undue)
