"""Nine times not understood before anybody comes."""

from tests.broken_flows.sound import script

SCRIPT = script(misses=9)
