"""Payouts as instructions: chosen, agreed to by a second person when they are much, and told to whoever carries money.

What is told is written into the store first: a file that is lost can be written again as it was, and nothing in it can
get into another one.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from cryptography.exceptions import InvalidTag

from bot.lending.hours import PAKISTAN, midnight
from bot.lending.ledger import BANK
from bot.payments.transfers import Instruction, written
from bot.services import payouts as leaving
from bot.services.context import Context
from bot.store import approvals, payouts, people
from bot.store.database import Transaction, lock_person
from bot.store.payouts import FileRow, Payee, PayoutRow
from bot.store.vault import SHOP_ACCOUNT

KIND = "payout_file"  # of the question to a second person
PURPOSE = {"customers": "Qist Saathi refund {loan}", "shops": "Qist Saathi plan {loan}"}


@dataclass(frozen=True, slots=True)
class Written:
    """`text` is the file. `nowhere`: references of payouts whose account nobody knows."""

    outcome: Literal["written", "asked", "nothing", "unknown"]
    file_id: int = 0
    count: int = 0
    total: int = 0
    text: str = ""
    nowhere: tuple[str, ...] = ()


def write(context: Context, *, payee: Payee, name: str, agent_id: int | None = None) -> Written:
    """The next file: one that was agreed to, or what waits now. "asked": a second person must agree first."""
    now = context.clock()
    net_all(context, payee, now=now)
    with context.database.transaction() as connection:
        lock_person(connection, f"payouts to {payee}")  # two at once: the second finds nothing
        agreed = payouts.files(connection, payee=payee, state="agreed", limit=1)
        if agreed:
            return _tell(context, connection, agreed[0], name=name, agent_id=agent_id, at=now)
        rows, nowhere = sendable(context, connection, payee)
        total = sum(row.amount for row in rows)
        if not rows:
            return Written("nothing", nowhere=nowhere)
        today = midnight(now.astimezone(PAKISTAN).date())
        much = total + payouts.sent_since(connection, payee, today) > context.desk.two_eyes_above
        file_id = open_file(connection, payee, rows, provider=BANK, agent_id=agent_id, at=now)
        if much:
            _ask(connection, payee, file_id, len(rows), total, agent_id=agent_id, at=now)
            return Written("asked", file_id, len(rows), total, nowhere=nowhere)
        file = payouts.file(connection, file_id)
        assert file is not None  # just made
        return _tell(context, connection, file, name=name, agent_id=agent_id, at=now, nowhere=nowhere)


def write_again(context: Context, *, file_id: int) -> Written:
    """A file as it was told, for one that got lost: of what was answered meanwhile nothing is in it any more."""
    with context.database.transaction() as connection:
        file = payouts.file(connection, file_id)
        if file is None or file.state != "written" or file.provider != BANK:
            return Written("unknown")
        rows = [row for row in payouts.of_file(connection, file) if row.state == "instructed"]
        return _as_file(context, connection, file, rows)


def agree(connection: Transaction, *, file_id: int, at: datetime) -> bool:
    """A second person has; False when it does not wait any more."""
    return _decide(connection, file_id, state="agreed", agreed_at=at)


def refuse(connection: Transaction, *, file_id: int) -> bool:
    """What was in it waits again."""
    payouts.release(connection, file_id)
    return _decide(connection, file_id, state="refused")


def files(context: Context) -> list[FileRow]:
    """The newest first."""
    with context.database.snapshot() as connection:
        return payouts.files(connection)


def net_all(context: Context, payee: Payee, *, now: datetime) -> None:
    """Each in its own transaction, for each takes the locks of its own plan."""
    with context.database.snapshot() as connection:
        rows = payouts.ready(connection, payee)
    for row in rows:
        leaving.net(context, row, now=now)


def sendable(
    context: Context, connection: Transaction, payee: Payee
) -> tuple[list[PayoutRow], tuple[str, ...]]:
    """What may leave now; and the references of those whose account nobody knows."""
    rows = payouts.ready(connection, payee)
    known = [row for row in rows if account_of(context, connection, row)[0]]
    references = {row.reference for row in known}
    return known, tuple(row.reference for row in rows if row.reference not in references)


def open_file(
    connection: Transaction,
    payee: Payee,
    rows: list[PayoutRow],
    *,
    provider: str,
    agent_id: int | None,
    at: datetime,
) -> int:
    references = [row.reference for row in rows]
    return payouts.open_file(
        connection, payee=payee, provider=provider, state="asked", references=references, agent_id=agent_id,
        at=at,
    )  # fmt: skip


def instruction(context: Context, connection: Transaction, row: PayoutRow) -> Instruction:
    account, name = account_of(context, connection, row)
    return Instruction(row.instruction, row.amount, account, name, PURPOSE[row.payee].format(loan=row.loan))


def account_of(context: Context, connection: Transaction, row: PayoutRow) -> tuple[str, str]:
    """(account, name); "" when nobody knows the account."""
    to = payouts.receiver(connection, row)
    if to.sealed is None or row.shop_id is None:
        return to.account, to.name
    try:
        return context.vault.open(to.sealed, column=SHOP_ACCOUNT, row=row.shop_id), to.name
    except InvalidTag:
        return "", to.name


def _decide(connection: Transaction, file_id: int, **values: object) -> bool:
    file = payouts.file(connection, file_id)
    if file is None or file.state != "asked":
        return False
    payouts.set_file(connection, file_id, **values)
    return True


def _tell(
    context: Context,
    connection: Transaction,
    file: FileRow,
    *,
    name: str,
    agent_id: int | None,
    at: datetime,
    nowhere: tuple[str, ...] = (),
) -> Written:
    payouts.instruct(connection, file=file, name=name, at=at)
    rows = [row for row in payouts.of_file(connection, file) if row.state == "instructed"]
    made = _as_file(context, connection, file, rows, nowhere=nowhere)
    detail = f"{file.payee} {file.id} {made.count}"
    people.note(connection, at=at, agent_id=agent_id, action="payouts_written", detail=detail)
    return made


def _as_file(
    context: Context,
    connection: Transaction,
    file: FileRow,
    rows: list[PayoutRow],
    *,
    nowhere: tuple[str, ...] = (),
) -> Written:
    text = written(instruction(context, connection, row) for row in rows)
    return Written("written", file.id, len(rows), sum(row.amount for row in rows), text, nowhere)


def _ask(
    connection: Transaction,
    payee: Payee,
    file_id: int,
    count: int,
    total: int,
    *,
    agent_id: int | None,
    at: datetime,
) -> None:
    approvals.ask(
        connection,
        kind=KIND,
        loan="",
        conversation_id=None,
        amount=total,
        params={"file": str(file_id)},
        reason=f"{payee}: {count}",
        agent_id=agent_id,
        at=at,
    )
