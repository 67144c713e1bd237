"""Goods handed over: by the customer's code from the shop's own telephone, or by a person of ours with a reason.

From then on the shop's money is due. What is agreed and not fetched for days is listed for people.
"""

from datetime import datetime, timedelta

from bot.lending.counter import CodeIs, Read
from bot.services import orders
from bot.services.context import Context
from bot.services.desk import episodes
from bot.store import conversations, handovers
from bot.store import counter as counters
from bot.store import orders as order_rows
from bot.store.database import Transaction
from bot.store.handovers import Waiting

LOCKED = "shop_locked"
SHOWN = 200


def by_code(
    context: Context, connection: Transaction, *, shop_id: int, code: str, loan: str = ""
) -> tuple[CodeIs, str]:
    """What came of a code that a shop showed, and the plan it is of. A wrong one counts; too many lock the shop."""
    now = context.clock()
    read = counters.code_is(
        connection,
        shop_id=shop_id,
        code=code,
        loan=loan,
        now=now,
        vault=context.vault,
        rules=context.rules,
    )
    if read.outcome == "wrong":
        wrong(context, connection, shop_id=shop_id, locks=read.left <= 0, at=now)
    if read.outcome == "right" and read.sale:
        done(connection, loan=read.sale.number, at=now)
    return read.outcome, _number(read)


def _number(read: Read) -> str:
    return read.sale.number if read.sale else ""


def done(connection: Transaction, *, loan: str, at: datetime) -> bool:
    """The goods of a plan, which the caller holds, are with the customer. False when they were before."""
    if not handovers.confirm(connection, loan=loan, at=at):
        return False
    order = order_rows.of_loan(connection, loan)
    if order:
        orders.handed_over(connection, order=order, at=at)
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
