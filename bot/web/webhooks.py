"""Where the outside world knocks. Verify, parse, hand over, answer; what it means is decided elsewhere."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Literal, Protocol
from wsgiref.types import WSGIEnvironment

from flask import Blueprint, Response, abort, jsonify, request
from werkzeug.datastructures import MultiDict

from bot.channels.ports import Inbound, StatusEvent
from bot.channels.twilio.inbound import BadInbound, parse_inbound
from bot.channels.twilio.status import BadStatus, parse_status
from bot.channels.twilio.voice import REJECT_TWIML, parse_call
from bot.payments.ports import BadCallback, BadSignature, Paid, PaymentProvider

MOST_BYTES = 64 * 1024
EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'
SIGNATURE_HEADER = "X-Twilio-Signature"
LOG = logging.getLogger(__name__)

Placed = Literal["posted", "known", "unplaced"]


class Verify(Protocol):
    """Did Twilio send this request? `signature` is "" when the header is missing."""

    def __call__(self, *, environ: WSGIEnvironment, form: MultiDict[str, str], signature: str) -> bool: ...


def webhooks(
    *,
    verify: Verify,
    receive: Callable[[Inbound], None],
    record_status: Callable[[StatusEvent], None],
    record_payment: Callable[[Paid], Placed],
    providers: Mapping[str, PaymentProvider],
    clock: Callable[[], datetime],
) -> Blueprint:
    """The blueprint at /webhooks. Its routes check signatures: exempt it from CSRF protection."""
    blueprint = Blueprint("webhooks", __name__, url_prefix="/webhooks")
    blueprint.before_request(bound_the_body)
    _add_twilio(blueprint, verify=verify, receive=receive, record_status=record_status, clock=clock)
    _add_payments(blueprint, providers=providers, record_payment=record_payment)
    return blueprint


def _add_twilio(
    blueprint: Blueprint,
    *,
    verify: Verify,
    receive: Callable[[Inbound], None],
    record_status: Callable[[StatusEvent], None],
    clock: Callable[[], datetime],
) -> None:
    @blueprint.post("/twilio/message")
    def twilio_message() -> Response:
        form = _signed_form(verify)
        try:
            inbound = parse_inbound(form=form, at=clock())
        except BadInbound:
            abort(400)
        receive(inbound)
        return _twiml(EMPTY_TWIML)

    @blueprint.post("/twilio/status")
    def twilio_status() -> Response:
        form = _signed_form(verify)
        try:
            event = parse_status(form=form)
        except BadStatus:
            abort(400)
        record_status(event)
        return Response(status=204)

    @blueprint.post("/twilio/voice")
    def twilio_voice() -> Response:
        call = parse_call(form=_signed_form(verify), at=clock())
        try:
            if call is not None:
                receive(call)
        except (
            Exception
        ):  # whatever happens here: an error page would be read out, and the caller would pay for it
            LOG.exception("a call was rejected and not answered by a text")
        return _twiml(REJECT_TWIML)


def _add_payments(
    blueprint: Blueprint,
    *,
    providers: Mapping[str, PaymentProvider],
    record_payment: Callable[[Paid], Placed],
) -> None:
    @blueprint.post("/payments/<provider>")
    def payment(provider: str) -> Response:
        if provider not in providers:
            abort(404)
        try:
            paid = providers[provider].parse_callback(form=request.form, headers=dict(request.headers))
        except BadSignature:
            abort(403)
        except BadCallback:
            abort(400)
        return jsonify(result=record_payment(paid))


def bound_the_body() -> None:
    request.max_content_length = MOST_BYTES
    if (request.content_length or 0) > MOST_BYTES:
        abort(413)


def _signed_form(verify: Verify) -> MultiDict[str, str]:
    form = request.form
    signature = request.headers.get(SIGNATURE_HEADER, "")
    if not verify(environ=request.environ, form=form, signature=signature):
        abort(403)
    return form


def _twiml(text: str) -> Response:
    return Response(text, content_type="text/xml; charset=utf-8")
