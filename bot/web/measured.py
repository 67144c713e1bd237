"""/metrics for Prometheus, and for nobody else."""

import hmac
from collections.abc import Callable
from ipaddress import ip_address

from flask import Blueprint, Response, abort, request

from bot import metrics

FORWARDED = ("X-Forwarded-For", "X-Real-IP", "Forwarded")


def measured(*, gauges: Callable[[], metrics.Gauges], token: str) -> Blueprint:
    """With a token for whoever brings it (`Authorization: Bearer ...`), without one for this machine alone."""
    pages = Blueprint("measured", __name__)

    @pages.get("/metrics")
    def page() -> Response:
        if not (_brings(token) if token else _is_at_home()):
            abort(403)
        return Response(metrics.page(gauges), content_type=metrics.CONTENT_TYPE)

    return pages


def _brings(token: str) -> bool:
    brought = request.headers.get("Authorization", "")
    return hmac.compare_digest(brought.encode(), f"Bearer {token}".encode())


def _is_at_home() -> bool:
    """A proxy in front is at home, too, and speaks for the whole world: what it passes on does not count."""
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
