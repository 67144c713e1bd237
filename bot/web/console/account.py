"""/console/account: what people change of their own: language, password, the second step, all their sessions."""

from flask import Response, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import logout_user
from werkzeug.exceptions import NotFound

from bot.services import account as accounts
from bot.services import agents, totp
from bot.services.passwords import SHORTEST_PASSWORD
from bot.web.console.room import Room, agent
from bot.web.console.wording import t

OFFER = "totp_offer"
STATUS = {"throttled": 429}


def add_to(room: Room) -> None:
    pages = Account(room)
    room.get("/account", pages.account, name="account")
    room.post("/account/language", pages.speak, name="speak")
    room.post("/account/password", pages.new_password, name="new_password")
    room.post("/account/totp/offer", pages.offer, name="offer_totp")
    room.get("/account/totp.svg", pages.picture, name="totp_picture")
    room.post("/account/totp/keep", pages.keep, name="keep_totp")
    room.post("/account/totp/leave", pages.leave, name="leave_totp")
    room.post("/account/totp/off", pages.drop, name="drop_totp")
    room.post("/account/log-out-everywhere", pages.everywhere, name="log_out_everywhere")


class Account:
    def __init__(self, room: Room) -> None:
        self._room = room
        self._context = room.context

    def account(self) -> ResponseReturnValue:
        return self._page()

    def speak(self) -> ResponseReturnValue:
        accounts.speak(self._context, agent_id=agent().id, language=request.form.get("language", ""))
        return _back()

    def new_password(self) -> ResponseReturnValue:
        form, who = request.form, agent()
        outcome = accounts.new_password(
            self._context,
            agent=who,
            old=form.get("old", "")[:1000],
            new=form.get("new", "")[:1000],
            address=request.remote_addr or "",
        )
        if outcome == "changed":
            self._go_on(who.id)
        return self._told(f"account-password-{outcome}", outcome)

    def offer(self) -> ResponseReturnValue:
        session[OFFER] = accounts.offer_key(self._context, agent_id=agent().id)
        return _back("totp")

    def picture(self) -> ResponseReturnValue:
        return Response(totp.picture(self._offered(), username=agent().username), mimetype="image/svg+xml")

    def keep(self) -> ResponseReturnValue:
        self._offered()
        code = request.form.get("code", "")[:20]
        if not accounts.keep_key(self._context, agent_id=agent().id, offer=session[OFFER], code=code):
            flash(t("account-code-wrong"), "bad")
            return self._page(), 422
        del session[OFFER]
        flash(t("account-totp-on"), "good")
        return _back()

    def leave(self) -> ResponseReturnValue:
        session.pop(OFFER, None)
        return _back("totp")

    def drop(self) -> ResponseReturnValue:
        outcome = accounts.drop_key(
            self._context,
            agent=agent(),
            password=request.form.get("password", "")[:1000],
            address=request.remote_addr or "",
        )
        return self._told(f"account-totp-{outcome}", outcome)

    def everywhere(self) -> ResponseReturnValue:
        accounts.log_out_everywhere(self._context, agent_id=agent().id)
        logout_user()
        session.clear()
        flash(t("account-out-everywhere"), "good")
        return redirect(url_for("console.login_page"), 303)

    def _page(self) -> str:
        offered = "" if agent().second_step or OFFER not in session else totp.grouped(self._offered())
        return render_template("console/account.html", offered=offered, shortest=SHORTEST_PASSWORD)

    def _told(self, key: str, outcome: str) -> ResponseReturnValue:
        flash(t(key), "good" if outcome == "changed" else "bad")
        return _back() if outcome == "changed" else (self._page(), STATUS.get(outcome, 422))

    def _offered(self) -> str:
        if OFFER not in session:
            raise NotFound
        return accounts.offered(self._context, agent_id=agent().id, offer=session[OFFER])

    def _go_on(self, agent_id: int) -> None:
        """All sessions of this agent are over but this one."""
        found = agents.by_id(self._context, agent_id=agent_id)
        if found is not None:
            self._room.enter(found, began=session["began"])


def _back(place: str = "") -> ResponseReturnValue:
    return redirect(url_for("console.account", _anchor=place or None), 303)
