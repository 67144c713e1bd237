"""When instalments are due now: as agreed, moved by an extension, or put in the place of others."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from bot.lending.terms import Installment
from bot.store.loans import INSTALLMENT

DUE_NOW = func.coalesce(INSTALLMENT.c.moved_to, INSTALLMENT.c.due)


def dues(connection: Connection, plan_ids: Iterable[int]) -> dict[int, dict[int, date]]:
    """{plan id: {instalment number: due date as it stands}}"""
    found: dict[int, dict[int, date]] = defaultdict(dict)
    query = select(INSTALLMENT.c.loan_id, INSTALLMENT.c.number, INSTALLMENT.c.due, INSTALLMENT.c.moved_to)
    for row in connection.execute(query.where(INSTALLMENT.c.loan_id.in_(list(plan_ids)))):
        found[row.loan_id][row.number] = row.moved_to or row.due
    return found


def moves(connection: Connection, plan_id: int) -> dict[int, tuple[date, date]]:
    """{instalment number: (due date as it was agreed, due date as it stands)}"""
    query = select(INSTALLMENT.c.number, INSTALLMENT.c.due, DUE_NOW.label("now"))
    rows = connection.execute(query.where(INSTALLMENT.c.loan_id == plan_id))
    return {row.number: (row.due, row.now) for row in rows}


def extensions(connection: Connection, plan_ids: Iterable[int]) -> set[int]:
    """Plans that have used their extension."""
    moved = select(INSTALLMENT.c.loan_id).where(
        INSTALLMENT.c.loan_id.in_(list(plan_ids)), INSTALLMENT.c.moved_to.is_not(None)
    )
    return {row.loan_id for row in connection.execute(moved)}


def move(connection: Connection, *, plan_id: int, to: Mapping[int, date]) -> None:
    """New due dates by instalment number; what was agreed stays readable beside them."""
    for number, day in to.items():
        here = (INSTALLMENT.c.loan_id == plan_id) & (INSTALLMENT.c.number == number)
        connection.execute(update(INSTALLMENT).where(here).values(moved_to=day))


def add(connection: Connection, *, plan_id: int, parts: Iterable[Installment]) -> None:
    """Instalments that take the place of others, numbered on."""
    rows: list[dict[str, Any]] = [
        {**part.to_dict(), "due": part.due, "loan_id": plan_id, "moved_to": None} for part in parts
    ]
    connection.execute(insert(INSTALLMENT), rows)
