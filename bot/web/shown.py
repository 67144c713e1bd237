"""How values look on a page: text in either direction, rupees, times. Registered as template filters."""

import re
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from flask import Blueprint

KARACHI = ZoneInfo("Asia/Karachi")
LANGUAGES = {"en": "English", "ur": "اردو", "ur-Latn": "Roman Urdu"}
WORDS = {
    "asked": "Asked for a person",
    "not_understood": "Not understood",
    "flow_changed": "We changed the flow they were in",
    "hardship": "Difficulty paying",
    "promise_broken": "Days chosen and passed",
    "complaint": "Complaint",
    "payment_dispute": "Payment dispute",
    "pay_how": "Wants to pay, no way is set up",
    "lost_phone": "Lost phone",
    "locked_pin": "PIN locked",
    "identity": "CNIC known elsewhere",
    "teach_back": "Cost not understood",
    "refund": "Wants to give it back",
    "cnic": "CNIC",
}

_URL = re.compile(r"https?://[^\s<>\"'\u0600-\u06ff]*[^\s<>\"'\u0600-\u06ff.,;:!?)]")
_AMOUNT = re.compile(r"(?:Rs\.? ?)?\+?\d(?:[\d,.:/-]*\d)?%?")  # CNICs and phone numbers too
_PIECE = re.compile(
    rf"(?P<link>{_URL.pattern})|(?P<amount>{_AMOUNT.pattern})|(?P<hidden>[\u202a-\u202e\x00])"
)
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_LATIN = re.compile(r"[A-Za-z]")


class Piece(NamedTuple):
    """`kind` "hidden" is a character that would turn the text around it: shown by name, never obeyed."""

    kind: Literal["text", "link", "amount", "hidden"]
    text: str


def pieces(text: str) -> list[Piece]:
    found: list[Piece] = []
    end = 0
    for match in _PIECE.finditer(text):
        if match.start() > end:
            found.append(Piece("text", text[end : match.start()]))
        found.append(_piece(match))
        end = match.end()
    if end < len(text):
        found.append(Piece("text", text[end:]))
    return found


def _piece(match: re.Match[str]) -> Piece:
    if match["link"]:
        return Piece("link", match["link"])
    if match["amount"]:
        return Piece("amount", match["amount"])
    return Piece("hidden", f"U+{ord(match[0]):04X}")


def direction(text: str) -> Literal["rtl", "ltr", "auto"]:
    """By what most letters are: a message that only begins with a Latin name still reads right to left."""
    bare = _URL.sub("", text)
    arabic, latin = len(_ARABIC.findall(bare)), len(_LATIN.findall(bare))
    if arabic == latin:
        return "auto"
    return "rtl" if arabic > latin else "ltr"


def urdu(text: str) -> bool:
    return bool(_ARABIC.search(text))


def rupees(paisa: int) -> str:
    whole, rest = divmod(abs(paisa), 100)
    sign = "-" if paisa < 0 else ""
    return f"{sign}Rs {whole:,}" + (f".{rest:02d}" if rest else "")


def clock_time(moment: datetime) -> str:
    return moment.astimezone(KARACHI).strftime("%-I:%M %p").lower()


def day(moment: date) -> str:
    local = moment.astimezone(KARACHI) if isinstance(moment, datetime) else moment
    return local.strftime("%-d %b %Y")


def full_time(moment: datetime) -> str:
    return moment.astimezone(KARACHI).strftime("%A %-d %B %Y, ") + clock_time(moment)


def lasted(span: timedelta) -> str:
    minutes = max(0, int(span.total_seconds())) // 60
    if minutes < 1:
        return "under a minute"
    if minutes < 60:
        return f"{minutes} minute{'s' * (minutes != 1)}"
    if minutes < 24 * 60:
        return f"{minutes // 60} h" + (f" {minutes % 60} min" if minutes % 60 else "")
    days = minutes // (24 * 60)
    return f"{days} day{'s' * (days != 1)}"


def ago(span: timedelta) -> str:
    return "just now" if span < timedelta(minutes=1) else f"{lasted(span)} ago"


def language(code: str) -> str:
    return LANGUAGES.get(code, code)


def words(code: str) -> str:
    """A code such as not_understood, as a person reads it."""
    return WORDS.get(code) or code.replace("_", " ").replace(".", " · ").capitalize()


def install(pages: Blueprint) -> None:
    for show in (pieces, direction, urdu, rupees, clock_time, day, full_time, lasted, ago, language, words):
        pages.add_app_template_filter(show, show.__name__)
