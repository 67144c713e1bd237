"""/console/api-keys: keys of web shops, and which of their webhooks do not arrive; for administrators."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from bot.services import api_keys, webhook_endpoints
from bot.services.api_keys import SCOPES, NewKey, UnknownScope, UnknownShop
from bot.web.console.room import Room, agent
from bot.web.console.wording import t


def add_to(room: Room) -> None:
    pages = ApiKeys(room)
    room.get("/api-keys", pages.listed, name="api_keys", role="administrator")
    for rule, view, name in (
        ("/api-keys", pages.make, "make_api_key"),
        ("/api-keys/<name>/revoke", pages.revoke, "revoke_api_key"),
        ("/api-keys/webhooks/<int:endpoint_id>/on", pages.turn_on, "turn_on_webhook"),
    ):
        room.post(rule, view, name=name, role="administrator")


class ApiKeys:
    def __init__(self, room: Room) -> None:
        self._context = room.context

    def listed(self) -> ResponseReturnValue:
        return self._page()

    def make(self) -> ResponseReturnValue:
        shop, scopes = request.form.get("shop", "").strip(), request.form.getlist("scope")
        try:
            made = api_keys.make(self._context, shop=shop, scopes=scopes, agent_id=agent().id)
        except UnknownShop:
            return self._not_made("keys-no-shop", shop, scopes)
        except UnknownScope:
            return self._not_made("keys-no-scope", shop, scopes)
        return self._page(made=made)

    def revoke(self, name: str) -> ResponseReturnValue:
        if api_keys.revoke(self._context, name=name, agent_id=agent().id) == "unknown":
            raise NotFound
        return _told("keys-revoked")

    def turn_on(self, endpoint_id: int) -> ResponseReturnValue:
        done = webhook_endpoints.turn_on_by_person(
            self._context, endpoint_id=endpoint_id, agent_id=agent().id
        )
        if not done:
            raise NotFound
        return _told("keys-webhook-on")

    def _not_made(self, key: str, shop: str, scopes: list[str]) -> ResponseReturnValue:
        flash(t(key), "bad")
        return self._page(shop=shop, scopes=scopes), 422

    def _page(self, *, made: NewKey | None = None, shop: str = "", scopes: list[str] | None = None) -> str:
        """`made`: told on this page and never again."""
        return render_template(
            "console/api_keys.html",
            section="shops",
            keys=api_keys.every(self._context),
            off=webhook_endpoints.turned_off(self._context),
            all_scopes=SCOPES,
            now=self._context.clock(),
            made=made,
            shop=shop,
            scopes=list(SCOPES) if scopes is None else scopes,
        )


def _told(key: str) -> ResponseReturnValue:
    flash(t(key), "good")
    return redirect(url_for("console.api_keys"), 303)
