"""A late charge that was booked is told to the customer: by SMS as everything late, in the hours, within the limits."""

from datetime import datetime, timedelta
from typing import Final

from bot.conversation.turn import Say
from bot.lending.facts import Facts
from bot.lending.hours import PAKISTAN, is_open
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


def tell_charges(context: Context, *, now: datetime) -> int:
    """Tell every customer what was charged since they were last told; how many were. Twice tells nothing twice."""
    if not is_open(now, rules=context.rules, city=context.city):
        return 0
    with context.database.snapshot() as connection:
        customers = dict.fromkeys(one.customer_id for one in due.charged(connection, since=now - LOOK_BACK))
    return sum(_tell(context, customer_id, now) for customer_id in customers)


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
    facts = Reader(connection, context.vault, context.rules, context.pay_url).facts(
        line.customer_id, now=now, fresh=context.fresh()
    )
    told = messages.last_at(connection, conversation_id=line.conversation_id, tag=KIND)
    since = max(filter(None, (told, now - LOOK_BACK)))
    if facts.paused:
        return 0
    charged = due.charged(connection, since=since, customer_id=line.customer_id)
    return sum(_owed(facts, charged, loan) for loan in dict.fromkeys(one.loan for one in charged))


def _owed(facts: Facts, charged: list[Charged], number: str) -> int:
    loan = facts.loan(number)
    return min(loan.late if loan else 0, sum(one.amount for one in charged if one.loan == number))


def _put_out(context: Context, connection: Transaction, line: Line, amount: int, now: datetime) -> None:
    closes = datetime.combine(now.astimezone(PAKISTAN).date(), context.rules.contact_closes, PAKISTAN)
    says = [Say("account.late_charge", {"amount": amount})]
    spoken = speak.spoken(context, says=says, line=line, language=speak.language_on(line))
    speak.put_out(connection, line=line, spoken=spoken, at=now, tag=KIND, valid_for=closes - now)
