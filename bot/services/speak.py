"""Says → outbox rows, inside the caller's transaction."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.conversation.position import Position
from bot.conversation.render import Channel, Rendered, default_language, render
from bot.conversation.segments import measure
from bot.conversation.turn import Say
from bot.services.context import Context
from bot.store import messages
from bot.store.claimed import Filled
from bot.store.conversations import Line
from bot.store.database import Transaction
from bot.understanding import Language

REPLY_VALID = timedelta(hours=4)


def spoken(context: Context, *, says: Iterable[Say], line: Line, language: Language | None) -> list[Rendered]:
    """The messages as they will look on the line's channel."""
    channel = _channel(line)
    form = language or default_language(channel)
    return render(says, language=form, channel=channel, catalog=context.catalog)


def language_on(line: Line) -> Language:
    """The written form of the customer, or what most read on this channel."""
    return Position.from_dict(line.position).language or default_language(_channel(line))


def put_out(
    connection: Transaction,
    *,
    line: Line,
    spoken: Iterable[Rendered],
    at: datetime,
    tag: str = "",
    valid_for: timedelta = REPLY_VALID,
    document_id: int | None = None,
    template: Filled | None = None,
) -> list[int]:
    """Queue messages on a line, in their order; the ids of their rows.

    A document goes along with the first; `template` is what the first may go as once WhatsApp's window is shut.
    """
    return [
        messages.enqueue(
            connection,
            line=line,
            text=message.text,
            buttons=message.buttons,
            segments=segments(line.channel, message.text),
            tag=tag or message.tag,
            at=at,
            valid_for=valid_for,
            document_id=None if place else document_id,
            template=None if place else template,
        )
        for place, message in enumerate(spoken)
    ]


def segments(channel: str, text: str) -> int:
    """What the message costs: SMS segments, 0 where nothing is counted."""
    return measure(text).segments if channel == "sms" else 0


def _channel(line: Line) -> Channel:
    return "sms" if line.channel == "sms" else "whatsapp"
