"""Sends WhatsApp messages and SMS through Twilio, and finds again what it may have sent."""

import json
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from twilio.rest import Client

from bot.channels.ports import Approved, ChannelName, Fetched, Media, Outgoing, SendFailed, Sent
from bot.channels.twilio import media as fetched
from bot.channels.twilio.choices import Choices, choices_of, plain_text, variables_of
from bot.channels.twilio.client import connect_client
from bot.channels.twilio.contents import Contents
from bot.channels.twilio.failures import explained
from bot.channels.twilio.status import our_state

LONGEST_VALIDITY = 36_000
# Twilio's times are whole seconds of another clock.
CLOCK_SKEW = timedelta(seconds=5)
RECENT = 200
# Twilio refuses the content and not the message: unknown sid, variables, a limit that has moved.
CONTENT_REFUSED = frozenset((21654, 21655, 21656, 21658))


class TwilioCarrier:
    def __init__(
        self,
        *,
        client: Client,
        public_url: str,
        whatsapp_from: str = "",
        sms_from: str = "",
        messaging_service_sid: str = "",
    ) -> None:
        self._client = client
        self._contents = Contents(client=client)
        self._status_callback = public_url.rstrip("/") + "/webhooks/twilio/status"
        self._senders = _senders(whatsapp_from, sms_from, messaging_service_sid)

    def send(self, message: Outgoing) -> Sent:
        if message.approved:
            return self._create(message, **_approved(message.approved))
        if message.media_url:
            words = {"body": _words(message)} if _words(message) else {}
            return self._create(message, **words, media_url=[message.media_url])
        choices = choices_of(message) if message.channel == "whatsapp" else None
        sid = self._content_sid(choices) if choices else None
        if not choices or not sid:
            return self._create(message, body=_body(message))
        variables = json.dumps(variables_of(message), ensure_ascii=False)
        try:
            return self._create(message, content_sid=sid, content_variables=variables)
        except SendFailed as failure:
            if failure.code not in CONTENT_REFUSED:
                raise
            self._contents.forget(choices)
            return self._create(message, body=_body(message))

    def find(self, message: Outgoing, *, since: datetime, besides: Collection[str] = ()) -> Sent | None:
        # By To alone: Twilio's date filter is on DateSent, which a message still in its queue does not have.
        to, bodies = _to(message), {_folded(_words(message)), _folded(_body(message))}
        with explained():
            for found in self._client.messages.stream(to=to, limit=RECENT):
                if found.date_created < since - CLOCK_SKEW:
                    break
                if found.sid in besides or not found.direction.startswith("outbound"):
                    continue
                if _folded(found.body) in bodies:
                    return _sent(found)
        return None

    def fetch(self, media: Media) -> Fetched:
        auth = (self._client.username, self._client.password)
        return fetched.fetch(self._client.http_client, media=media, auth=auth)

    def _content_sid(self, choices: Choices) -> str | None:
        """None when Twilio will not have the content: numbered text today is better than buttons never."""
        try:
            with explained():
                return self._contents.sid(choices)
        except SendFailed as failure:
            if failure.outcome == "retry":
                raise
            return None

    def _create(self, message: Outgoing, **what: str | list[str]) -> Sent:
        if message.channel not in self._senders:
            raise SendFailed("rejected", f"Twilio has no sender for {message.channel}")
        with explained():
            return _sent(
                self._client.messages.create(
                    to=_to(message),
                    status_callback=self._status_callback,
                    validity_period=max(1, min(message.validity, LONGEST_VALIDITY)),
                    smart_encoded=False,  # it deletes the ZWNJ that Urdu needs
                    **self._senders[message.channel],
                    **what,
                )
            )


def connect(
    *,
    account_sid: str,
    auth_token: str,
    public_url: str,
    api_url: str = "",
    timeout: float = 10.0,
    whatsapp_from: str = "",
    sms_from: str = "",
    messaging_service_sid: str = "",
) -> TwilioCarrier:
    client = connect_client(account_sid=account_sid, auth_token=auth_token, api_url=api_url, timeout=timeout)
    return TwilioCarrier(
        client=client,
        public_url=public_url,
        whatsapp_from=whatsapp_from,
        sms_from=sms_from,
        messaging_service_sid=messaging_service_sid,
    )


def _senders(whatsapp_from: str, sms_from: str, service_sid: str) -> dict[ChannelName, dict[str, str]]:
    senders: dict[ChannelName, dict[str, str]] = {}
    if whatsapp_from:
        senders["whatsapp"] = {"from_": "whatsapp:" + whatsapp_from.removeprefix("whatsapp:")}
    if service_sid:
        senders["sms"] = {"messaging_service_sid": service_sid}
    elif sms_from:
        senders["sms"] = {"from_": sms_from}
    return senders


def _approved(approved: Approved) -> dict[str, str]:
    numbered = {str(number): value for number, value in enumerate(approved.variables, start=1)}
    variables = {"content_variables": json.dumps(numbered, ensure_ascii=False)} if numbered else {}
    return {"content_sid": approved.sid, **variables}


def _words(message: Outgoing) -> str:
    """WhatsApp carries no words with a voice note."""
    return "" if message.media_url.partition("?")[0].endswith(".mp3") else message.text


def _body(message: Outgoing) -> str:
    # An SMS already carries its numbered choices: its text was measured with them.
    return plain_text(message) if message.channel == "whatsapp" and message.buttons else message.text


def _to(message: Outgoing) -> str:
    return f"whatsapp:{message.address}" if message.channel == "whatsapp" else message.address


def _folded(text: str | None) -> str:
    return " ".join((text or "").split())


def _sent(found: Any) -> Sent:
    if not found.sid:
        raise ValueError("a message without a sid")
    return Sent(provider_id=str(found.sid), state=our_state(str(found.status)))
