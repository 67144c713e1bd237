"""The day's money for the console: what came by callback, what the files tell, what differs, what waits."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.lending.hours import PAKISTAN, midnight
from bot.services.context import Context
from bot.store import money_days, payouts, settlements
from bot.store.database import Transaction
from bot.store.money_days import Sum
from bot.store.payouts import FileRow, PayoutRow
from bot.store.settlements import LineRow, RunRow

ONE_DAY = timedelta(days=1)
RUNS = 30
NONE = Sum()


@dataclass(frozen=True, slots=True)
class DayOf:
    """One provider on one day."""

    day: date
    provider: str
    told: Sum
    in_files: Sum
    open: int


@dataclass(frozen=True, slots=True)
class MoneyReport:
    days: tuple[DayOf, ...]
    suspense: int
    proposed: Sum
    customers: Sum
    shops: Sum
    runs: list[RunRow]
    files: list[FileRow]
    leaving: list[PayoutRow]


def report(context: Context, *, span: int) -> MoneyReport:
    """The last days, the newest first."""
    today = context.clock().astimezone(PAKISTAN).date()
    with context.database.snapshot() as connection:
        days = [one for back in range(span) for one in _day(connection, today - back * ONE_DAY)]
        return MoneyReport(
            days=tuple(days),
            suspense=money_days.in_suspense(connection),
            proposed=money_days.proposed(connection),
            customers=money_days.waiting(connection, "customers"),
            shops=money_days.waiting(connection, "shops"),
            runs=settlements.runs(connection, limit=RUNS),
            files=payouts.files(connection, limit=RUNS),
            leaving=[row for payee in payouts.PAYEES for row in payouts.waiting(connection, payee)],
        )


def run(context: Context, *, run_id: int) -> tuple[RunRow, list[LineRow]] | None:
    """One reading of a file, and what of it was put before a second person."""
    with context.database.snapshot() as connection:
        found = settlements.run(connection, run_id)
        return (found, settlements.proposed(connection, run_id)) if found else None


def file(context: Context, *, file_id: int) -> tuple[FileRow, list[PayoutRow]] | None:
    """One file of instructions, and what is in it."""
    with context.database.snapshot() as connection:
        found = payouts.file(connection, file_id, lock=False)
        return (found, payouts.of_file(connection, found)) if found else None


def _day(connection: Transaction, day: date) -> list[DayOf]:
    start = midnight(day)
    span = {"start": start, "end": start + ONE_DAY}
    told, files = money_days.told(connection, **span), money_days.in_files(connection, **span)
    differ = money_days.open_differences(connection, **span)
    names = sorted({*told, *files, *differ})
    return [
        DayOf(day, name, told.get(name, NONE), files.get(name, NONE), differ.get(name, 0)) for name in names
    ]
