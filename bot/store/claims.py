"""Payments that customers say they have made: looked up among what came, and kept while we look for them."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select, update

from bot.lending.accounts import RECEIVABLES
from bot.lending.facts import Named, Received
from bot.lending.ledger import Posting, live
from bot.lending.posting import placing_of, reversal_of, root
from bot.store import books, clearing_tables
from bot.store.conversations import CONVERSATION
from bot.store.loans import PAYMENT, LoanRow
from bot.store.tables import table

CLAIM = table(clearing_tables.PaymentClaim)
PROVIDERS = ("jazzcash", "onebill", "raast", "sandbox")
NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{4,58}[A-Za-z0-9]")
MOST_NUMBERS = 8  # in one message from a wallet: amounts, days, telephones and the one that is meant
NEWEST = 20


@dataclass(frozen=True, slots=True)
class ClaimRow:
    id: int
    customer_id: int
    conversation_id: int
    loan: str
    installment: int
    words: str
    opened_at: datetime
    look_at: datetime


def numbers_in(words: str) -> list[str]:
    """What could be the number of a transaction: long enough, with a digit in it, as it may be written."""
    plain = "".join(str(unicodedata.digit(one)) if one.isdigit() else one for one in words)
    found = [one for one in NUMBER.findall(plain) if any(sign.isdigit() for sign in one)]
    return list(dict.fromkeys(found))[:MOST_NUMBERS]


def named(connection: Connection, held: Sequence[LoanRow], words: str, *, amounts: Collection[int]) -> Named:
    """The payment that is meant, if it is theirs or could be. Of other people's not even that it came."""
    numbers = numbers_in(words)
    if not numbers:
        return Named()
    spelt = {one for number in numbers for one in (number, number.upper(), number.lower())}
    by_id = PAYMENT.c.provider.in_(PROVIDERS) & PAYMENT.c.provider_id.in_(spelt)
    query = select(PAYMENT).where(or_(by_id, PAYMENT.c.reference.in_(spelt))).order_by(PAYMENT.c.id.desc())
    judged = [_judged(connection, held, row, amounts) for row in connection.execute(query.limit(NEWEST))]
    ranks = ("theirs", "unplaced", "gone")
    return min(
        (one for one in judged if one.state != "nothing"),
        key=lambda one: ranks.index(one.state),
        default=Named(),
    )


def newest(connection: Connection, held: Sequence[LoanRow]) -> Received | None:
    """The newest payment of some plans that was not taken back."""
    numbers = [plan.number for plan in held]
    if not numbers:
        return None
    query = select(PAYMENT).where(PAYMENT.c.loan.in_(numbers)).order_by(PAYMENT.c.id.desc()).limit(NEWEST)
    received = (_received(connection, row) for row in connection.execute(query).all())
    return next((one for one in received if one is not None), None)


def add(connection: Connection, **values: Any) -> None:
    connection.execute(insert(CLAIM).values(**values, state="open"))


def name(connection: Connection, *, customer_id: int, words: str) -> None:
    """What was found later names the open claim; nothing found changes nothing."""
    here = (CLAIM.c.customer_id == customer_id) & (CLAIM.c.state == "open")
    if words:
        connection.execute(update(CLAIM).where(here).values(words=words))


def open_since(connection: Connection, customer_id: int) -> datetime | None:
    here = (CLAIM.c.customer_id == customer_id) & (CLAIM.c.state == "open")
    found: datetime | None = connection.execute(
        select(CLAIM.c.opened_at).where(here).order_by(CLAIM.c.id)
    ).scalar()
    return found


def every_open(connection: Connection, *, after: int, limit: int) -> list[ClaimRow]:
    query = (
        select(CLAIM.c.id, CLAIM.c.customer_id, CONVERSATION.c.id, CLAIM.c.loan, CLAIM.c.installment, CLAIM.c.words,
               CLAIM.c.opened_at, CLAIM.c.look_at)
        .join_from(CLAIM, CONVERSATION, CONVERSATION.c.customer_id == CLAIM.c.customer_id)
        .where(CLAIM.c.state == "open", CLAIM.c.id > after)
        .order_by(CLAIM.c.id)
        .limit(limit)
    )  # fmt: skip
    return [ClaimRow(*row) for row in connection.execute(query)]


def settle(connection: Connection, *, claim_id: int, state: str, at: datetime) -> bool:
    """False when another process was first."""
    here = (CLAIM.c.id == claim_id) & (CLAIM.c.state == "open")
    return connection.execute(update(CLAIM).where(here).values(state=state, settled_at=at)).rowcount == 1


def came_since(connection: Connection, *, loan: str, moment: datetime) -> bool:
    """Whether a payment for a plan was told of since then."""
    query = select(PAYMENT.c.id).where(PAYMENT.c.loan == loan, PAYMENT.c.at >= moment).limit(1)
    return connection.execute(query).first() is not None


def rests(connection: Connection, *, loan: str, installment: int, since: datetime) -> bool:
    """Whether an instalment was first said to be paid after that moment, and the money has not come."""
    mine = (CLAIM.c.loan == loan) & (CLAIM.c.installment == installment)
    first = connection.execute(select(func.min(CLAIM.c.opened_at)).where(mine)).scalar()
    looked_for = select(CLAIM.c.id).where(mine, CLAIM.c.state != "came").limit(1)
    return bool(first and first > since and connection.execute(looked_for).first())


def _judged(connection: Connection, held: Sequence[LoanRow], row: Any, amounts: Collection[int]) -> Named:
    received = _received(connection, row)
    if row.loan in {plan.number for plan in held}:
        return Named("theirs" if received else "gone", received)
    if row.loan is None and received is not None and row.amount in amounts:
        return Named("unplaced", received)
    return Named()


def _received(connection: Connection, row: Any) -> Received | None:
    """None when it was taken back."""
    if row.loan is None:
        suspended = books.named(connection, row.posted_as)
        gone = suspended is None or books.named(connection, reversal_of(row.posted_as))
        return None if gone or suspended is None else Received(row.amount, suspended.at, "")
    mine = {row.posted_as, placing_of(row.posted_as)}
    postings = books.of_loan(connection, row.loan)
    stands = [one for one in live(postings) if root(one.reference) in mine]
    first = next((one for one in postings if root(one.reference) in mine), None)
    if not stands or first is None:
        return None
    return Received(row.amount, first.at, row.loan, _used(stands))


def _used(postings: Sequence[Posting]) -> tuple[int, ...]:
    parts = {
        entry.installment
        for posting in postings
        for entry in posting.entries
        if entry.account in RECEIVABLES and entry.installment is not None
    }
    return tuple(sorted(parts))
