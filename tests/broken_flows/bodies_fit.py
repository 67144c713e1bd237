"""More words than WhatsApp carries above buttons."""

from tests.broken_flows.sound import catalog

LONG = "چائے " * 260
CATALOG = catalog({"ur": ("چائے یا دودھ؟", f"{LONG}یا دودھ؟\n    .sms = چائے یا دودھ؟")})
