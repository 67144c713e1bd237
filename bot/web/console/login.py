"""Log-in and log-out: by password (Argon2), throttled."""

from collections.abc import Callable

from flask import Response, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter
from flask_login import login_user, logout_user

from bot.services import agents
from bot.web.console.room import Room, SignedIn
from bot.web.console.wording import t


def add_to(room: Room, *, limits: Limiter) -> None:
    """The pages before the log-in, and the way out."""

    def login_page() -> ResponseReturnValue:
        return render_template("console/login.html", username="")

    def login() -> ResponseReturnValue:
        username = request.form.get("username", "").strip()[:200]
        agent = agents.authenticate(room.context, username, request.form.get("password", "")[:1000])
        if agent is None:
            flash(t("login-wrong"), "bad")
            return render_template("console/login.html", username=username), 422
        session.clear()
        session.permanent = True
        room.began()
        login_user(SignedIn(agent))
        return redirect(_inside(request.args.get("next", "")))

    def logout() -> ResponseReturnValue:
        logout_user()
        session.clear()
        return redirect(url_for("console.login_page"))

    room.get("/login", login_page)
    room.post("/login", _throttled(limits, login), name="login")
    room.admit_anybody("login_page", "login")
    room.post("/logout", logout)


def _throttled(limits: Limiter, view: Callable[[], ResponseReturnValue]) -> Callable[[], ResponseReturnValue]:
    def failed(answer: Response) -> bool:
        return answer.status_code != 302

    by_name = limits.limit("5 per minute", key_func=_address_and_name, deduct_when=failed)
    by_address = limits.limit("30 per minute", deduct_when=failed)
    return by_address(by_name(view))


def _address_and_name() -> str:
    return f"{request.remote_addr}|{request.form.get('username', '').strip().casefold()[:80]}"


def _inside(target: str) -> str:
    """Only a path of the console: never another site."""
    return target if target.startswith("/console") and "\\" not in target else url_for("console.inbox")
