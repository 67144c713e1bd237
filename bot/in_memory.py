"""A whole Qist Saathi in memory with a clock and numbers of its own: for measuring, and for recording plays."""

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

from bot.app import create_context
from bot.services import demo
from bot.services.context import Context
from bot.settings import load
from bot.store.upgrade import upgrade

MORNING = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # 11:00 in Pakistan, a Monday
SETTINGS = {  # nothing in it outlives the process
    "QIST_DATABASE_URL": "sqlite://",
    "QIST_SECRET_KEY": "in memory for one process only, 32+",
    "QIST_DATA_KEY": base64.urlsafe_b64encode(bytes(range(32))).decode(),
    "QIST_PUBLIC_URL": "http://127.0.0.1:8000",
}


def numbers() -> Callable[[], str]:
    """Numbers of ten digits that look drawn by lot and are the same in every run, so that a play repeats."""
    drawn = count(1)
    return lambda: str(1_000_000_000 + (next(drawn) * 7_919_391_917) % 9_000_000_000)


@contextmanager
def in_memory() -> Iterator[Context]:
    """An empty store with the demo's shops and people, on that Monday morning."""
    context = create_context(load(SETTINGS, demo=True))
    context = replace(context, clock=lambda: MORNING, fresh=numbers(), spool=None)
    upgrade(context.database)
    demo.seed(context)
    try:
        yield context
    finally:
        context.database.close()
