"""What is asked for under a payment reference."""

from bot.services.context import Context
from bot.store import loans


def amount_asked(context: Context, reference: str) -> int | None:
    """Paisa, or None when nothing is to be paid there."""
    with context.database.transaction() as connection:
        asked = loans.payment_request(connection, reference)
    return asked.amount if asked else None
