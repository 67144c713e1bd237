"""A conversation taken down as a play, in the words of tests/transcripts: `>` the customer, `<` the bot."""

from collections.abc import Iterable

from bot.services.phone_views import PhoneMessage


class Recording:
    """Lines of one phone; a play that is performed again begins on the same phone."""

    def __init__(self, *, channel: str, number: str) -> None:
        self._lines = [f"@phone {channel} {number}"]

    def said(self, text: str, *, tapped: bool) -> None:
        self._lines.append(f"> [{text}]" if tapped else f"> {text or '(empty)'}")

    def heard(self, messages: Iterable[PhoneMessage]) -> None:
        for message in messages:
            first, *rest = [*message.text.split("\n"), *(f"[{button.title}]" for button in message.buttons)]
            self._lines += [f"< {first}", *(f"<   {line}".rstrip() for line in rest)]

    def text(self) -> str:
        return "\n".join(self._lines) + "\n"
