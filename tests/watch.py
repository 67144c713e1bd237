"""What stands about customers, looked at after everything that happens: when it is that we do not write first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, select

from bot.lending.ledger import balance
from bot.services.context import Context
from bot.store import books, messages, tables
from tests.conduct import PAKISTAN, About, Gone, Quiet

CUSTOMER, CONVERSATION, CONTACT, LOAN, PROMISE, REMINDER = (
    tables.table(model)
    for model in (
        tables.Customer,
        tables.Conversation,
        tables.Contact,
        tables.Loan,
        tables.Promise,
        tables.Reminder,
    )
)
MESSAGE = tables.table(tables.Message)
Key = tuple[int, str, str, int, str]  # customer, why, loan, instalment, channel


@dataclass
class Watch:
    """`spans` holds all there ever were, `_open` those that are."""

    context: Context
    spans: list[Quiet] = field(default_factory=list)
    _open: dict[Key, Quiet] = field(default_factory=dict)

    def look(self, now: datetime, *, customers: Iterable[int] | None = None, money: bool = True) -> None:
        """What began and what ended since the last look; `money`: look into the books, too, which takes longer."""
        only = None if customers is None else list(customers)
        with self.context.database.snapshot() as connection:
            found = set(_talking(connection, only))
            if money:
                found |= set(_settled(connection, only))
            promised = dict(_promised(connection, only))
        for key, span in list(self._open.items()):
            looked_at = (only is None or key[0] in only) and (money or key[1] != "paid")
            if looked_at and key not in found and key not in promised:
                span.until = min(now, span.until or now)
                del self._open[key]
        for key in found | set(promised):
            if key not in self._open:
                customer, why, loan, installment, channel = key
                self._open[key] = Quiet(customer, why, now, None, loan, installment, channel)
                self.spans.append(self._open[key])
        for key, day in promised.items():
            self._open[key].day = day
            self._open[key].until = datetime.combine(day, time(), PAKISTAN) + timedelta(days=1)


def _talking(connection: Connection, only: list[int] | None) -> Iterator[Key]:
    query = select(CUSTOMER, CONVERSATION.c.held_by).join_from(
        CONVERSATION, CUSTOMER, CUSTOMER.c.id == CONVERSATION.c.customer_id
    )
    silent = (
        (CONVERSATION.c.held_by != "bot")
        | CUSTOMER.c.paused_reason.is_not(None)
        | CUSTOMER.c.pin_locked_at.is_not(None)
    )
    for row in connection.execute(_narrowed(query.where(silent), CUSTOMER.c.id, only)):
        if row.held_by != "bot":
            yield row.id, f"held by {row.held_by}", "", 0, ""
        if row.paused_reason:
            yield row.id, row.paused_reason, "", 0, ""
        if row.pin_locked_at:
            yield row.id, "locked PIN", "", 0, ""
    stopped = select(CONVERSATION.c.customer_id, CONTACT.c.channel).join_from(
        CONTACT, CONVERSATION, CONTACT.c.conversation_id == CONVERSATION.c.id
    )
    stopped = stopped.where(CONTACT.c.opted_out_at.is_not(None))
    for row in connection.execute(_narrowed(stopped, CONVERSATION.c.customer_id, only)):
        yield row.customer_id, "STOP", "", 0, row.channel


def _settled(connection: Connection, only: list[int] | None) -> Iterator[Key]:
    query = _narrowed(select(LOAN.c.number, LOAN.c.customer_id), LOAN.c.customer_id, only)
    for loan in connection.execute(query).all():
        stands = balance(books.of_loan(connection, loan.number), loan=loan.number)
        for part in stands.installments:
            if part.settled:
                yield loan.customer_id, "paid", loan.number, part.number, ""


def _promised(connection: Connection, only: list[int] | None) -> Iterator[tuple[Key, date]]:
    query = select(LOAN.c.customer_id, PROMISE).join_from(PROMISE, LOAN, LOAN.c.number == PROMISE.c.loan)
    for row in connection.execute(_narrowed(query, LOAN.c.customer_id, only)):
        yield (
            (row.customer_id, f"promise made {row.made_at:%d %H:%M:%S}", row.loan, row.installment, ""),
            row.day,
        )


def _narrowed(query: Any, column: Any, only: list[int] | None) -> Any:
    return query if only is None else query.where(column.in_(only))


# What left


@dataclass(frozen=True)
class Carried:
    """A message as the carrier took it. `told`: what it reported to us of it, and when."""

    sid: str
    at: datetime
    channel: str
    address: str
    body: str
    reached: bool
    told: tuple[tuple[datetime, str], ...] = ()


def rows(connection: Connection) -> list[Any]:
    """Everything that we ever put into the outbox, with whose it is."""
    query = select(MESSAGE, CONVERSATION.c.customer_id).join_from(
        MESSAGE, CONVERSATION, CONVERSATION.c.id == MESSAGE.c.conversation_id
    )
    return list(connection.execute(query.where(MESSAGE.c.direction == "out").order_by(MESSAGE.c.id)))


def row_of(carried: Iterable[Carried], ours: list[Any]) -> dict[str, Any]:
    """{sid: the row that a message at the carrier came from}, by sid or, where we never heard it, by its words."""
    by_sid = {row.provider_id: row for row in ours if row.provider_id}
    by_words: dict[tuple[str, str, str], list[Any]] = {}
    for row in ours:
        by_words.setdefault((row.channel, row.address, folded(row.text)), []).append(row)
    return {one.sid: by_sid.get(one.sid) or _by_words(one, by_words) for one in carried}


def _by_words(one: Carried, by_words: Mapping[tuple[str, str, str], list[Any]]) -> Any:
    lines = one.body.splitlines()
    for much in range(len(lines), 0, -1):  # numbered choices may follow
        same = by_words.get((one.channel, one.address, folded("\n".join(lines[:much]))), ())
        before = [row for row in same if row.at <= one.at]
        if before:
            return before[-1]
    return None


Known = dict[int, tuple[About, date]]  # {message: the reminder it said, and the instalment's day by then}


def gone(connection: Connection, carried: Iterable[Carried], known: Known) -> list[Gone]:
    """What left of our own accord, with what it was about. `known` grows: a reminder's row may be forgotten later."""
    carried, ours = list(carried), rows(connection)
    rows_of = row_of(carried, ours)
    by_id = {row.id: row for row in ours}
    for message_id, row in reminders(connection).items():
        about = (row.number, row.installment, row.kind, row.due)
        known.setdefault(_head(message_id, by_id), (about, row.moved_to or row.part_due))
    found = []
    for one in carried:
        row = rows_of[one.sid]
        if row is None or row.tag not in messages.COUNTED:
            continue
        about, due = known.get(_head(row.id, by_id), (None, None))
        found.append(
            Gone(
                at=one.at,
                customer=row.customer_id,
                channel=one.channel,
                address=one.address,
                about=about,
                row=row.id,
                instead=row.fallback_of,
                decided=row.at,
                reached=one.reached,
                told=one.told,
                due=due,
                tag=row.tag,
            )
        )
    return found


def _head(message_id: int, by_id: Mapping[int, Any]) -> int:
    """The first form of a message that went on in others."""
    while (before := by_id[message_id].fallback_of) is not None:
        message_id = before
    return message_id


def reminders(connection: Connection) -> dict[int, Any]:
    """{message: the reminder it said}, with the plan's number and the instalment's day."""
    part = tables.table(tables.Installment)
    query = (
        select(REMINDER, LOAN.c.number, part.c.due.label("part_due"), part.c.moved_to)
        .join_from(REMINDER, LOAN, LOAN.c.id == REMINDER.c.loan_id)
        .join(part, (part.c.loan_id == LOAN.c.id) & (part.c.number == REMINDER.c.installment))
    )
    return {row.message_id: row for row in connection.execute(query) if row.message_id is not None}


def folded(text: str) -> str:
    return " ".join(text.split())
