"""What people write, made fit to be kept, whoever carried it."""

MOST_TEXT = 2_000  # nobody types more in a chat, and what is longer must not slow understanding down

# NUL cannot be stored in PostgreSQL; the direction marks can make a text read differently from what it says.
UNWANTED = dict.fromkeys([0, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


MOST_NAMED = 100  # characters of an id or an address: whatever is longer is none, and no index could hold it


def named(text: str) -> str:
    """An id or an address as others tell it, "" for what can be none."""
    return text if len(text) <= MOST_NAMED and text.isprintable() else ""


def clean(text: str) -> str:
    return text.translate(UNWANTED)
