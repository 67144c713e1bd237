"""A copy of what we hold about a person, and the erasure of what no rule makes us keep (our conduct rule 12).

Kept after an erasure, because a lender must be able to account for it: who the customer is, every agreement with its
statement, the books, decisions that led to a plan, complaints. Whoever never had a plan is forgotten altogether.
"""

from typing import Any, Literal

from bot.services.context import Context
from bot.store import customers, people, personal, views
from bot.store.database import Transaction, lock_person
from bot.store.personal import RequestRow

Erased = Literal["erased", "forgotten", "owes", "unknown"]


class NoSuchCustomer(Exception):
    """Nobody has written from this number."""


def ask(
    connection: Transaction,
    *,
    context: Context,
    number: str,
    customer_id: int,
    kind: Literal["copy", "erase"],
) -> None:
    """Write down a request; an operator carries it out."""
    personal.ask(connection, number=number, customer_id=customer_id, kind=kind, at=context.clock())


def copy(context: Context, *, phone: str, agent_id: int | None = None) -> dict[str, Any]:
    """All of it as plain data, the card number in full: it is theirs. Raises NoSuchCustomer."""
    with context.database.transaction() as connection:
        return _copy(context, connection, _customer(connection, phone), agent_id)


def copy_asked(context: Context, *, number: str, agent_id: int) -> dict[str, Any]:
    """The same for a request by its number. Raises NoSuchCustomer when it does not wait (any more)."""
    with context.database.transaction() as connection:
        return _copy(context, connection, _asked(connection, number, "copy").customer_id, agent_id)


def waiting(context: Context) -> list[RequestRow]:
    """Requests nobody has dealt with yet, oldest first."""
    with context.database.snapshot() as connection:
        return personal.waiting(connection)


def erase(context: Context, *, phone: str, agent_id: int | None = None) -> Erased:
    """ "owes": a plan is open, and its records are needed. "forgotten": there never was a plan."""
    with context.database.transaction() as connection:
        return _erase(context, connection, phone, agent_id)


def erase_asked(context: Context, *, number: str, agent_id: int) -> Erased:
    """The same for a request by its number. "unknown": it does not wait (any more)."""
    with context.database.transaction() as connection:
        try:
            asked = _asked(connection, number, "erase")
        except NoSuchCustomer:
            return "unknown"
        thread = views.thread(connection, asked.conversation_id)
        return _erase(context, connection, thread.address, agent_id) if thread else "unknown"


def _copy(
    context: Context, connection: Transaction, customer_id: int, agent_id: int | None
) -> dict[str, Any]:
    held: dict[str, Any] = dict(personal.everything(connection, customer_id))
    held["customer"][0]["cnic"] = customers.cnic(connection, customer_id=customer_id, vault=context.vault)
    now = context.clock()
    personal.done(connection, customer_id=customer_id, kind="copy", at=now)
    people.note(connection, at=now, agent_id=agent_id, action="data_copy", detail=f"customer {customer_id}")
    return {"as_of": now.isoformat(), **held}


def _erase(context: Context, connection: Transaction, phone: str, agent_id: int | None) -> Erased:
    lock_person(connection, phone)
    customer_id = personal.customer_of(connection, phone)
    if customer_id is None:
        return "unknown"
    if personal.owes(connection, customer_id):
        return "owes"
    now = context.clock()
    personal.erase_talk(connection, customer_id, at=now)
    kept = personal.has_plans(connection, customer_id)
    if not kept:
        personal.erase_person(connection, customer_id, at=now)
    personal.done(connection, customer_id=customer_id, kind="erase", at=now)
    people.note(connection, at=now, agent_id=agent_id, action="erase", detail=f"customer {customer_id}")
    return "erased" if kept else "forgotten"


def _asked(connection: Transaction, number: str, kind: str) -> RequestRow:
    """Raises NoSuchCustomer."""
    found = (one for one in personal.waiting(connection) if (one.number, one.kind) == (number, kind))
    asked = next(found, None)
    if asked is None:
        raise NoSuchCustomer(number)
    return asked


def _customer(connection: Transaction, phone: str) -> int:
    customer_id = personal.customer_of(connection, phone)
    if customer_id is None:
        raise NoSuchCustomer(phone)
    return customer_id
