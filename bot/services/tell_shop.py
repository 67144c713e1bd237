"""Word to a shop, on its own telephone, without a word of who the customer is."""

from bot.conversation.turn import Say
from bot.services import begin, speak
from bot.services.begin import Begun
from bot.services.context import Context
from bot.store import conversations
from bot.store.database import Transaction
from bot.store.loans import LoanRow


def tell_shop(
    context: Context, connection: Transaction, plan: LoanRow, *, key: str, kind: Begun, **figures: int
) -> None:
    """Takes the lock of the shop's conversation, so call it before the books are written."""
    if not plan.shop_phone:
        return
    now = context.clock()
    line = conversations.line_of(connection, channel="sms", address=plan.shop_phone, at=now)
    if not begin.may_begin(context, line, kind=kind):
        return
    says = [Say(key, {"loan": plan.number, **figures})]
    spoken = speak.spoken(context, says=says, line=line, language=None)
    speak.put_out(connection, line=line, spoken=spoken, at=now, tag=kind)
