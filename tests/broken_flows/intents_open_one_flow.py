"""One wish would open two flows."""

from bot.conversation.grammar import End, Flow
from tests.broken_flows.sound import order, script

SCRIPT = script(order(), Flow("again", (End("thanks", says="order.thanks"),), opens_on=("order",), needs=()))
