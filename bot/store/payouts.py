"""Money that leaves: credit that customers asked back, and what shops get for their sales. Each leaves once.

Both kinds go the same way through the same states (`tables.Payout` says which), so one set of functions serves both.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Table, case, func, insert, literal, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.lending.accounts import Account
from bot.lending.rules import Rules
from bot.store import clearing_tables, tables
from bot.store.books import ENTRY
from bot.store.conversations import CONTACT, CONVERSATION
from bot.store.customers import CUSTOMER
from bot.store.database import new_id
from bot.store.loans import LOAN, SHOP
from bot.store.tables import table

Payee = Literal["customers", "shops"]
PAYEES: tuple[Payee, ...] = ("customers", "shops")
OF: dict[str, Table] = {"customers": table(tables.Payout), "shops": table(clearing_tables.ShopPayout)}
FILE = table(clearing_tables.PayoutFile)
OWED = (Account.MERCHANT_PAYABLE, Account.SHOP_REFUND_RECEIVABLE, Account.SHOP_DISCOUNT_RECEIVABLE)
SHOP_MARK = "S"  # how the reference of a shop's payout begins; a customer's is digits alone


@dataclass(frozen=True, slots=True)
class PayoutRow:
    """`state` as in `tables.Payout`; `instruction` is what it is called when it is sent for this time."""

    reference: str
    loan: str
    amount: int
    asked_at: datetime
    paid_as: str | None
    payee: Payee = "customers"
    state: str = "waiting"
    attempt: int = 0
    file_id: int | None = None
    why: str = ""
    shop_id: int | None = None

    @property
    def instruction(self) -> str:
        return f"{self.reference}-{self.attempt}"


@dataclass(frozen=True, slots=True)
class Undrawn:
    """A plan, by its number."""

    number: str
    shop_id: int


@dataclass(frozen=True, slots=True)
class Receiver:
    """Where a payout goes. `account` "": nobody knows; `sealed`: it is encrypted in the row of the shop."""

    name: str
    account: str = ""
    sealed: bytes | None = None


@dataclass(frozen=True, slots=True)
class FileRow:
    id: int
    payee: Payee
    provider: str
    state: str
    name: str
    made_at: datetime
    written_at: datetime | None


def payee_of(reference: str) -> Payee:
    return "shops" if reference.startswith(SHOP_MARK) else "customers"


def ask(connection: Connection, *, reference: str, loan: str, amount: int, at: datetime) -> None:
    connection.execute(
        insert(OF["customers"]).values(reference=reference, loan=loan, amount=amount, asked_at=at)
    )


def waiting(connection: Connection, payee: Payee = "customers") -> list[PayoutRow]:
    """What has not left yet, in whatever state, oldest first."""
    here = OF[payee]
    return _some(connection, payee, here.c.paid_at.is_(None) & (here.c.state != "netted"))


def ready(connection: Connection, payee: Payee) -> list[PayoutRow]:
    """What may go into an instruction, oldest first."""
    here = OF[payee]
    return _some(connection, payee, here.c.paid_at.is_(None) & (here.c.state == "waiting"))


def told(connection: Connection, payee: Payee, provider: str) -> list[PayoutRow]:
    """What was instructed through a provider and is not answered, oldest first."""
    here = OF[payee]
    theirs = select(FILE.c.id).where(FILE.c.provider == provider)
    asked = (here.c.state == "instructed") & here.c.paid_at.is_(None)
    return _some(connection, payee, asked & here.c.file_id.in_(theirs))


def of_file(connection: Connection, file: FileRow) -> list[PayoutRow]:
    return _some(connection, file.payee, OF[file.payee].c.file_id == file.id)


def look(connection: Connection, reference: str) -> PayoutRow | None:
    """As it stands, held by nobody."""
    payee = payee_of(reference)
    row = connection.execute(select(OF[payee]).where(OF[payee].c.reference == reference)).first()
    return _row(row, payee) if row else None


def by_reference(connection: Connection, reference: str) -> PayoutRow | None:
    """Held by this transaction."""
    payee = payee_of(reference)
    here = OF[payee]
    row = connection.execute(select(here).where(here.c.reference == reference).with_for_update()).first()
    return _row(row, payee) if row else None


def paid(connection: Connection, *, reference: str, paid_as: str, at: datetime) -> None:
    _set(connection, reference, state="paid", paid_as=paid_as, paid_at=at)


def failed(connection: Connection, *, reference: str, why: str) -> None:
    _set(connection, reference, state="failed", why=why)


def again(connection: Connection, *, reference: str) -> None:
    _set(connection, reference, state="waiting", file_id=None)


def netted(connection: Connection, *, reference: str, amount: int) -> None:
    """So much is left to send; nothing left, and it is over."""
    more = {} if amount else {"state": "netted"}
    _set(connection, reference, amount=amount, **more)


def _set(connection: Connection, reference: str, **values: object) -> None:
    here = OF[payee_of(reference)]
    connection.execute(update(here).where(here.c.reference == reference).values(**values))


# What shops get


def undrawn(connection: Connection, *, limit: int) -> list[Undrawn]:
    """Plans whose goods are handed over and whose shop's money stands nowhere yet, oldest first."""
    due = LOAN.c.payout_drawn_at.is_(None) & LOAN.c.handed_over_at.is_not(None)
    query = select(LOAN.c.number, LOAN.c.shop_id).where(due).order_by(LOAN.c.id).limit(limit)
    return [Undrawn(*row) for row in connection.execute(query)]


def draw(connection: Connection, *, loan: str, shop_id: int, amount: int, at: datetime) -> bool:
    """Put what is due for a plan among the payouts, once."""
    here = OF["shops"]
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    made = connection.execute(
        dialect.insert(here)
        .values(
            reference=f"{SHOP_MARK}{loan}", loan=loan, shop_id=shop_id, amount=amount, asked_at=at, attempt=0,
            state="waiting" if amount else "netted", why="",
        )
        .on_conflict_do_nothing(index_elements=["loan"])
        .returning(here.c.id)
    )  # fmt: skip
    connection.execute(update(LOAN).where(LOAN.c.number == loan).values(payout_drawn_at=at))
    return made.first() is not None


def returned(connection: Connection, shop_id: int) -> list[str]:
    """Plans of a shop for whose goods, which came back, it still owes us something, oldest first."""
    query = (
        select(ENTRY.c.loan)
        .join_from(ENTRY, LOAN, LOAN.c.number == ENTRY.c.loan)
        .where(ENTRY.c.account == literal(str(Account.SHOP_REFUND_RECEIVABLE), literal_execute=True))
        .where(LOAN.c.shop_id == shop_id)
        .group_by(ENTRY.c.loan)
        .having(func.sum(ENTRY.c.amount) > 0)
        .order_by(func.min(ENTRY.c.id))
    )
    return [loan for (loan,) in connection.execute(query)]


def owed(connection: Connection, shop_id: int, *, rules: Rules) -> int:
    """Paisa that will leave for goods handed over, as `shop_money.net` sets off what the shop owes us."""
    payable, returned, share = (
        func.sum(case((ENTRY.c.account == account, ENTRY.c.amount), else_=0)) for account in OWED
    )
    query = (
        select(-payable, returned, share)
        .join_from(LOAN, ENTRY, ENTRY.c.loan == LOAN.c.number)
        .where(LOAN.c.shop_id == shop_id, LOAN.c.handed_over_at.is_not(None), ENTRY.c.account.in_(OWED))
        .group_by(LOAN.c.number)
        .having(or_(payable != 0, returned != 0))
    )
    return max(0, sum(_left(*map(int, row), rules=rules) for row in connection.execute(query)))


def _left(payable: int, returned: int, share: int, *, rules: Rules) -> int:
    """Of one sale; below 0 when its shop owes us for it."""
    back = min(returned, max(0, -share))  # its share of goods that came back was paid before
    left = payable - returned + back
    kept = min(left, max(0, share)) if rules.discount_is_netted and left > 0 else 0
    return left - kept


def receiver(connection: Connection, row: PayoutRow) -> Receiver:
    """A shop's account, or the telephone of the customer, which is the number of their wallet."""
    if row.shop_id is not None:
        shop = connection.execute(select(SHOP).where(SHOP.c.id == row.shop_id)).one()
        return Receiver(shop.name, sealed=bytes(shop.account_enc) if shop.account_enc else None)
    query = (
        select(CUSTOMER.c.name, CONTACT.c.address)
        .join_from(LOAN, CUSTOMER, CUSTOMER.c.id == LOAN.c.customer_id)
        .join(CONVERSATION, CONVERSATION.c.customer_id == CUSTOMER.c.id)
        .join(CONTACT, CONTACT.c.conversation_id == CONVERSATION.c.id)
        .where(LOAN.c.number == row.loan, CONTACT.c.address.startswith("+"))
        .order_by(CONTACT.c.id)
    )
    found = connection.execute(query).first()
    return Receiver(found.name, found.address) if found else Receiver("")


# Files of instructions


def open_file(
    connection: Connection,
    *,
    payee: Payee,
    provider: str,
    state: str,
    references: Collection[str],
    agent_id: int | None,
    at: datetime,
) -> int:
    """These payouts leave together, or wait together for a second person."""
    made = insert(FILE).values(
        payee=payee, provider=provider, state=state, name="", made_at=at, agent_id=agent_id
    )
    file_id = new_id(connection.execute(made))
    here = OF[payee]
    for reference in references:
        connection.execute(update(here).where(here.c.reference == reference, here.c.state == "waiting")
                           .values(state="asked", file_id=file_id))  # fmt: skip
    return file_id


def instruct(connection: Connection, *, file: FileRow, name: str, at: datetime) -> None:
    """From now on whoever carries the money may have been told: each of the file gets the name of this attempt."""
    here = OF[file.payee]
    mine = (here.c.file_id == file.id) & (here.c.state == "asked") & here.c.paid_at.is_(None)
    connection.execute(
        update(here).where(mine).values(state="instructed", attempt=here.c.attempt + 1, why="")
    )
    set_file(connection, file.id, state="written", name=name, written_at=at)


def release(connection: Connection, file_id: int) -> None:
    """The file does not leave: what was in it waits again."""
    for here in OF.values():
        mine = (here.c.file_id == file_id) & (here.c.state == "asked")
        connection.execute(update(here).where(mine).values(state="waiting", file_id=None))


def set_file(connection: Connection, file_id: int, **values: object) -> None:
    connection.execute(update(FILE).where(FILE.c.id == file_id).values(**values))


def file(connection: Connection, file_id: int, *, lock: bool = True) -> FileRow | None:
    query = _files().where(FILE.c.id == file_id)
    row = connection.execute(query.with_for_update() if lock else query).first()
    return FileRow(*row) if row else None


def files(
    connection: Connection,
    *,
    payee: Payee | None = None,
    state: str = "",
    provider: str = "",
    limit: int = 50,
) -> list[FileRow]:
    """The newest first."""
    query = _files().order_by(FILE.c.id.desc()).limit(limit)
    wanted = {FILE.c.payee: payee, FILE.c.state: state, FILE.c.provider: provider}
    for column, value in wanted.items():
        query = query.where(column == value) if value else query
    return [FileRow(*row) for row in connection.execute(query)]


def sent_since(connection: Connection, payee: Payee, moment: datetime) -> int:
    """What was instructed since then without a second person's word, in paisa."""
    here = OF[payee]
    query = (
        select(func.sum(here.c.amount))
        .join_from(here, FILE, FILE.c.id == here.c.file_id)
        .where(FILE.c.written_at >= moment, FILE.c.agreed_at.is_(None))
    )
    return int(connection.execute(query).scalar() or 0)


def _files() -> Any:
    return select(
        FILE.c.id, FILE.c.payee, FILE.c.provider, FILE.c.state, FILE.c.name, FILE.c.made_at, FILE.c.written_at
    )


def _some(connection: Connection, payee: Payee, condition: Any) -> list[PayoutRow]:
    query = select(OF[payee]).where(condition).order_by(OF[payee].c.id)
    return [_row(row, payee) for row in connection.execute(query)]


def _row(row: Any, payee: Payee) -> PayoutRow:
    return PayoutRow(
        reference=row.reference,
        loan=row.loan,
        amount=row.amount,
        asked_at=row.asked_at,
        paid_as=row.paid_as,
        payee=payee,
        state="paid" if row.paid_at else row.state,
        attempt=row.attempt,
        file_id=row.file_id,
        why=row.why,
        shop_id=row.shop_id if payee == "shops" else None,
    )
