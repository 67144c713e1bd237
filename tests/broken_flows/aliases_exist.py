"""An old name is promised to go on at a state that is gone."""

from tests.broken_flows.sound import order, script

SCRIPT = script(order(aliases={"which": "choose"}))
