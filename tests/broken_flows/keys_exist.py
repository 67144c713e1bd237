"""A text that only one written form has."""

from tests.broken_flows.sound import catalog

CATALOG = catalog(en="order-welcome = Welcome to the stall.\n")
