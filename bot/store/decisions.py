"""Eligibility decisions with their inputs."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from bot.store.customers import DECISION

ROWS = 1_000


def every(connection: Connection) -> Iterator[Any]:
    """All of them, oldest first, streamed."""
    yield from connection.execute(
        select(DECISION).order_by(DECISION.c.id), execution_options={"yield_per": ROWS}
    )
