"""Planning 100,000 reminders among 1,000,000 instalments, beside one bare statement that writes the same rows.

`python -m benchmarks.reminders [instalments]` (1,000,000). On SQLite, and on PostgreSQL where it is installed (see
tests/postgres.py). Each is run three times on the same store, in turn; the ratio is that of the medians.
"""

import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from types import SimpleNamespace
from typing import cast

import click
from sqlalchemy import Connection, text

from bot.lending.reminders import due_days
from bot.lending.rules import DEFAULT
from bot.services.context import Context
from bot.services.plan_reminders import AHEAD, plan_reminders
from bot.store.database import Database
from bot.store.reminders import set_planned_until
from bot.store.upgrade import upgrade
from tests import postgres

INSTALLMENTS = 1_000_000
EACH = 3  # instalments of a plan
NOW = datetime(2026, 12, 1, 3, tzinfo=UTC)
DAYS = 42  # over which the due dates lie
TIMES = 3
MEGABYTE = 1024  # the unit of ru_maxrss is a kilobyte
NUMBERS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {0})",
    "postgresql": "WITH n(i) AS (SELECT generate_series(1, {0}))",
}
DAY = {
    "sqlite": "date('2026-11-01', ((i * 7 + k.k * 20) % {0}) || ' days')",
    "postgresql": "date '2026-11-01' + (i * 7 + k.k * 20) % {0}",
}
PARTS = "(SELECT 1 AS k UNION ALL SELECT 2 UNION ALL SELECT 3) k"
BARE = """
INSERT INTO reminder (loan_id, installment, kind, due, due_at, next_at, state, why)
WITH k(kind, due, due_at) AS (VALUES {rows})
SELECT i.loan_id, i.number, k.kind, k.due, k.due_at, k.due_at, 'planned', ''
FROM k JOIN installment i ON coalesce(i.moved_to, i.due) = k.due JOIN loan l ON l.id = i.loan_id
WHERE l.state <> 'closed' AND l.accepted_at <= k.due_at
ON CONFLICT DO NOTHING
"""


def fill(connection: Connection, installments: int) -> None:
    """So many instalments of plans that three people in ten have paid off, by the database itself."""
    loans, numbers = installments // EACH, NUMBERS[connection.dialect.name]
    at = "'2026-09-01 00:00:00+00:00'" if connection.dialect.name == "postgresql" else "'2026-09-01 00:00:00'"
    statements = [
        f"INSERT INTO customer (id, created_at, name, cnic_masked, work, obligations, payday_kind, pin_wrong) "
        f"VALUES (1, {at}, '', '', '', 0, '', 0)",
        "INSERT INTO shop (id, code, name, city, phone, discount_bp, active) VALUES (1, '1', '', '', '', 0, true)",
        f"INSERT INTO statement (id, loan, customer_id, shown_at, facts, shown, digest) "
        f"VALUES (1, '1', 1, {at}, '{{}}', '{{}}', '')",
        f"INSERT INTO loan (id, number, customer_id, shop_id, statement_id, accepted_at, offer, state) "
        f"{numbers.format(loans)} SELECT i, CAST(i AS VARCHAR), 1, 1, 1, {at}, '{{}}', "
        f"CASE WHEN i % 10 < 3 THEN 'closed' ELSE 'open' END FROM n",
        f"INSERT INTO installment (loan_id, number, due, amount, principal, markup) {numbers.format(loans)} "
        f"SELECT i, k.k, {DAY[connection.dialect.name].format(DAYS)}, 1000, 1000, 0 FROM n, {PARTS}",
    ]
    for statement in statements:
        connection.execute(text(statement))


def bare(connection: Connection) -> int:
    """The least there is to do: everything of the day in one statement of our own."""
    steps = list(due_days(NOW, NOW + AHEAD, rules=DEFAULT))
    is_postgres = connection.dialect.name == "postgresql"
    rows = ", ".join(
        f"('{kind}', date '{due}', timestamptz '{moment}')"
        if is_postgres
        else f"('{kind}', '{due}', '{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.000000}')"
        for kind, due, moment in steps
    )
    return connection.execute(
        text(BARE.format(rows=rows)), execution_options={"preserve_rowcount": True}
    ).rowcount


def ours(context: Context) -> int:
    """As the worker does it, with a bar that shows how far it is."""
    steps = sum(1 for _ in due_days(NOW, NOW + AHEAD, rules=DEFAULT))
    with click.progressbar(plan_reminders(context, now=NOW), length=steps, label="  planning") as bar:
        return sum(step.rows for step in bar)


def timed(database: Database, work: Callable[[], int]) -> tuple[float, int]:
    with database.transaction() as connection:
        connection.execute(text("DELETE FROM reminder"))
        set_planned_until(connection, NOW)
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE reminder"))
    began = perf_counter()
    rows = work()
    return perf_counter() - began, rows


def measure(url: str, installments: int) -> None:
    database = Database(url)
    upgrade(database)
    with database.transaction() as connection:
        fill(connection, installments)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    context = cast(Context, SimpleNamespace(database=database, rules=DEFAULT))
    before, least, mine, rows = memory(), [], [], set[int]()
    for _ in range(TIMES):
        for work, took in ((lambda: _bare(database), least), (lambda: ours(context), mine)):
            seconds, count = timed(database, work)
            took.append(seconds)
            rows.add(count)
    (count,) = rows  # both wrote the same
    ratio = median(mine) / median(least)
    print(
        f"{database.engine.dialect.name}: {count:,} reminders among {installments:,} instalments: "
        f"{median(mine):.2f} s, bare {median(least):.2f} s, {ratio:.2f} times; memory + {memory() - before:.0f} MB"
    )
    database.close()


def _bare(database: Database) -> int:
    with database.transaction() as connection:
        return bare(connection)


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


@contextmanager
def stores() -> Iterator[list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        embedded = f"sqlite:///{Path(folder) / 'reminders.db'}"
        if postgres.BIN is None:
            print("PostgreSQL is not installed: only SQLite is measured")
            yield [embedded]
            return
        with postgres.server() as server:
            yield [embedded, postgres.create(server)]


def main() -> None:
    installments = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdigit() else INSTALLMENTS
    with stores() as urls:
        for url in urls:
            measure(url, installments)


if __name__ == "__main__":
    main()
