"""A question that costs three messages."""

from tests.broken_flows.sound import catalog

CATALOG = catalog({"en": ("Tea or milk?", "Tea or milk? " + "Both are good for you. " * 16)})
