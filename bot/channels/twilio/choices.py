"""A WhatsApp message with choices, as the content Twilio wants: buttons, a list, or plain numbered text."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.channels.ports import Button, Outgoing

QUICK_REPLIES, QUICK_REPLY_TITLE = 3, 20
LIST_ROWS, LIST_ROW_TITLE = 10, 24
MOST_PAYLOAD, MOST_BODY, MOST_VARIABLES = 200, 1024, 100
PREFIX = "qist-choices-"
# A list opens with a tap on this word. It has to fit every language, so it is a sign and not a word.
LIST_OPENER = "☰"

Kind = Literal["twilio/quick-reply", "twilio/list-picker"]


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything of a message that its content fixes; the words above the choices stay variables.

    A variable may not hold a newline (Twilio's error 21656), so each line is a variable and the shape of the
    text, which lines are blank, belongs to the content.
    """

    kind: Kind
    buttons: tuple[Button, ...]
    blanks: tuple[bool, ...]

    @property
    def name(self) -> str:
        """The same for the same content in every process and after every restart: how it is found again."""
        parts = [self.kind, [[button.payload, button.title] for button in self.buttons], self.blanks]
        digest = hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
        return PREFIX + digest[:32]

    @property
    def body(self) -> str:
        numbers = iter(range(1, len(self.blanks) + 1))
        return "\n".join("" if blank else f"{{{{{next(numbers)}}}}}" for blank in self.blanks)

    def request(self) -> dict[str, Any]:
        """The content as the Content API takes it."""
        samples = {str(number): "..." for number in range(1, self.blanks.count(False) + 1)}
        content = {"body": self.body, **self._tappable()}
        return {
            "friendly_name": self.name,
            "language": "en",
            "variables": samples,
            "types": {self.kind: content},
        }

    def _tappable(self) -> dict[str, Any]:
        if self.kind == "twilio/quick-reply":
            actions = [{"type": "QUICK_REPLY", "title": b.title, "id": b.payload} for b in self.buttons]
            return {"actions": actions}
        items = [{"item": b.title, "id": b.payload} for b in self.buttons]
        return {"button": LIST_OPENER, "items": items}


def choices_of(message: Outgoing) -> Choices | None:
    """The tappable form of a message, or None where WhatsApp could not show it: then plain_text goes out."""
    kind = _kind(message.buttons)
    lines = _lines(message.text)
    blanks = tuple(not line for line in lines)
    fits = len(message.text) <= MOST_BODY and 0 < blanks.count(False) <= MOST_VARIABLES
    return Choices(kind=kind, buttons=message.buttons, blanks=blanks) if kind and fits else None


def variables_of(message: Outgoing) -> Mapping[str, str]:
    spoken = [line for line in _lines(message.text) if line]
    return {str(number): line for number, line in enumerate(spoken, start=1)}


def plain_text(message: Outgoing) -> str:
    """The choices as numbered lines: every one can be answered with its number."""
    numbered = [f"{number} {button.title}" for number, button in enumerate(message.buttons, start=1)]
    return "\n".join([message.text, *numbered])


def _lines(text: str) -> list[str]:
    # Runs of white space inside a variable are refused just as newlines are.
    return [re.sub(r"\s+", " ", line).strip() for line in text.strip().splitlines()]


def _kind(buttons: tuple[Button, ...]) -> Kind | None:
    longest_title = max((len(button.title) for button in buttons), default=0)
    if not _are_tappable(buttons):
        return None
    if len(buttons) <= QUICK_REPLIES and longest_title <= QUICK_REPLY_TITLE:
        return "twilio/quick-reply"
    if len(buttons) <= LIST_ROWS and longest_title <= LIST_ROW_TITLE:
        return "twilio/list-picker"
    return None


def _are_tappable(buttons: tuple[Button, ...]) -> bool:
    whole = all(button.title.strip() and 0 < len(button.payload) <= MOST_PAYLOAD for button in buttons)
    # WhatsApp refuses a message in which two buttons say, or mean, the same.
    distinct = len({b.title for b in buttons}) == len({b.payload for b in buttons}) == len(buttons)
    return bool(buttons) and whole and distinct
