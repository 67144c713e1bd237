"""A flow is laid on a message: coming back would say it again."""

from bot.conversation.grammar import End, Flow, Open, Tell
from tests.broken_flows.sound import order, script

SCRIPT = script(
    order(Tell("price", says="order.price", next=Open("tip"))),
    Flow("tip", (End("given", says="order.thanks"),), needs=()),
)
