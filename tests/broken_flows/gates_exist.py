"""A flow waits for something that nobody can pass."""

from tests.broken_flows.sound import order, script

SCRIPT = script(order(needs=("ticket",)))
