"""What every page gets: headers, CSRF tokens, careful cookies, limits, kind errors."""

from collections.abc import Iterable
from datetime import timedelta

from flask import Blueprint, Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from bot.web import errors

POLICY = "; ".join(
    (
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
LARGEST_BODY = 1024 * 1024
LONGEST_SESSION = timedelta(hours=12)


def protect(app: Flask, *, https: bool = False, exempt: Iterable[Blueprint] = (), proxies: int = 0) -> None:
    """Call once, before the first request. `exempt` blueprints check callers another way (signatures).

    `proxies`: how many of ours stand in front and tell whom they speak for. Nobody further out is believed.
    """
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        PERMANENT_SESSION_LIFETIME=LONGEST_SESSION,
        # A page that looks for news every two seconds would bring back the session as it was before a click meanwhile.
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a page may stay open over lunch
    )
    if app.config["MAX_CONTENT_LENGTH"] is None:
        app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    csrf = CSRFProtect(app)
    for blueprint in exempt:
        csrf.exempt(blueprint)
    errors.install(app)
    app.after_request(_harden)


def new_limiter(*, unlimited: Iterable[Blueprint] = ()) -> Limiter:
    """Turns floods away before they cost anything, each process by its own count; what must hold over all processes is
    counted in the store (bot/services/guesses.py). One for the whole application: each looks at every request.

    `unlimited`: rooms without a limit of their own, which need not wait for the looking.
    """
    limits = Limiter(
        get_remote_address, storage_uri="memory://", headers_enabled=True, strategy="moving-window"
    )
    names = frozenset(blueprint.name for blueprint in unlimited)
    limits.request_filter(lambda: request.blueprint in names)
    return limits


def _harden(answer: Response) -> Response:
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    if request.is_secure:
        answer.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint != "static":
        answer.headers.setdefault("Cache-Control", "no-store")
    return answer
