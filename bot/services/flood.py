"""Very many messages from one telephone: kept, and no longer answered one by one. Others do not pay for it, nor do we.

Each message fills the contact's measure by one, each `flood_refill_seconds` empties it by one. In a full one a message
changes nothing but keeps it full: who goes on and on gets nothing more, who pauses goes on where they were.
"""

from datetime import datetime, timedelta

from bot.conversation.turn import Say
from bot.lending.rules import Rules
from bot.services import speak
from bot.services.context import Context
from bot.store import messages
from bot.store.conversations import Line
from bot.store.database import Transaction

TOO_MANY = "common.too_many"
TOLD = "flood"
SKEW = timedelta(minutes=1)
TOLD_EVERY = timedelta(minutes=10)


def measured(line: Line, *, at: datetime, rules: Rules) -> tuple[datetime, bool]:
    """Until when the measure of this contact is not empty, with the message of now; whether that overflowed."""
    one = timedelta(seconds=rules.flood_refill_seconds)
    full = at + rules.flood_messages * one
    busy = line.busy_until or at
    if busy > full + SKEW:  # no measure holds that much: it was filled by a clock that ran ahead
        busy = at
    until = max(busy, at) + one
    return min(until, full), until > full


def tell(context: Context, connection: Transaction, *, line: Line, at: datetime) -> None:
    """Once in a while that it was too many, and when to go on."""
    told = messages.last_at(connection, conversation_id=line.conversation_id, tag=TOLD)
    if told is not None and at - told < TOLD_EVERY:
        return
    spoken = speak.spoken(context, says=[Say(TOO_MANY)], line=line, language=speak.language_on(line))
    speak.put_out(connection, line=line, spoken=spoken, at=at, tag=TOLD)
