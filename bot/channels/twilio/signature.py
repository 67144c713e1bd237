"""Did Twilio send this? Checked over the URL as Twilio wrote it and over every parameter it sent."""

import re
from urllib.parse import quote
from wsgiref.types import WSGIEnvironment

from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

ORIGIN = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*")


class TwilioSignature:
    def __init__(self, *, auth_token: str, public_url: str) -> None:
        self._validator = RequestValidator(auth_token)
        self._public_url = public_url.rstrip("/")

    def __call__(self, *, environ: WSGIEnvironment, form: MultiDict[str, str], signature: str) -> bool:
        target = raw_target(environ)
        if not target.startswith("/"):
            return False
        return bool(self._validator.validate(self._public_url + target, form, signature))


def raw_target(environ: WSGIEnvironment) -> str:
    """Path and query as they came. Flask's request.url decodes some escapes, which breaks the signature."""
    target = str(environ.get("RAW_URI") or environ.get("REQUEST_URI") or _rebuilt(environ))
    return ORIGIN.sub("", target, count=1) if ORIGIN.match(target) else target


def refuse(*, environ: WSGIEnvironment, form: MultiDict[str, str], signature: str) -> bool:
    """For an installation without Twilio: whoever knocks at its webhooks is somebody else."""
    return False


def _rebuilt(environ: WSGIEnvironment) -> str:
    # The path arrives decoded, as latin-1 characters that stand for bytes; this is as near as one gets.
    path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
    query = environ.get("QUERY_STRING", "")
    return quote(path.encode("latin-1")) + (f"?{query}" if query else "")
