"""A state that no way leads to is copy nobody reads."""

from bot.conversation.grammar import End
from tests.broken_flows.sound import order, script

SCRIPT = script(order(End("sold_out", says="order.thanks")))
