"""An option without a name to read."""

from tests.broken_flows.sound import catalog

CATALOG = catalog({"ur": ("    .milk = دودھ\n", "")})
