"""Two states answer to one name, so a target would mean either."""

from bot.conversation.grammar import Ask, Choice, End, Flow
from tests.broken_flows.sound import script

TWICE = Ask("what", says="order.what", hears=Choice({"tea": "thanks", "milk": "thanks"}))
SCRIPT = script(Flow("order", (TWICE, TWICE, End("thanks", says="order.thanks")), needs=()))
