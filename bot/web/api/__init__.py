"""/api/v1: what a web shop's own programs may do. No cookie, no session: a key in every request."""

import hashlib

from flask import Blueprint, Response, jsonify, render_template, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from bot.services.api_keys import SCOPES
from bot.services.context import Context
from bot.web.api import orders, reading, webhooks
from bot.web.api.door import Door
from bot.web.api.openapi import document
from bot.web.problems import KINDS, Problem, answered
from bot.web.webhooks import bound_the_body

PREFIX = "/api/v1"
OPERATIONS = (*orders.OPERATIONS, *webhooks.OPERATIONS)


def api(context: Context, *, limits: Limiter, base_url: str, per_minute: int) -> Blueprint:
    """`per_minute`: requests of one key, and of one address. Callers bring a key: exempt it from CSRF protection."""
    pages = Blueprint("api", __name__, url_prefix=PREFIX)
    pages.before_request(bound_the_body)
    pages.register_error_handler(Problem, answered)
    _limit(pages, limits, f"{per_minute} per minute")
    door = Door(context, base_url)
    for operation in OPERATIONS:
        pages.add_url_rule(
            operation.path,
            operation.id,
            door.view(operation),
            methods=[operation.method],
            provide_automatic_options=False,
        )
    _add_document(pages, base_url)
    return pages


def _add_document(pages: Blueprint, base_url: str) -> None:
    told = document(OPERATIONS, base_url=base_url + PREFIX)

    @pages.get("/openapi.json")
    def openapi() -> Response:
        return jsonify(told)

    @pages.get("/docs")
    def docs() -> str:
        return render_template("api/docs.html", told=told, kinds=KINDS, scopes=SCOPES)


def _limit(pages: Blueprint, limits: Limiter, rate: str) -> None:
    limits.limit(rate, key_func=get_remote_address)(pages)
    limits.limit(rate, key_func=_by_key, exempt_when=lambda: not reading.bearer(request))(pages)


def _by_key() -> str:
    """By the whole of it: who knows only its name uses up nobody's share."""
    return hashlib.sha256(reading.bearer(request).encode()).hexdigest()
