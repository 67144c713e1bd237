"""What the work at hand was caused by: the id that ties a webhook to its turn, to its messages and what became of them.

For a message it is the provider's id of it (MessageSid), for a payment "provider:its id", for what the clock brings the
name of the work. Never anything about a person.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LONGEST = 80
_CAUSE: ContextVar[str] = ContextVar("cause", default="")


def cause() -> str:
    """The cause of what is being done just now, "" when nobody has said."""
    return _CAUSE.get()


def begin(name: str) -> None:
    """From here on in this thread everything is caused by that, until it begins something else."""
    _CAUSE.set(name[:LONGEST])


@contextmanager
def caused_by(name: str) -> Iterator[None]:
    """Everything inside is caused by that. "" keeps the cause there was."""
    token = _CAUSE.set(name[:LONGEST] or cause())
    try:
        yield
    finally:
        _CAUSE.reset(token)
