"""All that we hold of one person, to be copied for them or erased."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from bot.store import clearing_tables, desk_tables, pay_tables, tables
from bot.store.conversations import CONTACT, CONVERSATION, EMPTY
from bot.store.customers import CUSTOMER, DECISION
from bot.store.loans import LOAN, STATEMENT
from bot.store.messages import MESSAGE
from bot.store.orders import ORDER
from bot.store.papers import DOCUMENT
from bot.store.tables import table

# Keys and locks, no knowledge about the person.
SECRET = ("cnic_enc", "cnic_key", "pin_enc", "pin_hash", "handover_enc", "handover_key")
BY_CUSTOMER = (CUSTOMER, DECISION, STATEMENT, LOAN, DOCUMENT, table(tables.Complaint), table(tables.NumberChange),
               table(tables.DataRequest), table(clearing_tables.PaymentClaim))  # fmt: skip
BY_CONVERSATION = (CONTACT, MESSAGE)
BY_LOAN = (table(tables.PaymentRequest), table(tables.Payment), table(pay_tables.PaymentOddity),
           table(tables.Promise), table(tables.Payout),
           table(tables.PostingRow), table(tables.EntryRow), table(desk_tables.Approval))  # fmt: skip
CLAIM = table(clearing_tables.PaymentClaim)
REQUEST = table(tables.DataRequest)


@dataclass(frozen=True, slots=True)
class RequestRow:
    """`kind`: copy, erase."""

    number: str
    kind: str
    asked_at: datetime
    customer_id: int
    name: str
    conversation_id: int


def customer_of(connection: Connection, address: str) -> int | None:
    """Whose telephone number this is."""
    query = select(CONVERSATION.c.customer_id).join_from(
        CONTACT, CONVERSATION, CONVERSATION.c.id == CONTACT.c.conversation_id
    )
    return connection.execute(query.where(CONTACT.c.address == address).limit(1)).scalar()


def everything(connection: Connection, customer_id: int) -> dict[str, list[dict[str, Any]]]:
    """{table: rows} as plain data."""
    conversations = _ids(
        connection, select(CONVERSATION.c.id).where(CONVERSATION.c.customer_id == customer_id)
    )
    loans = _ids(connection, select(LOAN.c.number).where(LOAN.c.customer_id == customer_id))
    found = {}
    for one in BY_CUSTOMER:
        mine = one.c.id if one is CUSTOMER else one.c.customer_id
        found[one.name] = _rows(connection, one, mine == customer_id)
    for one in BY_CONVERSATION:
        found[one.name] = _rows(connection, one, one.c.conversation_id.in_(conversations))
    addresses = _ids(
        connection, select(CONTACT.c.address).where(CONTACT.c.conversation_id.in_(conversations))
    )
    theirs = ORDER.c.address.in_(addresses) | ORDER.c.loan.in_(loans)
    found[ORDER.name] = _rows(connection, ORDER, theirs)
    for one in BY_LOAN:
        found[one.name] = _rows(connection, one, one.c.loan.in_(loans))
    return found


def has_plans(connection: Connection, customer_id: int) -> bool:
    return connection.execute(select(LOAN.c.id).where(LOAN.c.customer_id == customer_id)).first() is not None


def owes(connection: Connection, customer_id: int) -> bool:
    open_plan = (LOAN.c.customer_id == customer_id) & (LOAN.c.state != "closed")
    return connection.execute(select(LOAN.c.id).where(open_plan)).first() is not None


def erase_talk(connection: Connection, customer_id: int, *, at: datetime) -> None:
    """What was said, where the conversation stood, and what only served to decide."""
    mine = CONVERSATION.c.customer_id == customer_id
    talks = _ids(connection, select(CONVERSATION.c.id).where(mine))
    said = MESSAGE.c.conversation_id.in_(talks)
    connection.execute(
        update(MESSAGE)
        .where(said)
        .values(text="", reading=None, buttons=None, template_variables=None, media=None)
    )
    addresses = _ids(connection, select(CONTACT.c.address).where(CONTACT.c.conversation_id.in_(talks)))
    connection.execute(update(ORDER).where(ORDER.c.address.in_(addresses)).values(address=""))
    connection.execute(update(CONVERSATION).where(mine).values(position=EMPTY))
    connection.execute(update(CLAIM).where(CLAIM.c.customer_id == customer_id).values(words=""))
    connection.execute(
        update(CUSTOMER)
        .where(CUSTOMER.c.id == customer_id)
        .values(work="", income=None, obligations=0, payday_kind="", payday_day=None, credit_limit=None,
                pin_enc=None, pin_hash=None, unlocked_until=None, erased_at=at)
    )  # fmt: skip


def erase_person(connection: Connection, customer_id: int, *, at: datetime) -> None:
    """Somebody who never had a plan: nothing that names them stays."""
    for one in (DECISION, DOCUMENT):
        if one is DOCUMENT:
            _unlink(connection, customer_id)
        connection.execute(delete(one).where(one.c.customer_id == customer_id))
    connection.execute(delete(STATEMENT).where(STATEMENT.c.customer_id == customer_id))
    connection.execute(
        update(CUSTOMER)
        .where(CUSTOMER.c.id == customer_id)
        .values(name="", born=None, cnic_enc=None, cnic_key=None, cnic_masked="", consented_at=None)
    )
    talks = _ids(connection, select(CONVERSATION.c.id).where(CONVERSATION.c.customer_id == customer_id))
    for contact in connection.execute(select(CONTACT).where(CONTACT.c.conversation_id.in_(talks))).all():
        gone = f"erased {contact.id}"
        connection.execute(
            update(CONTACT).where(CONTACT.c.id == contact.id).values(address=gone, opted_out_at=at)
        )
        connection.execute(update(MESSAGE).where(MESSAGE.c.contact_id == contact.id).values(address=gone))


def ask(connection: Connection, *, number: str, customer_id: int, kind: str, at: datetime) -> None:
    """Write down that somebody asked for a copy ("copy") or for erasure ("erase")."""
    connection.execute(insert(REQUEST).values(number=number, customer_id=customer_id, kind=kind, asked_at=at))


def done(connection: Connection, *, customer_id: int, kind: str, at: datetime) -> None:
    waiting = (REQUEST.c.customer_id == customer_id) & (REQUEST.c.kind == kind) & REQUEST.c.done_at.is_(None)
    connection.execute(update(REQUEST).where(waiting).values(done_at=at))


def waiting(connection: Connection) -> list[RequestRow]:
    """Requests nobody has dealt with yet, oldest first."""
    query = (
        select(
            REQUEST.c.number,
            REQUEST.c.kind,
            REQUEST.c.asked_at,
            REQUEST.c.customer_id,
            CUSTOMER.c.name,
            CONVERSATION.c.id.label("conversation_id"),
        )
        .join_from(REQUEST, CUSTOMER, CUSTOMER.c.id == REQUEST.c.customer_id)
        .join(CONVERSATION, CONVERSATION.c.customer_id == CUSTOMER.c.id)
        .where(REQUEST.c.done_at.is_(None))
        .order_by(REQUEST.c.id)
    )
    return [RequestRow(**row._mapping) for row in connection.execute(query)]


def _unlink(connection: Connection, customer_id: int) -> None:
    theirs = select(DOCUMENT.c.id).where(DOCUMENT.c.customer_id == customer_id)
    connection.execute(update(MESSAGE).where(MESSAGE.c.document_id.in_(theirs)).values(document_id=None))


def _ids(connection: Connection, query: Any) -> list[Any]:
    return [row[0] for row in connection.execute(query)]


def _rows(connection: Connection, one: Table, condition: Any) -> list[dict[str, Any]]:
    columns = [column for column in one.c if column.name not in SECRET]
    rows = connection.execute(select(*columns).where(condition).order_by(one.c.id))
    return [{name: _plain(value) for name, value in row._mapping.items()} for row in rows]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
