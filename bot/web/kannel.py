"""Where Kannel knocks: an SMS to the short code, a report on one of ours.

Kannel asks again after every answer but 200 and 202, and drops the message after some tries. So a wrong key is refused,
for somebody may mend it meanwhile, and what will never become good (no id, a bank's name for a sender) gets the same
empty 200 as a message that was taken: Kannel would send any other text to the customer.
"""

import hmac
import logging
from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, abort, request

from bot.channels.kannel import BadInbound, BadReport, ForgedReport, parse_inbound, parse_report
from bot.channels.ports import Inbound, StatusEvent
from bot.web.webhooks import bound_the_body

LOG = logging.getLogger(__name__)


def kannel_webhooks(
    *,
    key: str,
    secret: str,
    receive: Callable[[Inbound], None],
    record_status: Callable[[StatusEvent], None],
    clock: Callable[[], datetime],
) -> Blueprint:
    """The blueprint at /webhooks/kannel. Without a key nobody may bring a message. Exempt it from CSRF protection."""
    blueprint = Blueprint("kannel", __name__, url_prefix="/webhooks/kannel")
    blueprint.before_request(bound_the_body)

    @blueprint.route("/message", methods=["GET", "POST"])
    def message() -> Response:
        if not key or not hmac.compare_digest(request.args.get("key", "").encode(), key.encode()):
            abort(403)
        body = _text() if request.method == "POST" else None
        try:
            inbound = parse_inbound(query=request.args, headers=dict(request.headers), body=body, at=clock())
        except BadInbound as error:
            LOG.warning("an SMS from Kannel was left unanswered: %s", error)
        else:
            receive(inbound)
        return _done()

    @blueprint.get("/report")
    def report() -> Response:
        try:
            record_status(parse_report(query=request.args, secret=secret))
        except ForgedReport:
            abort(403)
        except BadReport:
            LOG.warning("Kannel reported something unknown of %s", request.args.get("id"))
        return _done()

    return blueprint


def _text() -> str:
    """The body in the character set that Kannel names."""
    body = request.get_data()
    try:
        return body.decode(request.mimetype_params.get("charset", "utf-8"), errors="replace")
    except (LookupError, UnicodeError):  # no such set, or one that knows no "replace"
        return body.decode(errors="replace")


def _done() -> Response:
    return Response("", content_type="text/plain; charset=utf-8")
