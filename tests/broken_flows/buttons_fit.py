"""A button that WhatsApp would not deliver."""

from tests.broken_flows.sound import catalog

CATALOG = catalog({"en": (".milk = Milk", ".milk = Milk fresh from the cow")})
