"""Goods handed over: by the customer's code from the shop's own telephone, or by a person of ours with a reason.

From then on the shop's money is due. What is agreed and not fetched for days is listed for people.
"""

from datetime import datetime, timedelta

from bot.services import orders
from bot.services.context import Context
from bot.services.desk import episodes
from bot.store import conversations, handovers
from bot.store import orders as order_rows
from bot.store.database import Transaction
from bot.store.handovers import Waiting

LOCKED = "shop_locked"
SHOWN = 200


def done(connection: Transaction, *, loan: str, at: datetime) -> bool:
    """The goods of a plan, which the caller holds, are with the customer. False when they were before."""
    if not handovers.confirm(connection, loan=loan, at=at):
        return False
    order = order_rows.of_loan(connection, loan)
    if order:
        orders.happened(connection, order=order, event="handed_over", at=at)
    return True


def wrong(context: Context, connection: Transaction, *, shop_id: int, locks: bool, at: datetime) -> None:
    """A code of nobody. With `locks` no code of this shop is taken until a person has looked, who is called here."""
    handovers.note_wrong(connection, shop_id=shop_id, at=at)
    if not locks:
        return
    shop = handovers.hold_shop(connection, shop_id)
    handovers.lock_codes(connection, shop_id=shop_id, at=at)
    if shop.phone:
        line = conversations.line_of(connection, channel="sms", address=shop.phone, at=at)
        episodes.call_people(context, connection, conversation_id=line.conversation_id, reason=LOCKED, at=at)


def waiting(context: Context) -> list[Waiting]:
    """Plans whose goods have been in a shop for days: a person asks customer and shop. The oldest first."""
    before = context.clock() - timedelta(days=context.rules.handover_days)
    with context.database.snapshot() as connection:
        return handovers.waiting(connection, before=before, limit=SHOWN)
