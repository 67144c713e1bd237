"""What the fake Twilio remembers of a message, and how it puts one together from content and variables."""

import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from tests.fakes.twilio_http import Refused


@dataclass
class FakeMessage:
    sid: str
    account_sid: str
    params: dict[str, str]
    body: str
    content: dict[str, Any] | None = None
    status: str = "queued"
    created: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def to(self) -> str:
        return self.params["To"]

    def resource(self) -> dict[str, Any]:
        return {
            "sid": self.sid,
            "account_sid": self.account_sid,
            "to": self.to,
            "from": self.params.get("From"),
            "messaging_service_sid": self.params.get("MessagingServiceSid"),
            "body": self.body,
            "status": self.status,
            "direction": "outbound-api",
            "date_created": format_datetime(self.created),
            "date_sent": None,
            "error_code": None,
            "num_segments": "1",
        }


@dataclass
class Outcome:
    statuses: Sequence[str] = ("sent", "delivered")
    error_code: int | None = None
    shuffle: bool = False
    duplicate: bool = False

    def events(self) -> list[tuple[str, int | None]]:
        bad = ("failed", "undelivered")
        events = [(status, self.error_code if status in bad else None) for status in self.statuses]
        events = [event for event in events for _ in range(2 if self.duplicate else 1)]
        if self.shuffle:
            random.Random(7).shuffle(events)
        return events


@dataclass
class Report:
    """A status callback that was posted, and the HTTP status that answered it (0: nobody did)."""

    sid: str
    status: str
    answered: int


def rendered(
    params: dict[str, str], *, contents: Sequence[dict[str, Any]]
) -> tuple[dict[str, Any] | None, str]:
    """The content a message names, if any, and its words."""
    if "ContentSid" not in params:
        return None, params.get("Body", "")
    content = next((c for c in contents if c["sid"] == params["ContentSid"]), None)
    if content is None:
        raise Refused(400, 21655, "The ContentSid is Invalid")
    values = json.loads(params.get("ContentVariables", "{}"))
    if any(not value or re.search(r"[\n\t]| {5}", value) for value in values.values()):
        raise Refused(400, 21656, "The Content Variables Parameter is invalid")
    body = next(iter(content["types"].values()))["body"]
    return content, re.sub(r"\{\{(\w+)\}\}", lambda found: values[found[1]], body)
