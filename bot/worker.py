"""The background: a clock that ticks (APScheduler, one leader) and a courier that empties the outbox."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import uuid4

from apscheduler.schedulers.background import BackgroundScheduler

from bot.services import deliver, tick
from bot.services.context import Context
from bot.services.remind import remind
from bot.store import people

LOG = logging.getLogger(__name__)
TICK_SECONDS = 30
LEADS_FOR = timedelta(seconds=90)
BOOKS_EVERY = timedelta(hours=6)
PLANS_EVERY = timedelta(hours=1)  # an instalment that has moved gets its new reminders by then
LATE_SECONDS = 3600  # a late tick is worth running: APScheduler's default of one second would drop it
IDLE_SECONDS = 1.0


@contextmanager
def running(context: Context) -> Iterator[None]:
    """Scheduler and courier while the block lasts. Any number of processes may do this at once."""
    stop = threading.Event()
    courier = threading.Thread(target=_carry, args=(context, stop), name="courier", daemon=True)
    scheduler = _scheduler(context)
    courier.start()
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=True)
        stop.set()
        context.outgoing.set()
        courier.join(timeout=10)


def _scheduler(context: Context) -> BackgroundScheduler:
    scheduler = BackgroundScheduler(timezone="UTC")
    scheduler.add_job(
        _tick,
        "interval",
        args=(context, uuid4().hex),
        seconds=TICK_SECONDS,
        misfire_grace_time=LATE_SECONDS,
        coalesce=True,
        max_instances=1,
    )
    return scheduler


def _tick(context: Context, holder: str) -> None:
    """Due work, by the one process that leads. A second leader would do no harm, only work."""
    now = context.clock()
    with context.database.transaction() as connection:
        leads = people.lead(connection, name="ticks", holder=holder, now=now, length=LEADS_FOR)
    if not leads:
        return
    daily = tick.DAILY if _is_time(context, "books", BOOKS_EVERY, now) else ()
    planning = (tick.plan,) if _is_time(context, "planning", PLANS_EVERY, now) else ()
    for work in (*daily, *planning, *tick.ALWAYS, _remind, *tick.AFTERWARDS):
        _do(work, context, now)


def _do(work: tick.Work, context: Context, now: datetime) -> None:
    """One piece of work that fails keeps nothing else from being done."""
    try:
        work(context, now=now)
    except Exception:
        LOG.exception("%s stumbled", work.__name__)


def _remind(context: Context, *, now: datetime) -> None:
    for done in remind(context, now=now):
        LOG.info("reminder %s of plan %s: %s %s", done.kind, done.loan, done.outcome, done.why)


def _is_time(context: Context, name: str, every: timedelta, now: datetime) -> bool:
    """Whether work that is done once in a while is due, for one process at a time."""
    with context.database.transaction() as connection:
        return people.lead(connection, name=name, holder=uuid4().hex, now=now, length=every)


def _carry(context: Context, stop: threading.Event) -> None:
    while not stop.is_set():
        context.outgoing.wait(IDLE_SECONDS)
        context.outgoing.clear()
        try:
            deliver.drain(context)
        except Exception:
            # The rows are still there: their leases run out and they are taken again.
            LOG.exception("the courier stumbled")
            stop.wait(IDLE_SECONDS)
