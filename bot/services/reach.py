"""Where a customer can be written to at this moment, for whoever has something to tell them outside a turn."""

from datetime import datetime, timedelta

from bot.account_messages import Kind
from bot.conversation.position import Position
from bot.conversation.turn import Say
from bot.services import begin, speak
from bot.services.context import Context
from bot.store import conversations
from bot.store.conversations import Line
from bot.store.database import Transaction
from bot.understanding import Language

WINDOW = timedelta(hours=24)  # WhatsApp's: free text only so long after the customer's last message


def line_now(connection: Transaction, line: Line, *, at: datetime) -> Line | None:
    """Where they wrote last, or by SMS when WhatsApp's 24 hours are over; None when neither can be."""
    if line.channel != "whatsapp" or is_window_open(line, at):
        return line
    number = number_of(connection, line)
    return conversations.line_of(connection, channel="sms", address=number, at=at) if number else None


def number_of(connection: Transaction, line: Line) -> str:
    """A telephone number of the customer's own; "" when only a hidden one is known."""
    lines = conversations.lines_of_customer(connection, line.customer_id)
    return next((one.address for one in lines if one.address.startswith("+")), "")


def tell(
    context: Context,
    connection: Transaction,
    *,
    line: Line,
    say: Say,
    kind: Kind,
    at: datetime,
    language: Language | None = None,
) -> bool:
    """One message in the customer's written form, or in `language`. False when nothing reaches them now."""
    here = line_now(connection, line, at=at)
    if here is None:
        return False
    answered = here.contact_id == line.contact_id and begin.is_answer(here)
    if not answered and not begin.may_begin(context, here, kind=kind):
        return False
    form = language or Position.from_dict(line.position).language
    spoken = speak.spoken(context, says=[say], line=here, language=form)
    speak.put_out(connection, line=here, spoken=spoken, at=at, tag="" if answered else kind)
    return True


def is_window_open(line: Line, at: datetime) -> bool:
    return line.last_inbound_at is not None and at - line.last_inbound_at < WINDOW
