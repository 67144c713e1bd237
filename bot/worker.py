"""The background: a clock that ticks (APScheduler, one leader) and a courier that empties the outbox."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from apscheduler.schedulers.background import BackgroundScheduler

from bot import metrics, tracing
from bot.services import deferred, deliver, send_webhooks, tick
from bot.services.checkup import examine
from bot.services.context import Context
from bot.services.remind import remind
from bot.store import people
from bot.store.database import StoreUnavailable

LOG = logging.getLogger(__name__)
LEADER = "ticks"
TICK_SECONDS = 30
TAKE_IN_SECONDS = 5
EXAMINE_SECONDS = 600
CHECK_EVERY = timedelta(hours=24)
LONGEST_SEND = 30  # seconds a carrier may take for the message in hand
LEADS_FOR = timedelta(seconds=90)
BOOKS_EVERY = timedelta(hours=6)
PLANS_EVERY = timedelta(hours=1)  # an instalment that has moved gets its new reminders by then
LATE_SECONDS = 3600  # a late tick is worth running: APScheduler's default of one second would drop it
IDLE_SECONDS = 1.0
PATIENCE_SECONDS = 3.0  # while the store is down


@contextmanager
def running(context: Context) -> Iterator[None]:
    """Scheduler and courier while the block lasts. Any number of processes may do this at once.

    Afterwards the message in hand is finished, what was claimed and not begun is given back, and the lease let go.
    """
    stop, holder = threading.Event(), uuid4().hex
    courier = threading.Thread(target=_carry, args=(context, stop), name="courier", daemon=True)
    # By itself: a shop's slow server keeps no customer waiting.
    postman = threading.Thread(target=_post, args=(context, stop), name="postman", daemon=True)
    scheduler = _scheduler(context, holder, stop)
    courier.start()
    postman.start()
    scheduler.start()
    try:
        yield
    finally:
        stop.set()
        context.outgoing.set()
        scheduler.shutdown(wait=True)
        for thread in (courier, postman):
            thread.join(timeout=LONGEST_SEND)
        _let_go(context, holder)


def _scheduler(context: Context, holder: str, stop: threading.Event) -> BackgroundScheduler:
    scheduler = BackgroundScheduler(timezone="UTC")
    late = {"misfire_grace_time": LATE_SECONDS, "coalesce": True, "max_instances": 1}
    scheduler.add_job(_tick, "interval", args=(context, holder, stop), seconds=TICK_SECONDS, **late)
    scheduler.add_job(_take_in, "interval", args=(context,), seconds=TAKE_IN_SECONDS, **late)
    scheduler.add_job(_examine, "interval", args=(context,), seconds=EXAMINE_SECONDS, **late)
    return scheduler


def _let_go(context: Context, holder: str) -> None:
    with suppress(StoreUnavailable), context.database.transaction() as connection:
        people.let_go(connection, name=LEADER, holder=holder)


def _tick(context: Context, holder: str, stop: threading.Event) -> None:
    """Due work, by the one process that leads. A second leader would do no harm, only work."""
    now = context.clock()
    with context.database.transaction() as connection:
        leads = people.lead(connection, name=LEADER, holder=holder, now=now, length=LEADS_FOR)
    if not leads:
        return
    daily = tick.DAILY if _is_time(context, "books", BOOKS_EVERY, now) else ()
    planning = (tick.plan,) if _is_time(context, "planning", PLANS_EVERY, now) else ()
    remind = partial(_remind, stop=stop)
    for work in (*daily, *planning, *tick.ALWAYS, *tick.MONEY, remind, *tick.AFTERWARDS):
        if not stop.is_set():
            _do(work, context, now)


def _do(work: tick.Work, context: Context, now: datetime) -> None:
    """One piece of work that fails keeps nothing else from being done."""
    name = getattr(work, "__name__", "remind")
    try:
        with tracing.caused_by(name):
            work(context, now=now)
    except Exception:
        metrics.stumbled(name)
        LOG.exception("%s stumbled", name)


def _remind(context: Context, *, now: datetime, stop: threading.Event) -> None:
    for done in remind(context, now=now):
        LOG.info("reminder %s of plan %s: %s %s", done.kind, done.loan, done.outcome, done.why)
        if stop.is_set():
            return


def _take_in(context: Context) -> None:
    """What came while the store was down; each worker looks into the spool of its own machine."""
    try:
        deferred.take_in(context)
    except StoreUnavailable as error:
        metrics.stumbled("take_in")
        LOG.warning("taking in waits for the store: %s", error)
    except Exception:
        metrics.stumbled("take_in")
        LOG.exception("taking in stumbled")


def _examine(context: Context) -> None:
    """Every invariant of the books, once a day, by one process, beside everything else."""
    now = context.clock()
    try:
        if _is_time(context, "checkup", CHECK_EVERY, now):
            examine(context)
    except Exception:
        metrics.stumbled("examine")
        LOG.exception("the check of the books stumbled")


def _is_time(context: Context, name: str, every: timedelta, now: datetime) -> bool:
    """Whether work that is done once in a while is due, for one process at a time."""
    with context.database.transaction() as connection:
        return people.lead(connection, name=name, holder=uuid4().hex, now=now, length=every)


def _carry(context: Context, stop: threading.Event) -> None:
    while not stop.is_set():
        context.outgoing.wait(IDLE_SECONDS)
        context.outgoing.clear()
        try:
            deliver.drain(context, stopping=stop.is_set)
        except StoreUnavailable as error:  # no lines of a stack each second: the disk may be what is full
            metrics.stumbled("courier")
            LOG.warning("the courier waits for the store: %s", error)
            stop.wait(PATIENCE_SECONDS)
        except Exception:
            # The rows are still there: their leases run out and they are taken again.
            metrics.stumbled("courier")
            LOG.exception("the courier stumbled")
            stop.wait(IDLE_SECONDS)


def _post(context: Context, stop: threading.Event) -> None:
    while not stop.wait(IDLE_SECONDS):
        try:
            send_webhooks.drain(context, stopping=stop.is_set)
        except Exception:
            metrics.stumbled("postman")
            LOG.exception("the postman stumbled")
