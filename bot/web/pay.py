"""/pay (demo only): the sandbox's hosted page. It plays the wallet in which a customer pays."""

from collections.abc import Callable, Sequence
from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from bot.payments.ports import PayRequest
from bot.payments.postman import post_in_background
from bot.payments.sandbox import REFERENCE, Callback, Sandbox
from bot.web import shown


def pay(
    *,
    sandbox: Sandbox,
    amount_of: Callable[[str], int | None],
    clock: Callable[[], datetime],
    post: Callable[[Sequence[Callback]], None] = post_in_background,
) -> Blueprint:
    """`amount_of` tells the paisa asked for under a reference, or None when nothing is to be paid there."""
    pages = Blueprint("pay", __name__, url_prefix="/pay", template_folder="templates")
    shown.install(pages)

    @pages.get("/<reference>")
    def page(reference: str) -> str:
        return render_template("pay/pay.html", asked=_asked(reference, amount_of=amount_of))

    @pages.post("/<reference>")
    def press(reference: str) -> Response:
        asked = _asked(reference, amount_of=amount_of)
        ok = request.form.get("press") == "pay"
        callback = sandbox.callback(request=asked, at=clock(), ok=ok)
        post([callback, callback] if request.form.get("twice") else [callback])
        outcome = "paid" if ok else "failed"
        return redirect(url_for("pay.done", reference=reference, outcome=outcome), code=303)

    @pages.get("/<reference>/<any(paid, failed):outcome>")
    def done(reference: str, outcome: str) -> str:
        if not REFERENCE.fullmatch(reference):
            abort(404)
        return render_template("pay/done.html", reference=reference, ok=outcome == "paid")

    return pages


def _asked(reference: str, *, amount_of: Callable[[str], int | None]) -> PayRequest:
    paisa = amount_of(reference) if REFERENCE.fullmatch(reference) else None
    if not paisa:
        abort(404)
    return PayRequest(reference=reference, paisa=paisa)
