"""How much of what is in the store: for whoever restored it and wants to see that it is all there."""

from bot.services.context import Context
from bot.store import stock


def count(context: Context) -> dict[str, int]:
    """{words: rows}."""
    with context.database.snapshot() as connection:
        return stock.count(connection)
