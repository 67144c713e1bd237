"""A choice leads to a state that was renamed."""

from bot.conversation.grammar import Ask, Choice
from tests.broken_flows.sound import order, script

SCRIPT = script(
    order(Ask("what", says="order.what", hears=Choice({"tea": "price", "milk": "bill"}), slot="what"))
)
