"""Templates at Twilio: created once by the Content API, handed in to WhatsApp, and asked after."""

from collections.abc import Mapping
from typing import Any

from twilio.rest import Client
from twilio.rest.content.v1.content import ContentList
from twilio.rest.content.v1.content.approval_create import ApprovalCreateList

from bot.channels.ports import Draft, Judgement, SendFailed
from bot.channels.twilio.client import connect_client
from bot.channels.twilio.failures import explained

CATEGORY = "UTILITY"
PAGE = 500
# Twilio's answer when nothing has been handed in under this content.
NOT_FOUND = 20404


class TwilioApprovals:
    def __init__(self, *, client: Client) -> None:
        self._client = client

    def kept(self) -> Mapping[str, str]:
        """{name: sid}; of two drafts with one name (two of us at the same moment) the older."""
        names: dict[str, str] = {}
        with explained():
            for content in self._client.content.v1.contents.stream(page_size=PAGE):
                names.setdefault(str(content.friendly_name or ""), str(content.sid))
        return names

    def create(self, draft: Draft) -> str:
        request = ContentList.ContentCreateRequest(_request(draft))
        with explained():
            return str(self._client.content.v1.contents.create(request).sid)

    def submit(self, sid: str, *, name: str) -> Judgement:
        request = ApprovalCreateList.ContentApprovalRequest({"name": name, "category": CATEGORY})
        with explained():
            made = self._client.content.v1.contents(sid).approval_create.create(request)
            return _judgement({"status": made.status, "rejection_reason": made.rejection_reason})

    def judgement(self, sid: str) -> Judgement:
        try:
            with explained():
                fetched = self._client.content.v1.contents(sid).approval_fetch().fetch()
                return _judgement(fetched.whatsapp or {})
        except SendFailed as failure:
            if failure.code == NOT_FOUND:
                return Judgement("unsubmitted")
            raise


def connect_approvals(
    *, account_sid: str, auth_token: str, api_url: str = "", timeout: float = 10.0
) -> TwilioApprovals:
    return TwilioApprovals(
        client=connect_client(
            account_sid=account_sid, auth_token=auth_token, api_url=api_url, timeout=timeout
        )
    )


def _request(draft: Draft) -> dict[str, Any]:
    actions = [{"type": "QUICK_REPLY", "title": one.title, "id": one.payload} for one in draft.buttons]
    kind, tappable = ("twilio/quick-reply", {"actions": actions}) if actions else ("twilio/text", {})
    return {
        "friendly_name": draft.name,
        "language": draft.language,
        "variables": {str(number): sample for number, sample in enumerate(draft.samples, start=1)},
        "types": {kind: {"body": draft.body, **tappable}},
    }


def _judgement(told: Mapping[str, Any]) -> Judgement:
    return Judgement(
        str(told.get("status") or "unsubmitted").lower(), str(told.get("rejection_reason") or "")
    )
