"""A keypad has no letters for a name, and no other way is offered."""

from bot.conversation.grammar import Ask, Text
from tests.broken_flows.sound import order, script

SCRIPT = script(order(Ask("what", says="order.what", hears=Text(), slot="what", next="price")))
