"""/pay: the page that a customer's link opens, with every way to pay. In a demo the sandbox's wallet is on it, too.

Looking at it changes nothing, for messengers look at links before people do.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from bot.documents.code import picture
from bot.payments.ports import Checkout
from bot.payments.postman import post_in_background
from bot.payments.sandbox import REFERENCE, Callback, Sandbox
from bot.services.payments import Asked
from bot.web import security, shown


class Begin(Protocol):
    def __call__(self, *, reference: str, provider: str) -> Checkout | None:
        """None when there is nothing to pay there now."""
        ...


Look = Callable[[str], Asked]


def pay(
    *,
    asked: Callable[[str], Asked | None],
    begin: Begin,
    clock: Callable[[], datetime],
    sandbox: Sandbox | None = None,
    post: Callable[[Sequence[Callback]], None] = post_in_background,
) -> Blueprint:
    """`asked` tells what is to be paid under a reference, None when nothing ever was."""
    pages = Blueprint("pay", __name__, url_prefix="/pay", template_folder="templates")
    shown.install(pages)

    def look(reference: str) -> Asked:
        found = asked(reference) if REFERENCE.fullmatch(reference) else None
        if found is None:
            abort(404)
        return found

    _add_page(pages, look, has_sandbox=sandbox is not None)
    _add_checkout(pages, look, begin)
    if sandbox is not None:
        _add_wallet(pages, look, sandbox, clock=clock, post=post)
    return pages


def _add_page(pages: Blueprint, look: Look, *, has_sandbox: bool) -> None:
    @pages.get("/<reference>")
    def page(reference: str) -> str:
        found = look(reference)
        ways = {way.provider: way for way in found.ways} if found.state == "open" else {}
        return render_template("pay/pay.html", asked=found.request, state=found.state, ways=ways)

    @pages.get("/<reference>/code.png")
    def code(reference: str) -> Response:
        text = next((way.qr for way in look(reference).ways if way.qr), "")
        if not text:
            abort(404)
        return Response(picture(text), content_type="image/png")

    @pages.get("/<reference>/<any(paid, failed):outcome>")
    def done(reference: str, outcome: str) -> str:
        if not REFERENCE.fullmatch(reference):
            abort(404)
        ok = outcome == "paid"
        return render_template("pay/done.html", reference=reference, ok=ok, sandbox=has_sandbox)


def _add_checkout(pages: Blueprint, look: Look, begin: Begin) -> None:
    @pages.post("/<reference>/with/<provider>")
    def go(reference: str, provider: str) -> WerkzeugResponse:
        """A form that the customer's browser takes to the provider's page."""
        look(reference)
        checkout = begin(reference=reference, provider=provider)
        if checkout is None:
            return redirect(url_for("pay.page", reference=reference), code=303)
        answer = make_response(render_template("pay/go.html", checkout=checkout, reference=reference))
        answer.headers["Content-Security-Policy"] = _policy(checkout.url)
        return answer


def _add_wallet(
    pages: Blueprint,
    look: Look,
    sandbox: Sandbox,
    *,
    clock: Callable[[], datetime],
    post: Callable[[Sequence[Callback]], None],
) -> None:
    @pages.post("/<reference>")
    def press(reference: str) -> WerkzeugResponse:
        found = look(reference)
        if found.state != "open":
            return redirect(url_for("pay.page", reference=reference), code=303)
        ok = request.form.get("press") == "pay"
        callback = sandbox.callback(request=found.request, at=clock(), ok=ok)
        post([callback, callback] if request.form.get("twice") else [callback])
        outcome = "paid" if ok else "failed"
        return redirect(url_for("pay.done", reference=reference, outcome=outcome), code=303)


def _policy(url: str) -> str:
    """The form may leave for the provider, whose own pages may pass it on."""
    parts = urlsplit(url)
    return security.POLICY.replace(
        "form-action 'self'", f"form-action {parts.scheme}://{parts.netloc} https:"
    )
