"""Is the process alive, and can it do its work?"""

from collections.abc import Callable

from flask import Blueprint, Response, jsonify, make_response


def health(*, ready: Callable[[], bool], room: Callable[[], bool]) -> Blueprint:
    """`ready` answers whether the database can be reached and is migrated, `room` whether its disk has room.

    An exception counts as no.
    """
    pages = Blueprint("health", __name__)

    @pages.get("/healthz")
    def alive() -> Response:
        return jsonify({"ok": True})

    @pages.get("/readyz")
    def can_work() -> Response:
        why = "store" if not _holds(ready) else "disk full" if not _holds(room) else ""
        return make_response(jsonify({"ok": False, "why": why}), 503) if why else jsonify({"ok": True})

    return pages


def _holds(ready: Callable[[], bool]) -> bool:
    try:
        return ready()
    except Exception:  # whatever is wrong, the answer is the same: not ready
        return False
