"""A late charge that was booked is told to the customer: by SMS as everything late, in the hours, within the limits."""

import logging
from datetime import datetime, timedelta
from typing import Final

from bot.conversation.turn import Say
from bot.lending.facts import Facts
from bot.lending.hours import PAKISTAN, is_open, midnight
from bot.lending.reminders import Pause
from bot.services import begin, speak
from bot.services.context import Context
from bot.services.proactive import within_limits
from bot.store import conversations, due, messages
from bot.store.conversations import Line
from bot.store.database import Transaction, lock_person
from bot.store.due import Charged
from bot.store.facts import Reader

LOOK_BACK = timedelta(days=14)  # ours: what our limits held up so long is in the account for whoever asks
KIND: Final = "late_charge"
RESTS: dict[str, Pause] = {"hardship": "hardship", "dispute": "disputed", "return": "return_open"}
LOG = logging.getLogger(__name__)


def tell_charges(context: Context, *, now: datetime) -> int:
    """Tell every customer what was charged since they were last told; how many were. Twice tells nothing twice.

    Not before the day's reminders, which have the better claim to its one message.
    """
    too_early = now.astimezone(PAKISTAN).time() < context.rules.remind_at
    if too_early or not is_open(now, rules=context.rules, city=context.city):
        return 0
    with context.database.snapshot() as connection:
        customers = due.untold(
            connection, tag=KIND, since=now - LOOK_BACK, today=midnight(now.astimezone(PAKISTAN).date())
        )
    return sum(_one(context, customer_id, now) for customer_id in customers)


def why_not(context: Context, connection: Transaction, customer_id: int) -> Pause | None:
    """What has come since it was put out that keeps it from leaving; None when nothing has."""
    facts = _facts(context, connection, customer_id, context.clock())
    if any(line.held_by != "bot" for line in conversations.lines_of_customer(connection, customer_id)):
        return "held_by_agent"
    if facts.paused:
        return RESTS.get(facts.paused, "hardship")
    return None if any(loan.late for loan in facts.loans) else "paid"


def _one(context: Context, customer_id: int, now: datetime) -> bool:
    """One that stumbles keeps nobody else from hearing of theirs."""
    try:
        return _tell(context, customer_id, now)
    except Exception:
        LOG.exception("word of a late charge to customer %s stumbled", customer_id)
        return False


def _tell(context: Context, customer_id: int, now: datetime) -> bool:
    with context.database.transaction() as connection:
        lines = conversations.lines_of_customer(connection, customer_id)
        lock_person(connection, lines[0].address)
        line = _sms(connection, lines, now)
        if line is None or not begin.may_begin(context, line, kind=KIND):
            return False
        amount = _untold(context, connection, line, now)
        if not amount or not within_limits(
            context, connection, conversation_id=line.conversation_id, now=now
        ):
            return False
        _put_out(context, connection, line, amount, now)
    context.outgoing.set()
    return True


def _sms(connection: Transaction, lines: list[Line], now: datetime) -> Line | None:
    """Their number; None for a hidden one, or while people talk to them."""
    number = next((line.address for line in lines if line.address.startswith("+")), "")
    if not number or any(line.held_by != "bot" for line in lines):
        return None
    return conversations.line_of(connection, channel="sms", address=number, at=now)


def _untold(context: Context, connection: Transaction, line: Line, now: datetime) -> int:
    """Paisa charged since the last such message and still owed; 0 while reminders rest until a person has looked."""
    facts = _facts(context, connection, line.customer_id, now)
    here = line.conversation_id
    tried = messages.last_at(connection, conversation_id=here, tag=KIND)
    if facts.paused or (tried is not None and tried >= midnight(now.astimezone(PAKISTAN).date())):
        return 0  # what did not arrive is told another day, and not every half minute
    told = messages.last_at(connection, conversation_id=here, tag=KIND, reached=True)
    since = max(filter(None, (told, now - LOOK_BACK)))
    charged = due.charged(connection, since=since, customer_id=line.customer_id)
    return sum(_owed(facts, charged, loan) for loan in dict.fromkeys(one.loan for one in charged))


def _facts(context: Context, connection: Transaction, customer_id: int, now: datetime) -> Facts:
    reader = Reader(connection, context.vault, context.rules, context.ways)
    return reader.facts(customer_id, now=now, fresh=context.fresh())


def _owed(facts: Facts, charged: list[Charged], number: str) -> int:
    loan = facts.loan(number)
    return min(loan.late if loan else 0, sum(one.amount for one in charged if one.loan == number))


def _put_out(context: Context, connection: Transaction, line: Line, amount: int, now: datetime) -> None:
    closes = datetime.combine(now.astimezone(PAKISTAN).date(), context.rules.contact_closes, PAKISTAN)
    says = [Say("account.late_charge", {"amount": amount})]
    spoken = speak.spoken(context, says=says, line=line, language=speak.language_on(line))
    speak.put_out(connection, line=line, spoken=spoken, at=now, tag=KIND, valid_for=closes - now)
