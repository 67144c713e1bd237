"""/phone (demo only): a chat phone and a keypad phone in the browser, wired to the real services."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import uuid4

import phonenumbers
from flask import Blueprint, Response, jsonify, render_template, request

from bot.channels.mobile import mobile_number
from bot.channels.ports import ChannelName, Inbound, Media
from bot.services.phone_views import DemoLogin, DemoShop, Messages, PhoneMessage
from bot.web import shown
from bot.web.errors import refusal

DEFAULT_NUMBERS = {"wa": "+923000000101", "sms": "+923000000202"}
KINDS = ("text", "image", "audio", "video", "document", "sticker", "location", "contacts", "call")
PICTURE = Media(url="/static/img/sample.svg", content_type="image/svg+xml")
LONGEST_TEXT = 20_000
LONGEST_DRAFT = 200  # what a link may have written already
WATCHED = 200  # how far back a page may ask for changed delivery states


class Refused(Exception):
    """Something in the request cannot be used; the message says what, to a person."""


class Words(NamedTuple):
    channel: ChannelName
    number: str
    text: str
    button: str
    kind: str


def phone(
    *,
    receive: Callable[[Inbound], None],
    messages: Messages,
    clock: Callable[[], datetime],
    demo_logins: Sequence[DemoLogin],
    demo_shops: Sequence[DemoShop] = (),
    sms_paisa: int = 250,
) -> Blueprint:
    """`sms_paisa` is the assumed price of one SMS segment, shown while the customer types."""
    pages = Blueprint("phone", __name__, url_prefix="/phone")
    shown.install(pages)

    @pages.get("")
    def page() -> str:
        return render_template(
            "phone/phone.html",
            numbers={name: request.args.get(name, default) for name, default in DEFAULT_NUMBERS.items()},
            texts={name: request.args.get(f"{name}_text", "")[:LONGEST_DRAFT] for name in DEFAULT_NUMBERS},
            logins=demo_logins,
            shops=demo_shops,
            now=clock(),
            sms_paisa=sms_paisa,
        )

    @pages.get("/api/messages")
    def thread() -> Response:
        channel, number = _channel(request.args), _number(request.args)
        after, watch = _whole(request.args, "after"), _whole(request.args, "watch")
        since = max(after - WATCHED, min(after, watch - 1)) if watch else after
        found = messages(channel=channel, number=number, after=since)
        return jsonify(
            {
                "messages": [_as_json(message) for message in found if message.id > after],
                "states": {str(message.id): message.state for message in found},
                "cursor": max([after, *(message.id for message in found)]),
                "number": number,
                "clock": shown.full_time(clock()),
            }
        )

    @pages.post("/api/send")
    def send() -> Response:
        words = _words(request.get_json(silent=True))
        receive(_inbound(words, at=clock()))
        return jsonify({"ok": True, "number": words.number})

    @pages.errorhandler(Refused)
    def refused(error: Refused) -> Response:
        return refusal(code="invalid", sentence=str(error))

    return pages


def _inbound(words: Words, *, at: datetime) -> Inbound:
    return Inbound(
        provider_id=f"SIM{uuid4().hex}",
        channel=words.channel,
        address=words.number,
        text=words.text,
        at=at,
        button=words.button,
        kind=words.kind,
        media=(PICTURE,) if words.kind == "image" else (),
    )


def _words(body: object) -> Words:
    if not isinstance(body, dict):
        raise Refused("Send a JSON object with channel, number and text.")
    kind = _string(body, "kind") or "text"
    if kind not in KINDS:
        raise Refused(f"kind must be one of {', '.join(KINDS)}.")
    text = _string(body, "text")
    if len(text) > LONGEST_TEXT:
        raise Refused(f"The text is longer than {LONGEST_TEXT:,} characters.")
    number = _number(body)
    if kind == "call" and not mobile_number(number):
        raise Refused("A call is only answered when it comes from a mobile number of Pakistan.")
    return Words(_channel(body), number, text, _string(body, "button"), kind)


def _string(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name) or ""
    if not isinstance(value, str):
        raise Refused(f"{name} must be text.")
    return value.encode(errors="replace").decode()  # half a surrogate pair cannot be stored


def _channel(values: Mapping[str, Any]) -> ChannelName:
    match values.get("channel"):
        case "whatsapp":
            return "whatsapp"
        case "sms":
            return "sms"
    raise Refused("channel must be whatsapp or sms.")


def _number(values: Mapping[str, Any]) -> str:
    given = _string(values, "number").strip()
    try:
        number = phonenumbers.parse(given, "PK")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise Refused("No phone can have this number. Write it like 0300 1234567 or +923001234567.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _whole(values: Mapping[str, Any], name: str) -> int:
    given = str(values.get(name) or "0")
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        raise Refused(f"{name} must be a whole number.")
    return int(given)


def _as_json(message: PhoneMessage) -> dict[str, Any]:
    return {
        "id": message.id,
        "direction": message.direction,
        "text": message.text,
        "buttons": [{"payload": button.payload, "title": button.title} for button in message.buttons],
        "state": message.state,
        "segments": message.segments,
        "encoding": message.encoding,
        "cost_paisa": message.cost_paisa,
        "at": message.at.isoformat(),
        "kind": message.kind,
        "media": message.media_url,
    }
