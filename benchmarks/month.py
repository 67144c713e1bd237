"""A month of two thousand customers, on a Twilio that fails, repeats itself and forgets to report.

The real application and SDK over HTTP, signed webhooks, a clock that is turned. For three days no worker runs; on some
days two work at the same moment. What left is held against our conduct rules, said once more in tests/conduct.py.

`python -m benchmarks.month [--customers 2000] [--start 2026-12-01] [--days 31] [--store postgresql] [--seed 7]`
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, time, timedelta
from pathlib import Path
from time import perf_counter

import click

from benchmarks.simulation.lives import Lives
from benchmarks.simulation.people import somebody
from benchmarks.simulation.place import Place, a_place
from benchmarks.simulation.report import Report, report
from bot.lending.hours import PAKISTAN
from tests import postgres

OUTAGE = range(10, 13)  # days of the simulation, from 1 on, on which no worker runs
BOTH = (4, 9, 18, 25)  # days on which two work at once
AT_NIGHT = 6  # times the pause between two ticks by day


def simulate(
    folder: Path,
    *,
    customers: int,
    start: datetime,
    days: int = 31,
    every: int = 10,
    seed: int = 7,
    database_url: str = "",
    told: Callable[[int], None] = lambda _: None,
) -> Report:
    """`every`: minutes between two ticks by day; `told` hears of every step how many minutes it was."""
    with a_place(folder, start=start - timedelta(days=40), seed=seed, database_url=database_url) as place:
        people = [somebody(number, seed=seed) for number in range(customers)]
        lives = Lives(place, people, start, days)
        lives.run(start)
        for moment in moments(start, days, timedelta(minutes=every)):
            told(int((moment - place.clock.now).total_seconds() // 60))
            _step(place, lives, moment, day=(moment - start).days + 1)
        numbers = {person.customer_id: {person.number} for person in people}
        return report(place, numbers=numbers, did=lives.did, now=place.clock.now)


def moments(start: datetime, days: int, every: timedelta) -> Iterator[datetime]:
    """When the worker's clock ticks: often from 8 to 20, seldom at night."""
    moment = start
    while moment < start + timedelta(days=days):
        moment += every if time(8) <= moment.astimezone(PAKISTAN).time() < time(20) else AT_NIGHT * every
        yield moment


def _step(place: Place, lives: Lives, moment: datetime, *, day: int) -> None:
    place.down = day in OUTAGE
    lives.run(moment)
    if day in BOTH and moment.minute == 0:
        place.works_twice()
    else:
        place.works()
    place.watch.look(moment, money=False)
    lives.reads()


@click.command()
@click.option("--customers", default=2_000, show_default=True)
@click.option("--start", default="2026-12-01", type=click.DateTime(["%Y-%m-%d"]), show_default=True)
@click.option("--days", default=31, show_default=True)
@click.option("--every", default=10, show_default=True, help="Minutes between two ticks by day.")
@click.option("--store", default="sqlite", type=click.Choice(["sqlite", "postgresql"]), show_default=True)
@click.option("--seed", default=7, show_default=True)
def main(customers: int, start: datetime, days: int, every: int, store: str, seed: int) -> None:
    began = perf_counter()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="qist-month-")))
        url = postgres.create(stack.enter_context(postgres.server())) if store == "postgresql" else ""
        bar = stack.enter_context(
            click.progressbar(length=days * 24 * 60, label="the month", file=sys.stderr)
        )
        first = datetime.combine(start.date(), time(), PAKISTAN)
        how = {"customers": customers, "days": days, "every": every, "seed": seed}
        told = simulate(folder, start=first, database_url=url, told=bar.update, **how)
    click.echo("\n".join(told.lines()))
    click.echo(f"{customers:,} customers, {days} days: {perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main(standalone_mode=False)
