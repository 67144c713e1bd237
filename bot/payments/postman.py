"""Carries the sandbox's callbacks to us over HTTP as a wallet's servers would: from outside, stubbornly."""

import logging
import threading
import time
from collections.abc import Sequence
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

from bot.payments.sandbox import Callback

TIMEOUT = 10.0
WAITS = (1.0, 2.0, 4.0, 8.0)

_log = logging.getLogger(__name__)
_opener = build_opener(ProxyHandler({}))  # we are calling ourselves


def post(callbacks: Sequence[Callback]) -> None:
    """Post them in this order, now."""
    for callback in callbacks:
        _post_stubbornly(callback)


def post_in_background(callbacks: Sequence[Callback]) -> None:
    """Post them from a thread: the server that shows the page may have no other to take the callback with."""
    threading.Thread(target=post, args=(tuple(callbacks),), name="sandbox-wallet", daemon=True).start()


def _post_stubbornly(callback: Callback) -> None:
    for wait in WAITS:
        if _taken(callback):
            return
        time.sleep(wait)
    _log.warning("the sandbox wallet gave up on a callback to %s", callback.url)


def _taken(callback: Callback) -> bool:
    """Answered for good. A refusal is an answer too; only our own trouble is worth another try."""
    request = Request(callback.url, data=urlencode(callback.form).encode(), headers=dict(callback.headers))
    try:
        with _opener.open(request, timeout=TIMEOUT):
            return True
    except HTTPError as error:
        with error:
            return error.code < 500
    except (OSError, HTTPException):
        return False
