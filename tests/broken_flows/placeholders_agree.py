"""One form names a price and another does not."""

from tests.broken_flows.sound import catalog

CATALOG = catalog({"ur-Latn": ("Yeh { RUPEES($price) } ki hai.", "Yeh lijiye.")})
