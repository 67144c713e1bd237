"""Whatever is answered, the same question comes again."""

from bot.conversation.grammar import Ask, Choice, Flow
from tests.broken_flows.sound import script

WHAT = Ask("what", says="order.what", hears=Choice({"tea": "what", "milk": "what"}))
SCRIPT = script(Flow("order", (WHAT,), needs=()))
