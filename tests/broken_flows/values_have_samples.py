"""A value of which nobody said how long it may be."""

from tests.broken_flows.sound import catalog

CATALOG = catalog(
    {
        "en": ("made for you", "made for { $guest }"),
        "ur": ("ابھی بن رہی", "{ $guest } کی ابھی بن رہی"),
        "ur-Latn": ("Abhi ban rahi", "{ $guest } ki abhi ban rahi"),
    }
)
