"""Nothing in a log tells who a customer is: card and telephone numbers, PINs, tokens and our own secrets are masked.

It is done where records are made, so that it holds for every logger and handler, our own and those of libraries.
"""

import logging
import re
import traceback
from collections.abc import Callable, Iterable
from typing import Any

from bot.understanding import mask

HIDDEN = "***"
SHORTEST_SECRET = 8  # a shorter one would be found in ordinary words
NUMBERS = re.compile(
    r"(?<!\w)\d{5}[- ]?\d{7}[- ]?\d(?!\w)"  # an identity card
    r"|(?:\+|%2B|(?<!\w)00)\d{1,3}[ -]?\d{2,4}[ -]?\d{5,8}(?!\w)"  # any telephone, as carriers write it
    r"|(?<!\w)(?:92[ -]?|0)?3\d{2}[ -]?\d{7}(?!\w)"  # a mobile telephone, as people write it
    r"|(?<!\w)\d{11,}(?!\w)",
    re.IGNORECASE,
)
LABELLED = re.compile(
    r"""(?ix)
    \b(pin|[a-z_-]*password|[a-z_-]*token|[a-z_-]*secret|sign|[a-z_-]*signature|[a-z_-]*key|cookie|from|text|body)
    (["']?\s*[=:]\s*["']?)
    (?!\*)[^\s"'&,;)}\]]+
    """
)
PIN = re.compile(r"(?i)(\bpin\b\W{0,3}(?:is|hai|ہے)?\W{0,3})\d{4}\b")
API_KEY = re.compile(r"\b(qist_[a-z0-9]{10}_)[A-Za-z0-9_-]{20,}|\b(whsec_)[A-Za-z0-9+/=]{20,}")
SCHEME = re.compile(r"\b(Basic|Bearer) [A-Za-z0-9+/=._~-]{8,}")
URL_PASSWORD = re.compile(r"(://[^\s:/@]*:)[^\s/@]+@")


class Masking:
    """Makes log records like the factory before it, without what nobody should read there."""

    def __init__(self, made: Callable[..., logging.LogRecord]) -> None:
        self._made = made
        self._secrets: frozenset[str] = frozenset()

    def learn(self, secrets: Iterable[str]) -> None:
        self._secrets |= {one for one in secrets if len(one) >= SHORTEST_SECRET}

    def __call__(self, *args: Any, **kwargs: Any) -> logging.LogRecord:
        record = self._made(*args, **kwargs)
        record.msg, record.args = self.masked(_told(record)), ()
        if record.exc_info and record.exc_info[0] is not None:
            # Formatters take this text when it is there, instead of setting the exception down themselves.
            record.exc_text = self.masked("".join(traceback.format_exception(*record.exc_info)).rstrip("\n"))
        if record.stack_info:
            record.stack_info = self.masked(record.stack_info)
        return record

    def masked(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        text = URL_PASSWORD.sub(rf"\1{HIDDEN}@", text)
        text = API_KEY.sub(lambda found: (found[1] or found[2]) + HIDDEN, text)
        text = SCHEME.sub(rf"\1 {HIDDEN}", text)
        text = LABELLED.sub(rf"\1\2{HIDDEN}", text)
        text = PIN.sub(rf"\1{HIDDEN}", text)
        return NUMBERS.sub(lambda found: mask(found[0].replace("%2B", "+").replace("%2b", "+")), text)


def install(*, secrets: Iterable[str] = ()) -> None:
    """From now on every record of this process is masked. Called again, it learns more secrets."""
    factory = logging.getLogRecordFactory()
    if not isinstance(factory, Masking):
        factory = Masking(factory)
        logging.setLogRecordFactory(factory)
    factory.learn(secrets)


def _told(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception:  # arguments that do not fit: the handler would only complain, and show them
        return str(record.msg)
