"""Delivery reports of Kannel: the address at which it gives them, and what it says there.

The address names the message and carries a token made of that name with a key of ours. Kannel only repeats it, so
whoever does not know a token cannot report, and a token is good for its own message alone.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from urllib.parse import urlencode

from bot.channels.ports import StatusEvent

PATH = "/webhooks/kannel/report"
# Kannel puts in the kind of report and the operator's own words.
ESCAPES = "&state=%d&says=%A"
# "buffered" (4) is a telephone that is off for now: the operator has the message, as after "accepted" (8).
STATES = {"1": "delivered", "2": "undelivered", "4": "sent", "8": "sent", "16": "failed"}
ERROR = re.compile(r"\berr:([0-9]{1,3})\b|^NACK/(?:0x0*([0-9a-fA-F]{1,7})|([0-9]{1,9}))/")


class BadReport(Exception):
    """A report of a kind that we do not know."""


class ForgedReport(Exception):
    """Whoever sent this was not given the address by us."""


def report_url(public_url: str, *, name: str, secret: str) -> str:
    query = urlencode({"id": name, "token": _token(name, secret)})
    return f"{public_url.rstrip('/')}{PATH}?{query}{ESCAPES}"


def parse_report(*, query: Mapping[str, str], secret: str) -> StatusEvent:
    """Raises ForgedReport, BadReport."""
    name = query.get("id", "")
    if not hmac.compare_digest(query.get("token", "").encode(), _token(name, secret).encode()):
        raise ForgedReport
    if (state := STATES.get(query.get("state", ""))) is None:
        raise BadReport
    code = _code(query.get("says", "")) if state in ("undelivered", "failed") else None
    return StatusEvent(provider_id=name, state=state, error_code=code)


def _token(name: str, secret: str) -> str:
    return hmac.new(secret.encode(), b"kannel report " + name.encode(), hashlib.sha256).hexdigest()[:32]


def _code(words: str) -> int | None:
    """The operator's number for what went wrong: its own, not ours and not Twilio's."""
    found = ERROR.search(words)
    if found is None:
        return None
    plain, hexadecimal, refused = found.groups()
    return int(hexadecimal, 16) if hexadecimal else int(plain or refused)
