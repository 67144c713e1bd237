"""How a payment is called in the books, and how it is held."""

from bot.store.database import Transaction, lock_person


def posted_as(*, provider: str, provider_id: str) -> str:
    """The reference of a payment in the books: never like one of our own corrections, which begin with a tilde."""
    return f"{provider}:{provider_id.replace('%', '%25').replace('~', '%7E')}"


def hold_payment(connection: Transaction, *, provider: str, provider_id: str) -> str:
    """Nobody else books, places or takes back this payment until the transaction is over; what it is called.

    Before everything else: there may be no row of it yet that could be held.
    """
    reference = posted_as(provider=provider, provider_id=provider_id)
    lock_person(connection, f"payment {reference}")
    return reference
