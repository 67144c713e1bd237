"""The bill of a plan, as banks and wallets show it (1Bill), and what they tell us of it being paid."""

from datetime import datetime, timedelta

from bot.lending.facts import Loan
from bot.lending.hours import PAKISTAN
from bot.payments.onebill import (
    BAD_TRANSACTION,
    DONE,
    NAME,
    NO_SUCH_NUMBER,
    Bill,
    Code,
    Status,
    auth_of,
)
from bot.payments.ports import Paid
from bot.services.context import Context
from bot.services.record_payment import record_payment
from bot.store import customers, loans, oddities, pay_requests
from bot.store.database import Transaction
from bot.store.facts import Reader

NOBODY_ASKS = "0000000000"  # for facts of which no new reference is wanted


def bill(context: Context, plan: str) -> Bill | None:
    """What a plan owes now: what its customer asked to pay, or else what is due; None when there is no such plan."""
    with context.database.snapshot() as connection:
        row = loans.by_number(connection, plan)
        if row is None:
            return None
        loan = facts_of(context, connection, row)
        detail = f"QIST {plan} {_short(customers.name(connection, customer_id=row.customer_id))}".strip()
        if not loan.outstanding:
            return _over(connection, loan, detail, at=context.clock())
        return _owing(connection, loan, detail, at=context.clock(), days=context.ways.days)


def facts_of(context: Context, connection: Transaction, row: loans.LoanRow) -> Loan:
    """The plan as it stands now."""
    reader = Reader(connection, context.vault, context.rules, context.ways)
    loan = reader.facts(row.customer_id, now=context.clock(), fresh=NOBODY_ASKS).loan(row.number)
    assert loan is not None  # the row was read in this very transaction
    return loan


def pay_bill(context: Context, paid: Paid) -> Code:
    """Book it once. Money under a number that we do not know is not taken: the bank gives it back."""
    with context.database.snapshot() as connection:
        known = loans.by_number(connection, paid.reference) is not None
    if not known:
        refuse(context, paid)
        return NO_SUCH_NUMBER
    if record_payment(context, paid) != "known":
        return DONE
    with context.database.snapshot() as connection:
        booked = loans.payment(connection, provider=paid.provider, provider_id=paid.provider_id)
    return DONE if booked is not None and booked.amount == paid.paisa else BAD_TRANSACTION


def refuse(context: Context, paid: Paid) -> None:
    """A bank told of a payment for a number of nobody's: it was answered so, and a person sees it."""
    with context.database.transaction() as connection:
        oddities.note(
            connection,
            kind="no_such_number",
            provider=paid.provider,
            provider_id=paid.provider_id,
            reference=paid.reference,
            amount=paid.paisa,
            at=context.clock(),
        )


def _owing(connection: Transaction, loan: Loan, detail: str, *, at: datetime, days: int) -> Bill:
    """A late charge is in it only once it was charged, so waiting a day costs no more than the bill says."""
    today = at.astimezone(PAKISTAN).date()
    asked = pay_requests.open_of(connection, loan.number, now=at)
    amount = min(asked.amount, loan.outstanding) if asked else loan.due_by(today)
    due = loan.next.due if loan.next else today
    if asked and asked.expires_at:
        due = (asked.expires_at.astimezone(PAKISTAN) - timedelta(seconds=1)).date()
    begun = any(part.paid and part.left for part in loan.installments) and _has_paid(connection, loan)
    status: Status = "T" if begun and not asked else "U"
    return Bill(status, detail, due, within=amount, after=amount)


def _over(connection: Transaction, loan: Loan, detail: str, *, at: datetime) -> Bill:
    """Nothing is owed. What comes all the same is kept as the customer's."""
    last = loans.last_payment(connection, [loan.number])
    today = at.astimezone(PAKISTAN).date()
    due = max((part.due for part in loan.installments), default=today)
    if last is None:
        return Bill("P", detail, due, 0, 0)
    paid_as = auth_of(last.provider_id) if last.provider == NAME else ""
    return Bill("P", detail, due, 0, 0, last.at.astimezone(PAKISTAN).date(), last.amount, paid_as)


def _has_paid(connection: Transaction, loan: Loan) -> bool:
    """Whether money came: what was forgiven makes an instalment smaller, too."""
    return loans.last_payment(connection, [loan.number]) is not None


def _short(name: str) -> str:
    """ "N. KHAN": enough to see that a number was mistyped, too little to learn who somebody is."""
    parts = name.upper().split() if name.isascii() else []
    return f"{parts[0][0]}. {parts[-1]}" if len(parts) > 1 else ""
