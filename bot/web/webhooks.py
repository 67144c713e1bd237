"""Where the outside world knocks. Verify, parse, hand over, answer; what it means is decided elsewhere."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Literal, Protocol
from wsgiref.types import WSGIEnvironment

from flask import Blueprint, Response, abort, jsonify, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as WerkzeugResponse

from bot import tracing
from bot.channels.ports import Inbound, StatusEvent
from bot.channels.twilio.inbound import BadInbound, parse_inbound
from bot.channels.twilio.status import BadStatus, parse_status
from bot.channels.twilio.voice import REJECT_TWIML, parse_call
from bot.payments.ports import BadCallback, BadSignature, CallsBack, Paid, PaymentProvider, TakenBack, Told
from bot.store.database import StoreUnavailable

MOST_BYTES = 64 * 1024
EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'
SIGNATURE_HEADER = "X-Twilio-Signature"
LOG = logging.getLogger(__name__)

Placed = Literal["posted", "known", "unplaced"]
Reversed = Literal["reversed", "known", "unknown", "differs"]


class Verify(Protocol):
    """Did Twilio send this request? `signature` is "" when the header is missing."""

    def __call__(self, *, environ: WSGIEnvironment, form: MultiDict[str, str], signature: str) -> bool: ...


class Defer(Protocol):
    """Keep a signed request for later. Raises StoreUnavailable when there is no place for it either."""

    def __call__(self, *, kind: Literal["message", "call", "status"], form: MultiDict[str, str]) -> None: ...


def webhooks(
    *,
    verify: Verify,
    receive: Callable[[Inbound], None],
    record_status: Callable[[StatusEvent], None],
    record_payment: Callable[[Paid], Placed],
    providers: Mapping[str, PaymentProvider],
    clock: Callable[[], datetime],
    defer: Defer,
    take_back: Callable[[TakenBack], Reversed] = lambda taken: "unknown",
    forged: Callable[[str], None] = lambda provider: None,
) -> Blueprint:
    """The blueprint at /webhooks. Its routes check signatures: exempt it from CSRF protection."""
    blueprint = Blueprint("webhooks", __name__, url_prefix="/webhooks")
    blueprint.before_request(bound_the_body)
    blueprint.before_request(refuse_nameless)
    _add_twilio(blueprint, verify=verify, receive=receive, clock=clock)
    _add_reports(blueprint, verify=verify, record_status=record_status, defer=defer)
    _add_calls(blueprint, verify=verify, receive=receive, clock=clock, defer=defer)
    _add_fallback(blueprint, verify=verify, clock=clock, defer=defer)
    _add_payments(
        blueprint,
        providers=providers,
        record_payment=record_payment,
        take_back=take_back,
        forged=forged,
    )
    return blueprint


def _add_twilio(
    blueprint: Blueprint,
    *,
    verify: Verify,
    receive: Callable[[Inbound], None],
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


def _add_reports(
    blueprint: Blueprint, *, verify: Verify, record_status: Callable[[StatusEvent], None], defer: Defer
) -> None:
    @blueprint.post("/twilio/status")
    def twilio_status() -> Response:
        """Twilio tells a report once and has no second address for it: it waits when the store cannot take it."""
        form = _signed_form(verify)
        try:
            event = parse_status(form=form)
        except BadStatus:
            abort(400)
        try:
            record_status(event)
        except StoreUnavailable:
            defer(kind="status", form=form)
        return Response(status=204)


def _add_calls(
    blueprint: Blueprint,
    *,
    verify: Verify,
    receive: Callable[[Inbound], None],
    clock: Callable[[], datetime],
    defer: Defer,
) -> None:
    @blueprint.post("/twilio/voice")
    def twilio_voice() -> Response:
        form = _signed_form(verify)
        call = parse_call(form=form, at=clock())
        try:
            if call is not None:
                received_or_kept(call, form)
        except (
            Exception
        ):  # whatever happens here: an error page would be read out, and the caller would pay for it
            LOG.exception("a call was rejected and not answered by a text")
        return _twiml(REJECT_TWIML)

    def received_or_kept(call: Inbound, form: MultiDict[str, str]) -> None:
        try:
            receive(call)
        except StoreUnavailable:
            defer(kind="call", form=form)


def _add_fallback(
    blueprint: Blueprint, *, verify: Verify, clock: Callable[[], datetime], defer: Defer
) -> None:
    @blueprint.post("/twilio/fallback")
    def twilio_fallback() -> Response:
        """Where Twilio turns when the first address answered with an error or not in time."""
        form = _signed_form(verify)
        if form.get("CallSid"):
            defer(kind="call", form=form)
            return _twiml(REJECT_TWIML)
        try:
            parse_inbound(form=form, at=clock())
        except BadInbound:
            abort(400)
        defer(kind="message", form=form)
        return _twiml(EMPTY_TWIML)


def _add_payments(
    blueprint: Blueprint,
    *,
    providers: Mapping[str, PaymentProvider],
    record_payment: Callable[[Paid], Placed],
    take_back: Callable[[TakenBack], Reversed],
    forged: Callable[[str], None],
) -> None:
    @blueprint.post("/payments/<provider>")
    def payment(provider: str) -> Response:
        known = calls_back(provider)
        return jsonify(dict(known.answer(result=settled(told(provider, known)))))

    @blueprint.post("/payments/<provider>/return")
    def payment_return(provider: str) -> WerkzeugResponse:
        """The customer's browser comes back from the provider's page and brings what it would tell us."""
        said = told(provider, calls_back(provider))
        settled(said)
        outcome = "paid" if isinstance(said, Paid) and said.ok else "failed"
        return redirect(url_for("pay.done", reference=said.reference, outcome=outcome), code=303)

    def calls_back(provider: str) -> CallsBack:
        known = providers.get(provider)
        if not isinstance(known, CallsBack):
            abort(404)
        return known

    def told(provider: str, known: CallsBack) -> Told:
        body = request.get_data()  # before the form, which would leave nothing of it
        if any(len(values) > 1 for values in request.form.listvalues()):
            abort(400)
        try:
            return known.parse_callback(form=request.form, headers=dict(request.headers), body=body)
        except BadSignature:
            forged(provider)
            abort(403)
        except BadCallback:
            abort(400)

    def settled(said: Told) -> str:
        return take_back(said) if isinstance(said, TakenBack) else record_payment(said)


def bound_the_body() -> None:
    request.max_content_length = MOST_BYTES
    if (request.content_length or 0) > MOST_BYTES:
        abort(413)


def refuse_nameless() -> None:
    """Parts without a name: no provider sends them, and no signature can be made over them."""
    in_parts = request.mimetype == "multipart/form-data"
    if in_parts and not all(isinstance(name, str) for name in request.form):
        abort(400)


def _signed_form(verify: Verify) -> MultiDict[str, str]:
    form = request.form
    signature = request.headers.get(SIGNATURE_HEADER, "")
    if not verify(environ=request.environ, form=form, signature=signature):
        abort(403)
    tracing.begin(form.get("MessageSid") or form.get("CallSid") or "")
    return form


def _twiml(text: str) -> Response:
    return Response(text, content_type="text/xml; charset=utf-8")
