"""WhatsApp's reviewers, as the fake Twilio has them: what was handed in, and what a test lets them decide."""

import re
from typing import Any

from tests.fakes.twilio_http import Refused

NAME = re.compile(r"[a-z0-9_]{1,512}")
PLACE = re.compile(r"\{\{(\d+)\}\}")


class Approvals:
    """`requests`: {content sid: what stands of it}, in the order they were handed in."""

    def __init__(self, contents: list[dict[str, Any]]) -> None:
        self._contents = contents
        self.requests: dict[str, dict[str, Any]] = {}

    # What a test tells it

    def decide(self, status: str, *, name: str = "", reason: str = "") -> None:
        """What the reviewers say of every template whose name begins like this."""
        for request in self.requests.values():
            if request["name"].startswith(name):
                request |= {"status": status, "rejection_reason": reason}

    # What the HTTP side asks it

    def submit(self, path: str, wish: dict[str, Any]) -> dict[str, Any]:
        content = self._content(path)
        name, category = wish.get("name", ""), wish.get("category")
        if not NAME.fullmatch(name) or category not in ("UTILITY", "MARKETING", "AUTHENTICATION"):
            raise Refused(400, 20001, "name or category is not valid")
        if name in {request["name"] for request in self.requests.values()}:
            raise Refused(400, 20001, "a template of this name exists already")
        body = next(iter(content["types"].values()))["body"]
        if body.startswith("{{") or body.endswith("}}") or PLACE.findall(body) != _numbers(body):
            raise Refused(400, 20001, "variables are not where or as they should be")
        asked = {"name": name, "category": category, "status": "received", "rejection_reason": ""}
        self.requests[content["sid"]] = {"content_type": next(iter(content["types"])), **asked}
        return self.requests[content["sid"]]

    def fetch(self, path: str) -> dict[str, Any]:
        content = self._content(path)
        if not path.endswith("/ApprovalRequests"):
            return content
        unasked = {"status": "unsubmitted", "rejection_reason": ""}
        return {"sid": content["sid"], "whatsapp": self.requests.get(content["sid"], unasked)}

    def is_approved(self, content: dict[str, Any] | None) -> bool:
        return bool(content) and self.requests.get(content["sid"], {}).get("status") == "approved"

    def _content(self, path: str) -> dict[str, Any]:
        sid = path.split("/")[3]
        found = next((content for content in self._contents if content["sid"] == sid), None)
        if found is None:
            raise Refused(404, 20404, "The requested content was not found")
        return found


def _numbers(body: str) -> list[str]:
    return [str(number) for number in range(1, len(PLACE.findall(body)) + 1)]
