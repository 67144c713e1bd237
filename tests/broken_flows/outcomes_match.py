"""A function says something the flow has no way for."""

from bot.conversation.grammar import Do
from tests.broken_flows.sound import brew, order, script

SCRIPT = script(order(Do("brew", run=brew, outcomes={"ready": "thanks"})))
