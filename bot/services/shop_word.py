"""A word to a shop, at its proven telephone, that it need not answer."""

from datetime import datetime

from bot.conversation.turn import Say
from bot.services import begin, speak
from bot.services.begin import Begun
from bot.services.context import Context
from bot.services.reach import is_window_open
from bot.store import conversations, shops
from bot.store.conversations import Line
from bot.store.database import Transaction
from bot.store.shops import ShopRow


def tell(
    context: Context,
    connection: Transaction,
    *,
    shop: ShopRow,
    say: Say,
    at: datetime,
    kind: Begun = "shop_sold",
) -> bool:
    """In the transaction of whoever has it happen. False when nothing reaches the shop, or nobody proved its number.

    The shop's conversation is read and not held: a customer's turn that waited for it, while the shop's turn waits for
    the customer, would wait for ever.
    """
    if not shop.phone or shop.proven_at is None:
        return False
    known = shops.lines_of(connection, shop.phone)
    first = conversations.line_of(connection, channel="sms", address=shop.phone, at=at) if not known else None
    line = first or _line(known, at)
    if line is None or not begin.may_begin(context, line, kind=kind):
        return False
    spoken = speak.spoken(context, says=[say], line=line, language=speak.language_on(line))
    speak.put_out(connection, line=line, spoken=spoken, at=at, tag=kind)
    context.outgoing.set()
    return True


def _line(lines: list[Line], at: datetime) -> Line | None:
    """WhatsApp where they wrote there last and its window is open; SMS otherwise."""
    here = [line for line in lines if line.channel == "sms" or is_window_open(line, at)]
    return max(here, key=lambda line: line.contact_id == line.last_contact_id, default=None)
