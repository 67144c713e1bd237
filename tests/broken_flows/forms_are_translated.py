"""The English was copied and never put into Roman Urdu."""

from tests.broken_flows.sound import catalog

CATALOG = catalog({"ur-Latn": ("Abhi ban rahi hai.", "It is being made for you.")})
