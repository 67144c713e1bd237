"""/checkout: the page a web shop sends its customer to. It leads to a chat with us and shows how far the order is.

Without scripts it reloads by itself now and then; no cookie, nothing of anybody but the shop's own words and the price.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import segno
from flask import Blueprint, Response, abort, jsonify, make_response, render_template, request
from flask_limiter import Limiter
from markupsafe import Markup

from bot.store.web_orders import WebOrderRow
from bot.web import shown
from bot.web.console.wording import DIRECTION, TONGUES, Tongue, clock_time, day_in, say

RATE = "120 per minute"
STAGE = {
    "open": "chat",
    "accepted": "agreed",
    "handed_over": "agreed",
    "returned": "over",
    "cancelled": "over",
    "expired": "over",
}


@dataclass(frozen=True, slots=True)
class Reach:
    """Our numbers, "" for none; `phones`: the page with the demo's phones instead."""

    whatsapp: str = ""
    sms: str = ""
    phones: str = ""

    def link(self, channel: Literal["whatsapp", "sms"], *, text: str, address: str) -> str:
        """Where the text is written already; "" when there is no such way."""
        if self.phones:
            short = "wa" if channel == "whatsapp" else "sms"
            who = {short: address} if address else {}
            return f"{self.phones}?{urlencode({**who, f'{short}_text': text})}#{short}-input"
        if channel == "whatsapp":
            return f"https://wa.me/{self.whatsapp.lstrip('+')}?text={quote(text)}" if self.whatsapp else ""
        return f"sms:{self.sms}?&body={quote(text)}" if self.sms else ""


def checkout(*, order: Callable[[str], WebOrderRow | None], ways: Reach, limits: Limiter) -> Blueprint:
    """`order` finds the order of a token."""
    pages = Blueprint("checkout", __name__, url_prefix="/checkout")
    limits.limit(RATE)(pages)
    shown.install(pages)

    def found(token: str) -> WebOrderRow:
        return order(token) or abort(404)

    @pages.get("/<token>")
    def page(token: str) -> Response:
        one, tongue = found(token), _tongue()
        answer = make_response(render_template("checkout/checkout.html", **_told(one, ways, tongue)))
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    @pages.get("/<token>/state")
    def state(token: str) -> Response:
        return jsonify(state=found(token).state)

    return pages


def _told(one: WebOrderRow, ways: Reach, tongue: Tongue) -> dict[str, object]:
    text = f"Order {one.number}"
    whatsapp = ways.link("whatsapp", text=text, address=one.address)
    return {
        "order": one,
        "stage": STAGE[one.state],
        "t": lambda key, **values: say(tongue, key, **values),
        "tongue": tongue,
        "other": "en" if tongue == "ur" else "ur",
        "direction": DIRECTION[tongue],
        "text": text,
        "number": ways.sms or ways.whatsapp,
        "whatsapp": whatsapp,
        "sms": ways.link("sms", text=text, address=one.address),
        "picture": _picture(whatsapp),
        "back": _back(one),
        "until": (day_in(tongue, one.expires_at), clock_time(one.expires_at)),
    }


def _picture(link: str) -> Markup:
    """The link as a QR code, for whoever sits at a computer with the telephone in hand."""
    if not link:
        return Markup("")
    whole = link if "://" in link else request.host_url.rstrip("/") + link
    code = segno.make(whole, error="m")
    return Markup(code.svg_inline(scale=4, border=3, dark="#12211f", light="#ffffff", omitsize=True))


def _back(one: WebOrderRow) -> str:
    """The shop's address with the number of the order: what became of it the shop asks us, not its customer."""
    if not one.return_url:
        return ""
    parts = urlsplit(one.return_url)
    query = urlencode([*parse_qsl(parts.query, keep_blank_values=True), ("order", one.number)])
    return urlunsplit(parts._replace(query=query))


def _tongue() -> Tongue:
    told = request.args.get("lang") or request.accept_languages.best_match(TONGUES)
    return "ur" if told == "ur" else "en"
