"""Everybody at once on PostgreSQL: turns, reminders, reports, payments, planning. Nobody waits in a circle."""

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from lender import agree, ask_for
from sqlalchemy import select, text
from world import World

from bot.channels.ports import Inbound, StatusEvent
from bot.lending.caps import RuleBroken
from bot.lending.terms import PAY2
from bot.payments.ports import Paid
from bot.services import deliver, fall_back, plan_books
from bot.services.hardship import extend_plan
from bot.services.missed_call import missed_call
from bot.services.plan_reminders import plan_reminders
from bot.services.receive import receive
from bot.services.record_payment import record_payment
from bot.services.remind import remind
from bot.services.tell_charges import tell_charges
from bot.store import reminders, tables
from tests.services.test_deliver import Script, to

NUMBERS = tuple(f"+9230000004{place:02d}" for place in range(4, 8))
MESSAGE = tables.table(tables.Message)


@pytest.fixture
def crowd(tmp_path, postgres_url: str):
    world = World(tmp_path, database_url=postgres_url)
    for place, number in enumerate(NUMBERS):
        world.phone("whatsapp", number).says("salam")
        agree(world, loan=f"1000000{place}", number=number, terms=PAY2)
    yield world
    world.close()


def test_planning_does_not_wait_for_who_is_paying(crowd: World) -> None:
    """Rows that point at a plan are added while its books are held: a payment holds no planning up, nor the reverse."""
    due = date(2026, 12, 23)
    with crowd.context.database.transaction() as paying:
        assert plan_books.hold(paying, "10000000") is not None
        with crowd.context.database.transaction() as planning:
            planning.execute(text("SET LOCAL lock_timeout = '2s'"))
            assert (
                reminders.plan(planning, kind="on_day", due=due, due_at=crowd.now + timedelta(days=30)) == 4
            )


def test_everybody_at_once(crowd: World, caplog: pytest.LogCaptureFixture) -> None:
    random.seed(7)
    crowd.now += timedelta(days=30)
    context = to(crowd, Script())
    references = [ask_for(crowd, 100, loan=f"1000000{n}", reference=f"200000000{n}") for n in range(4)]
    began = threading.Barrier(6)

    def reported() -> None:
        with context.database.snapshot() as connection:
            ids = list(
                connection.execute(
                    select(MESSAGE.c.provider_id).where(MESSAGE.c.direction == "out")
                ).scalars()
            )
        for one in filter(None, ids):
            deliver.record_status(
                context, StatusEvent(one, "undelivered", random.choice((63016, 63024, 30008, None)))
            )

    def inbound(kind: str = "text") -> Inbound:
        channel = random.choice(("sms", "whatsapp"))
        return Inbound(uuid4().hex, channel, random.choice(NUMBERS), "salam", crowd.now, kind=kind)  # type: ignore[arg-type]

    def extended() -> None:
        with context.database.transaction() as connection:
            extend_plan(context, connection, loan=f"1000000{random.randrange(4)}", by_days=1)

    acts: list[Callable[[], object]] = [
        lambda: receive(context, inbound=inbound()),
        lambda: missed_call(context, inbound=inbound("call")),
        lambda: list(plan_reminders(context, now=crowd.now)),
        lambda: list(remind(context, now=crowd.now)),
        lambda: tell_charges(context, now=crowd.now),
        lambda: fall_back.send_unheard(replace(context), now=crowd.now + timedelta(minutes=61)),
        lambda: deliver.drain(context),
        reported,
        lambda: record_payment(
            context, Paid("sandbox", uuid4().hex, random.choice(references), 100, crowd.now, ok=True)
        ),
        extended,
    ]
    wrong: list[str] = []

    def busy(seed: int) -> None:
        order = random.Random(seed)
        began.wait()
        for _ in range(25):
            try:
                order.choice(acts)()
            except RuleBroken:
                pass  # a second extension
            except Exception as error:
                wrong.append(repr(error)[:300])

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(busy, range(6)))
    assert wrong == []
    assert [one.getMessage() for one in caplog.records if "stumbled" in one.getMessage()] == []
    crowd.context = context
    assert crowd.problems() == []
