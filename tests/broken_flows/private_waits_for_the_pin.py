"""A family that shares the phone reads who ordered."""

from tests.broken_flows.sound import catalog, script

SCRIPT = script(private=frozenset({"name"}))
CATALOG = catalog(
    {
        "en": ("made for you", "made for { $name }"),
        "ur": ("ابھی بن رہی", "{ $name } کی ابھی بن رہی"),
        "ur-Latn": ("Abhi ban rahi", "{ $name } ki abhi ban rahi"),
    }
)
