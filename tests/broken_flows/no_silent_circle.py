"""Two messages lead to each other and nobody is asked."""

from bot.conversation.grammar import Do, Tell
from tests.broken_flows.sound import brew, order, script

SCRIPT = script(
    order(
        Do("brew", run=brew, outcomes={"ready": "thanks", "sold_out": "sorry"}),
        Tell("sorry", says="order.price", next="brew"),
    )
)
