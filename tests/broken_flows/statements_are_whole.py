"""What the law wants stated is left out by SMS."""

from bot.conversation.grammar import Tell
from tests.broken_flows.sound import catalog, order, script

SCRIPT = script(order(Tell("price", says="order.price", next="brew", tag="statement")))
CATALOG = catalog({"en": ("{ RUPEES($price) }.\n", "{ RUPEES($price) }.\n    .sms = Please pay.\n")})
