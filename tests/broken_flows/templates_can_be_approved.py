"""A value at the end: WhatsApp's reviewers refuse it, for it could become anything."""

from bot.conversation.grammar import Template
from tests.broken_flows.sound import catalog, script

SCRIPT = script(templates=(Template("ready"),))
CATALOG = catalog(
    en="template-ready = Your tea will be ready, sweet and hot, on { DAY($day) }\n",
    ur="template-ready = آپ کی چائے { DAY($day) } کو تیار ہے۔\n",
    ur_Latn="template-ready = Aap ki chai { DAY($day) } ko tayyar hai.\n",
)
