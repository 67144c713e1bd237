"""A word of promotion: WhatsApp would count, and charge, the message as marketing."""

from bot.conversation.grammar import Template
from tests.broken_flows.sound import catalog, script

SCRIPT = script(templates=(Template("ready"),), unfit=frozenset({"discount"}))
CATALOG = catalog(
    en="template-ready = Your tea is ready, with a Discount.\n",
    ur="template-ready = آپ کی چائے تیار ہے۔\n",
    ur_Latn="template-ready = Aap ki chai tayyar hai.\n",
)
