"""`qist ledger check` over many plans, beside one bare pass that only hashes the same rows. Then a number is flipped.

QIST_BENCH_PLANS in the environment sets how many plans (10,000).
"""

import hashlib
import json
import os
import resource
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, islice
from pathlib import Path
from time import perf_counter
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import insert

from bot.lending import ledger
from bot.lending.plans import PAY2, PAY3, PAY4, Offer, Payday, draw_up
from bot.lending.posting import GENESIS, Posting, chain
from bot.lending.rules import DEFAULT
from bot.lending.statement import digest, key_facts
from bot.services.check_books import check_books
from bot.services.context import Context
from bot.store import tables
from bot.store.database import Database
from bot.store.tables import table
from bot.store.upgrade import upgrade

PLANS = int(os.environ.get("QIST_BENCH_PLANS", "10000"))
BATCH = 1_000
DAY, NOON = date(2026, 11, 24), datetime(2026, 11, 24, 7, tzinfo=UTC)
SHOWN = {"en": "The key fact statement as it was shown. " * 12, "ur": "اہم حقائق جیسے دکھائے گئے۔ " * 12}
MEGABYTE = 1024  # the unit of ru_maxrss is a kilobyte
Rows = dict[Any, list[dict[str, Any]]]


def drawn() -> list[Offer]:
    prices = range(100_000, 5_000_000, 99_700)
    return [
        draw_up(price=price, today=DAY, payday=Payday("daily"), terms=terms)
        for price in prices
        for terms in (PAY2, PAY3, PAY4)
    ]


def lived(offer: Offer, loan: str, number: int) -> Iterator[Posting]:
    """A plan agreed, paid once as asked and once in part, and a month old."""
    written = [ledger.accept(offer=offer, loan=loan, at=NOON)]
    for place, amount in enumerate((offer.installments[0].amount, 12_300)):
        told = {"reference": f"sandbox:{number}-{place}", "provider": "sandbox", "amount": amount}
        day = {"on": DAY + timedelta(days=place), "at": NOON + timedelta(days=place)}
        written += ledger.settle(offer=offer, loan=loan, postings=written, **told, **day)
    now = ledger.balance(written, loan=loan)
    amounts = ledger.newly_earned(offer, balance=now, on=DAY + timedelta(days=30))
    if amounts:
        at = NOON + timedelta(days=30)
        written.append(ledger.earn(loan=loan, amounts=amounts, reference=f"earn:{loan}:1", at=at))
    yield from written


class Writer:
    """Rows of many plans, the postings chained as the store chains them."""

    def __init__(self) -> None:
        self.hash, self.postings, self.parts, self.payments = GENESIS, 0, 0, 0

    def rows(self, number: int, offer: Offer) -> Rows:
        loan = f"{10_000_000 + number}"
        facts = key_facts(offer, reference=loan, shop="101")
        rows: Rows = {
            model: [] for model in (tables.Installment, tables.PostingRow, tables.EntryRow, tables.Payment)
        }
        rows[tables.Customer] = [{"id": number, "created_at": NOON, "obligations": 0, "pin_wrong": 0}]
        rows[tables.Statement] = [
            {
                "id": number, "loan": loan, "customer_id": number, "shown_at": NOON, "facts": facts.to_dict(),
                "shown": SHOWN, "digest": digest(facts, SHOWN),
            }
        ]  # fmt: skip
        rows[tables.Loan] = [
            {
                "id": number, "number": loan, "customer_id": number, "shop_id": 1, "statement_id": number,
                "accepted_at": NOON, "offer": offer.to_dict(), "state": "open",
            }
        ]  # fmt: skip
        for part in offer.installments:
            self.parts += 1
            rows[tables.Installment].append(
                {**part.to_dict(), "due": part.due, "id": self.parts, "loan_id": number}
            )
        for posting in lived(offer, loan, number):
            self._book(rows, posting, loan)
        return rows

    def _book(self, rows: Rows, posting: Posting, loan: str) -> None:
        self.postings += 1
        self.hash = chain(self.hash, posting)
        named = {"kind": posting.kind, "reference": posting.reference, "at": posting.at}
        rows[tables.PostingRow].append({"id": self.postings, **named, "loan": loan, "hash": self.hash})
        for entry in posting.entries:
            part = {"account": str(entry.account), "amount": entry.amount, "installment": entry.installment}
            rows[tables.EntryRow].append({"posting_id": self.postings, "loan": entry.loan, **part})
        if posting.kind == "payment":
            self.payments += 1
            told = {"provider": "sandbox", "provider_id": posting.reference.removeprefix("sandbox:")}
            money = {"reference": loan, "amount": posting.entries[0].amount, "loan": loan, "at": posting.at}
            rows[tables.Payment].append(
                {"id": self.payments, **told, **money, "posted_as": posting.reference}
            )


ORDER = (
    tables.Customer,
    tables.Statement,
    tables.Loan,
    tables.Installment,
    tables.PostingRow,
    tables.EntryRow,
    tables.Payment,
)


def fill(database: Database, plans: int) -> int:
    """So many plans; how many postings they made."""
    offers, writer = drawn(), Writer()
    shop = {
        "id": 1,
        "code": "101",
        "name": "Namoona",
        "city": "",
        "phone": "",
        "discount_bp": 0,
        "active": True,
    }
    with database.transaction() as connection:
        connection.execute(insert(table(tables.Shop)), [shop])
        numbers = iter(range(1, plans + 1))
        while batch := [writer.rows(n, offers[n % len(offers)]) for n in islice(numbers, BATCH)]:
            for model in ORDER:
                connection.execute(insert(table(model)), [row for rows in batch for row in rows[model]])
        connection.execute(insert(table(tables.LedgerHead)), [{"id": 1, "hash": writer.hash}])
    return writer.postings


def bare(path: Path) -> int:
    """The least that a check could do: read the books once, in order, and hash them. How many postings."""
    query = (
        "SELECT p.id, p.kind, p.reference, p.at, e.account, e.amount, e.loan, e.installment FROM posting p "
    )
    query += "JOIN entry e ON e.posting_id = p.id ORDER BY p.id, e.id"
    previous, count = b"", 0
    with sqlite3.connect(path) as connection:
        for _, rows in groupby(connection.execute(query), key=lambda row: row[0]):
            parts = [row[1:] for row in rows]
            previous = hashlib.sha256(previous + json.dumps(parts).encode()).digest()
            count += 1
    return count


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "books.db"
        database = Database(f"sqlite:///{path}")
        upgrade(database)
        postings = fill(database, PLANS)
        print(f"{PLANS:,} plans, {postings:,} postings")
        began = perf_counter()
        assert bare(path) == postings
        baseline = perf_counter() - began
        context = cast(Context, SimpleNamespace(database=database, rules=DEFAULT))
        before, began = memory(), perf_counter()
        assert list(check_books(context)) == []
        took = perf_counter() - began
        print(f"one bare pass that only hashes: {baseline:.1f} s")
        print(
            f"ledger check: {took:.1f} s, {took / baseline:.1f} times; memory grew by {memory() - before:.0f} MB"
        )
        flip(database, postings // 2)
        began = perf_counter()
        found = list(check_books(context))
        print(f"one number flipped: {found[0].code} {found[0].where}, after {perf_counter() - began:.1f} s")
        database.close()


def flip(database: Database, posting: int) -> None:
    """One paisa, behind the back of the books."""
    with database.transaction() as connection:
        connection.exec_driver_sql("DROP TRIGGER entry_is_final")
        connection.exec_driver_sql(
            f"UPDATE entry SET amount = amount + 1 WHERE id = (SELECT min(id) FROM entry WHERE posting_id = {posting})"
        )


if __name__ == "__main__":
    main()
