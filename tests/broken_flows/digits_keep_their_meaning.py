"""The second option takes the number of the first."""

from tests.broken_flows.sound import catalog

CATALOG = catalog({"en": ("    .milk = Milk\n", "    .milk = Milk\n    .milk_words = 1\n")})
