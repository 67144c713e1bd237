"""Word to a customer that a shop began a sale for them: only to somebody who knows us, and within our limits.

The shop is never told whether it went out: who our customers are is not for shops to find out.
"""

from bot.lending.hours import is_open
from bot.services import begin, lay
from bot.services.context import Context
from bot.services.proactive import within_limits
from bot.services.reach import is_window_open
from bot.store import conversations, customers, messages
from bot.store.conversations import Line
from bot.store.database import Transaction
from bot.store.orders import OrderRow

FLOW = "order"
OPTIONS = ("look", "decline")


def tell(context: Context, connection: Transaction, *, order: OrderRow) -> bool:
    """One message with the order's question laid on top, as a reminder does it. False when it may not go out."""
    line = _line(context, connection, order)
    if line is None:
        return False
    lay.ask(
        context,
        connection,
        line=line,
        flow=FLOW,
        slots={"order": order.number},
        options=OPTIONS,
        figures={"order": order.number, "price": order.price},
        tag=messages.ORDER,
    )
    context.outgoing.set()
    return True


def hold(connection: Transaction, address: str) -> None:
    """The customer's turn comes before the order, for everybody who writes."""
    _lines(connection, address)


def _lines(connection: Transaction, address: str) -> list[Line]:
    found = (
        conversations.find_line(connection, channel=one, address=address) for one in conversations.CHANNELS
    )
    return [line for line in found if line]


def _line(context: Context, connection: Transaction, order: OrderRow) -> Line | None:
    """Where they may be written to now; None for strangers, after STOP, out of hours, or too soon after another."""
    now = context.clock()
    known = _lines(connection, order.address)
    if not known or not customers.is_enrolled(connection, customer_id=known[0].customer_id):
        return None
    if any(line.opted_out or line.held_by != "bot" for line in known):
        return None
    if not is_open(now, rules=context.rules, city=context.city):
        return None
    if not within_limits(context, connection, conversation_id=known[0].conversation_id, now=now):
        return None
    last = max(known, key=lambda line: line.contact_id == line.last_contact_id)
    if last.channel == "sms" or is_window_open(last, now):
        return last
    sms = conversations.line_of(connection, channel="sms", address=order.address, at=now)
    return sms if begin.may_begin(context, sms, kind="order") else None
