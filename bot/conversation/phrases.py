"""What the engine says by itself, whatever the flows are about: each must be there in every written form."""

from bot.conversation.grammar import WAITING

GREETING = "common.greeting"
HELP = "common.help"
CANCELLED = "common.cancelled"
LANGUAGE_CHANGED = "common.language_changed"
OPTED_OUT = "common.opted_out"
OPTED_IN = "common.opted_in"
PERSON_CALLED = "common.person_called"
PERSON_AFTER_MISSES = "common.person_after_misses"
BACK_WITH_US = "common.back_with_us"
ONLY_TEXT = "common.only_text"
CALLED = "common.called"
FOOTER = "common.footer"
FLOW_CHANGED = "common.flow_changed"
AMOUNT_SMALL = "common.amount_small"
AMOUNT_LARGE = "common.amount_large"
DAY_WRONG = "common.day_wrong"
SMALL_TALK = {"thanks": "common.thanks", "goodbye": "common.goodbye"}


def miss(hears: type) -> str:
    """What helps somebody whose answer of this kind was not understood."""
    return f"common.miss_{hears.__name__.lower()}"


PHRASES = (
    GREETING, HELP, CANCELLED, LANGUAGE_CHANGED, OPTED_OUT, OPTED_IN, PERSON_CALLED, PERSON_AFTER_MISSES,
    BACK_WITH_US, ONLY_TEXT, CALLED, FOOTER, FLOW_CHANGED, AMOUNT_SMALL, AMOUNT_LARGE, DAY_WRONG,
    *SMALL_TALK.values(), *map(miss, WAITING),
)  # fmt: skip
