"""A flow that opens on a wish for which nobody wrote a sentence."""

from tests.broken_flows.sound import order, script

SCRIPT = script(order(opens_on=("refill",)))
