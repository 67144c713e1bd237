"""Payouts by a provider that carries them out at once, as the sandbox does: no file, no waiting for an answer."""

import logging
from datetime import datetime

from bot.payments.transfers import Instruction, Sender
from bot.services import payout_files, payouts
from bot.services.context import Context
from bot.store import payouts as stored
from bot.store.database import lock_person
from bot.store.payouts import PAYEES, Payee

LOG = logging.getLogger(__name__)


def send_payouts(context: Context, *, now: datetime) -> int:
    """All that waits, told in one transaction and sent after it; how many were answered.

    What a crash left between the two is sent again under the same number, which such a provider knows.
    """
    if context.sender is None:
        return 0
    for payee in PAYEES:
        payout_files.net_all(context, payee, now=now)
        _tell(context, context.sender, payee, now)
    return sum(_send(context, context.sender, one) for one in _told(context, context.sender))


def _tell(context: Context, sender: Sender, payee: Payee, now: datetime) -> None:
    with context.database.transaction() as connection:
        lock_person(connection, f"payouts to {payee}")
        rows, _ = payout_files.sendable(context, connection, payee)
        if not rows:
            return
        file_id = payout_files.open_file(connection, payee, rows, provider=sender.name, agent_id=None, at=now)
        file = stored.file(connection, file_id)
        assert file is not None  # just made
        stored.instruct(connection, file=file, name="", at=now)


def _told(context: Context, sender: Sender) -> list[Instruction]:
    with context.database.snapshot() as connection:
        rows = [row for payee in PAYEES for row in stored.told(connection, payee, sender.name)]
        return [payout_files.instruction(context, connection, row) for row in rows]


def _send(context: Context, sender: Sender, instruction: Instruction) -> bool:
    """One that stumbles keeps no other from leaving, and is asked for again."""
    try:
        answer = sender.send(instruction)
        payouts.settle(context, answer, provider=sender.name)
    except Exception:
        LOG.exception("payout %s stumbled", instruction.number)
        return False
    return True
