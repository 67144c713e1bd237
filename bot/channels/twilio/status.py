"""A delivery report as Twilio posts it."""

from collections.abc import Mapping

from bot.channels.ports import StatusEvent
from bot.channels.texts import named

# Twilio's names for "we have it and have not sent it yet", which are one state to us.
WAITING = {"accepted": "queued", "scheduled": "queued"}


class BadStatus(Exception):
    """A report that names no message or no state."""


def parse_status(*, form: Mapping[str, str]) -> StatusEvent:
    provider_id = named(form.get("MessageSid") or form.get("SmsSid") or "")
    state = named(form.get("MessageStatus") or form.get("SmsStatus") or "")
    if not provider_id or not state:
        raise BadStatus("a report needs MessageSid and MessageStatus")
    return StatusEvent(
        provider_id=provider_id, state=our_state(state), error_code=_code(form.get("ErrorCode", ""))
    )


def our_state(state: str) -> str:
    """Unknown states pass through: they are stored, and rank as nothing."""
    return WAITING.get(state, state)


def _code(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None
