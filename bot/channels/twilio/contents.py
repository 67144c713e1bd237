"""Contents kept at Twilio: one for each distinct set of choices, made once, found again after a restart."""

import threading

from twilio.rest import Client
from twilio.rest.content.v1.content import ContentList

from bot.channels.twilio.choices import PREFIX, Choices


class Contents:
    def __init__(self, *, client: Client) -> None:
        self._client = client
        self._sids: dict[str, str] = {}
        self._listed = False
        self._lock = threading.Lock()

    def sid(self, choices: Choices) -> str:
        """The content of these choices, created on its first use. Raises what the SDK raises."""
        known = self._sids.get(choices.name)
        return known or self._looked_up_or_created(choices)

    def forget(self, choices: Choices) -> None:
        """Somebody deleted it at Twilio: look again, and create it again if need be, the next time."""
        with self._lock:
            self._sids.pop(choices.name, None)
            self._listed = False

    def _looked_up_or_created(self, choices: Choices) -> str:
        with self._lock:
            if not self._listed:
                self._list()
            if choices.name not in self._sids:
                self._sids[choices.name] = self._create(choices)
            return self._sids[choices.name]

    def _list(self) -> None:
        for content in self._client.content.v1.contents.stream(page_size=500):
            name = content.friendly_name or ""
            if name.startswith(PREFIX):
                self._sids.setdefault(name, str(content.sid))
        self._listed = True

    def _create(self, choices: Choices) -> str:
        request = ContentList.ContentCreateRequest(choices.request())
        return str(self._client.content.v1.contents.create(request).sid)
