"""The price is promised before the tea is made, and one way leads past it."""

from bot.conversation.grammar import Ask, Choice
from tests.broken_flows.sound import order, script

WHAT = Ask("what", says="order.what", hears=Choice({"tea": "price", "milk": "brew"}), slot="what")
SCRIPT = script(order(WHAT, proof={"brew": ("price",)}))
