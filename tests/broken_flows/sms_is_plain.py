"""One curly quote makes every SMS more than twice as dear."""

from tests.broken_flows.sound import catalog

CATALOG = catalog({"en": ("It is being made", "It\u2019s being made")})
