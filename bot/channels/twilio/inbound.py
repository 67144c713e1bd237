"""A message as Twilio posts it, made into ours."""

import re
from collections.abc import Mapping
from datetime import datetime

from bot.channels.ports import ChannelName, Inbound, Media
from bot.channels.texts import MOST_TEXT, clean, named

MOST_MEDIA = 10
MOST_NAME = 100
WHATSAPP = "whatsapp:"
PHONE = re.compile(r"\+[1-9][0-9]{6,14}")

KIND_BY_TYPE = {"image": "image", "audio": "audio", "video": "video"}
KIND_BY_CONTENT_TYPE = {"image/webp": "sticker", "text/vcard": "contacts", "text/x-vcard": "contacts"}
KEYWORDS = ("STOP", "START", "HELP")  # which Twilio has answered when it says so in OptOutType
TEXTS = ("", "text", "button", "interactive")
KINDS = ("image", "audio", "video", "document", "sticker", "location", "contacts")


class BadInbound(Exception):
    """A webhook that names no message or no sender that we can answer."""


def parse_inbound(*, form: Mapping[str, str], at: datetime) -> Inbound:
    provider_id = named(_first(form, "MessageSid", "SmsMessageSid", "SmsSid"))
    if not provider_id:
        raise BadInbound("a message needs a MessageSid")
    sender, user_id = form.get("From", ""), named(form.get("ExternalUserId", "")).removeprefix(WHATSAPP)
    media = _media(form)
    text = clean(_first(form, "Body", "ButtonText", "ListTitle"))
    return Inbound(
        provider_id=provider_id,
        channel=_channel(sender),
        address=_address(sender, user_id=user_id),
        text=text[:MOST_TEXT],
        at=at,
        button=clean(_first(form, "ButtonPayload", "ListId")),
        kind=_kind(form, media=media, text=text),
        media=media,
        profile_name=clean(form.get("ProfileName", ""))[:MOST_NAME],
        truncated=len(text) > MOST_TEXT,
        user_id=user_id,
        taken_as=_taken_as(form),
    )


def _channel(sender: str) -> ChannelName:
    if sender.startswith(WHATSAPP):
        return "whatsapp"
    if ":" in sender:
        raise BadInbound(f"no such channel: {sender.partition(':')[0]}")
    return "sms"


def _address(sender: str, *, user_id: str) -> str:
    bare = named(sender.removeprefix(WHATSAPP)).strip()
    # Behind a WhatsApp user name the number may be missing or masked: then only the business id answers.
    address = bare if PHONE.fullmatch(bare) or not user_id else user_id
    if not address:
        raise BadInbound("a message needs a sender")
    return address


def _taken_as(form: Mapping[str, str]) -> str:
    told = form.get("OptOutType", "").strip().upper()
    return told if told in KEYWORDS else ""


def _media(form: Mapping[str, str]) -> tuple[Media, ...]:
    told = form.get("NumMedia", "0")
    count = min(int(told), MOST_MEDIA) if re.fullmatch(r"[0-9]{1,3}", told) else 0
    return tuple(
        Media(
            url=clean(form.get(f"MediaUrl{i}", "")),
            content_type=clean(form.get(f"MediaContentType{i}", "")).lower(),
        )
        for i in range(count)
    )


def _kind(form: Mapping[str, str], *, media: tuple[Media, ...], text: str) -> str:
    told = form.get("MessageType", "")
    if form.get("Latitude") and form.get("Longitude"):
        return "location"
    if told in KINDS:
        return told
    if media:
        return _kind_of(media[0].content_type)
    return "text" if text or told in TEXTS else "unknown"


def _kind_of(content_type: str) -> str:
    bare = content_type.partition(";")[0].strip()
    by_type = KIND_BY_TYPE.get(bare.partition("/")[0], "document")
    return KIND_BY_CONTENT_TYPE.get(bare, by_type)


def _first(form: Mapping[str, str], *names: str) -> str:
    return next((form[name] for name in names if form.get(name)), "")
