"""An SMS as Kannel brings it, made into ours.

Kannel brings it in one of two ways: in the parameters of a GET (`get-url`), or as the body of a POST (`post-url`) with
the sender in the header X-Kannel-From. The id (%I) is a parameter in both: Kannel has no header for it.
"""

from collections.abc import Mapping
from datetime import datetime

import phonenumbers

from bot.channels.ports import Inbound
from bot.channels.texts import MOST_TEXT, clean, named

PREFIX = "kannel:"  # two carriers of one channel, and an id of one must never be taken for an id of the other
EIGHT_BIT = "1"  # a ring tone, settings, a picture: nothing that anybody wrote


class BadInbound(Exception):
    """An SMS without an id, or of a sender that nobody can answer: a bank's name, an operator's short code."""


def parse_inbound(
    *, query: Mapping[str, str], headers: Mapping[str, str], body: str | None, at: datetime
) -> Inbound:
    """`body` is the text of a POST, None for a GET. Raises BadInbound."""
    provider_id = named(query.get("id", "")).strip()
    if not provider_id:
        raise BadInbound("no id: the address in Kannel's configuration lacks id=%I")
    sender = query.get("from") or headers.get("X-Kannel-From", "")
    binary = (query.get("coding") or headers.get("X-Kannel-Coding")) == EIGHT_BIT
    text = "" if binary else clean(query.get("text", "") if body is None else body)
    return Inbound(
        provider_id=PREFIX + provider_id,
        channel="sms",
        address=_number(sender),
        text=text[:MOST_TEXT],
        at=at,
        kind="unknown" if binary else "text",
        truncated=len(text) > MOST_TEXT,
    )


def _number(sender: str) -> str:
    """+E.164, from whatever form the operator uses: 0300..., 92300..., +92300..., 0092300..."""
    if not any(letter.isalpha() for letter in sender):
        for told in (sender, "+" + sender.strip().lstrip("+")):
            try:
                number = phonenumbers.parse(told.strip(), "PK")
            except phonenumbers.NumberParseException:
                continue
            if phonenumbers.is_valid_number(number):
                return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    raise BadInbound("the sender is no telephone number")
