"""The whole book: what a credit bureau gets, and how much of it is at risk. The layout is in docs/lenders.md."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import IO

from bot.lending.delinquency import Portfolio, bucket, days_late, portfolio
from bot.lending.hours import PAKISTAN
from bot.lending.identity import cnic_format
from bot.services import spreadsheet
from bot.services.context import Context
from bot.store import loan_book
from bot.store.loan_book import BookedLoan

LAYOUT = "qist-bureau-1"
COLUMNS = (
    "layout", "as_of", "cnic", "name", "born", "plan", "opened", "financed", "charge", "outstanding", "overdue_since",
    "days_late", "bucket", "status", "written_off", "last_paid",
)  # fmt: skip
CENT = 100


def export(context: Context, *, out: IO[str], on: date) -> int:
    """Write the CSV of all plans as they stand; how many. Amounts in rupees with two decimals."""
    out.write(spreadsheet.line(COLUMNS))
    count = 0
    for loan in _every(context):
        out.write(spreadsheet.line(_record(loan, on)))
        count += 1
    return count


def at_risk(context: Context, *, on: date) -> Portfolio:
    """What is owed over all plans, by bucket of days late."""
    return portfolio((loan.balance.outstanding, days_late(loan.unpaid, today=on)) for loan in _every(context))


def _every(context: Context) -> Iterator[BookedLoan]:
    with context.database.snapshot() as connection:
        yield from loan_book.every(connection, vault=context.vault)


def _record(loan: BookedLoan, on: date) -> tuple[str | int, ...]:
    late = days_late(loan.unpaid, today=on)
    person = loan.borrower
    return (
        LAYOUT,
        on.isoformat(),
        cnic_format(person.cnic) if person.cnic else "",
        spreadsheet.safe(person.name),
        person.born.isoformat() if person.born else "",
        loan.number,
        _day(loan.opened),
        _rupees(loan.financed),
        _rupees(loan.charge),
        _rupees(loan.balance.outstanding),
        min(loan.unpaid).isoformat() if late else "",
        late,
        bucket(late),
        _status(loan, late),
        _rupees(loan.balance.written_off),
        _day(loan.last_paid) if loan.last_paid else "",
    )


def _status(loan: BookedLoan, late: int) -> str:
    if loan.balance.written_off > 0:
        return "written_off"
    if loan.balance.settled:
        return "closed"
    return "late" if late else "current"


def _rupees(paisa: int) -> str:
    return f"{paisa // CENT}.{paisa % CENT:02d}"


def _day(moment: datetime) -> str:
    return moment.astimezone(PAKISTAN).date().isoformat()
