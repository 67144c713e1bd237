"""What came along with a message, fetched from Twilio with our log-in and from nowhere else."""

from typing import Any
from urllib.parse import urlsplit

import requests

from bot.channels.ports import Fetched, Media, NotFetched

LARGEST = 16 * 1024 * 1024  # WhatsApp's own limit
HOSTS = ("api.twilio.com", "media.twiliocdn.com", "mcs.us1.twilio.com")
CHUNK = 64 * 1024


def fetch(http: Any, *, media: Media, auth: tuple[str, str]) -> Fetched:
    """`http` is the SDK's client, which knows the time-out and where Twilio is. Raises NotFetched."""
    if urlsplit(media.url).scheme != "https" or urlsplit(media.url).hostname not in HOSTS:
        raise NotFetched("the address is not Twilio's")
    try:
        with http.session.get(
            http.rewritten(media.url), auth=auth, timeout=http.timeout, stream=True
        ) as answer:
            answer.raise_for_status()
            return Fetched(_body(answer), media.content_type)
    except requests.RequestException as error:
        raise NotFetched(str(error)) from error


def _body(answer: requests.Response) -> bytes:
    body = bytearray()
    for chunk in answer.iter_content(CHUNK):
        body += chunk
        if len(body) > LARGEST:
            raise NotFetched("it is larger than WhatsApp allows")
    return bytes(body)
