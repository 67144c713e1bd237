"""/console/shops: who sells, whose telephone is theirs, where their money goes; for administrators."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from bot.services import shops as sellers
from bot.services.shops import Done
from bot.web.console.acts import LONGEST_REASON
from bot.web.console.room import Room, agent
from bot.web.console.wording import t

ONE = "/shops/<code>"
GOOD = ("done", "asked")
NO_NUMBER = -1


def add_to(room: Room) -> None:
    pages = Shops(room)
    room.get("/shops", pages.shops, name="shops", role="administrator")
    for rule, view, name in (
        ("/shops", pages.add, "add_shop"),
        (f"{ONE}/phone", pages.phone, "shop_phone"),
        (f"{ONE}/ask", pages.ask, "ask_shop"),
        (f"{ONE}/discount", pages.discount, "shop_discount"),
        (f"{ONE}/account", pages.account, "shop_account"),
        (f"{ONE}/off", pages.off, "shop_off"),
        (f"{ONE}/on", pages.on, "shop_on"),
    ):
        room.post(rule, view, name=name, role="administrator")


class Shops:
    def __init__(self, room: Room) -> None:
        self._context = room.context

    def shops(self) -> ResponseReturnValue:
        return self._page()

    def add(self) -> ResponseReturnValue:
        form = request.form
        outcome = sellers.add(
            self._context,
            code=form.get("code", ""),
            name=form.get("name", ""),
            city=form.get("city", ""),
            phone=form.get("phone", ""),
            discount_bp=_basis_points(form.get("discount", "0")),
            account=form.get("account", ""),
            by=agent().id,
        )
        if outcome == "done":
            return _told(outcome, "shops-added")
        flash(t(_key(outcome)), "bad")
        return self._page(draft=form), 422

    def phone(self, code: str) -> ResponseReturnValue:
        number = request.form.get("phone", "")
        outcome = sellers.change_phone(self._context, code=code, phone=number, by=agent().id)
        return _told(outcome, "shops-phone-asked")

    def ask(self, code: str) -> ResponseReturnValue:
        return _told(sellers.ask_phone(self._context, code=code, by=agent().id), "shops-phone-asked")

    def discount(self, code: str) -> ResponseReturnValue:
        points = _basis_points(request.form.get("discount", ""))
        outcome = sellers.change_discount(self._context, code=code, discount_bp=points, by=agent().id)
        return _told(outcome, "shops-changed")

    def account(self, code: str) -> ResponseReturnValue:
        form = request.form
        outcome = sellers.set_account(
            self._context,
            code=code,
            account=form.get("account", ""),
            reason=form.get("reason", "")[:LONGEST_REASON],
            by=agent().id,
        )
        return _told(outcome, "shops-account-kept")

    def off(self, code: str) -> ResponseReturnValue:
        return _told(sellers.switch(self._context, code=code, active=False, by=agent().id), "shops-changed")

    def on(self, code: str) -> ResponseReturnValue:
        return _told(sellers.switch(self._context, code=code, active=True, by=agent().id), "shops-changed")

    def _page(self, *, draft: Mapping[str, str] | None = None) -> str:
        """`draft`: what was filled in and could not be kept; never an account."""
        return render_template(
            "console/shops.html",
            section="shops",
            shops=sellers.every(self._context),
            draft=draft or {},
            now=self._context.clock(),
        )


def _told(outcome: Done, good: str) -> ResponseReturnValue:
    if outcome == "unknown":
        raise NotFound
    key = good if outcome == "done" else _key(outcome)
    flash(t(key), "good" if outcome in GOOD else "bad")
    return redirect(url_for("console.shops"), 303)


def _key(outcome: Done) -> str:
    return f"shops-{outcome.replace('_', '-')}"


def _basis_points(percent: str) -> int:
    """Hundredths of a per cent; a number that no discount has for what is none."""
    try:
        points = Decimal(percent.replace("%", "").strip() or "0") * 100
    except InvalidOperation:
        return NO_NUMBER
    return int(points) if points.is_finite() and points == int(points) else NO_NUMBER
