"""Rows counted."""

from sqlalchemy import Connection, func, select
from sqlmodel import SQLModel

from bot.store import tables
from bot.store.tables import table

COUNTED: dict[str, type[SQLModel]] = {
    "customers": tables.Customer,
    "messages": tables.Message,
    "plans": tables.Loan,
    "statements": tables.Statement,
    "postings in the books": tables.PostingRow,
    "payments": tables.Payment,
}


def count(connection: Connection) -> dict[str, int]:
    """{words: rows}."""
    return {
        words: int(connection.execute(select(func.count()).select_from(table(model))).scalar_one())
        for words, model in COUNTED.items()
    }
