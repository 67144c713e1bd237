"""Log-in and log-out: by password, then by a code where the agent has set that up. Guessing is slowed down."""

from collections.abc import Callable

from flask import Response, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter
from flask_login import logout_user

from bot.services import log_in
from bot.services.desk.views import AgentUser
from bot.services.log_in import Attempt
from bot.web.console.room import Room, SignedIn, agent
from bot.web.console.wording import t

PENDING = "second_step"
PENDING_SECONDS = 5 * 60
STATUS = {"wrong": 422, "throttled": 429}
View = Callable[[], ResponseReturnValue]


def add_to(room: Room, *, limits: Limiter) -> None:
    """The pages before the log-in, and the way out."""
    pages = Login(room)
    room.get("/login", pages.login_page, name="login_page")
    room.post("/login", _throttled(limits, pages.login), name="login")
    room.get("/login/code", pages.code_page, name="code_page")
    room.post("/login/code", _throttled(limits, pages.code), name="code")
    room.admit_anybody("login_page", "login", "code_page", "code")
    room.post("/logout", pages.logout, name="logout")


class Login:
    def __init__(self, room: Room) -> None:
        self._room = room
        self._context = room.context

    def login_page(self) -> ResponseReturnValue:
        return render_template("console/login.html", username="")

    def login(self) -> ResponseReturnValue:
        username = request.form.get("username", "").strip()[:200]
        attempt = log_in.by_password(
            self._context,
            username=username,
            password=request.form.get("password", "")[:1000],
            address=request.remote_addr or "",
        )
        if attempt.outcome == "in":
            return self._let_in(attempt)
        if attempt.outcome == "code" and attempt.agent is not None:
            return self._ask_code(attempt.agent)
        _say_no(attempt, wrong="login-wrong")
        page = render_template("console/login.html", username=username)
        return page, STATUS[attempt.outcome]

    def code_page(self) -> ResponseReturnValue:
        return render_template("console/login_code.html") if self._pending() else _to_log_in()

    def code(self) -> ResponseReturnValue:
        pending = self._pending()
        if pending is None:
            return _to_log_in()
        agent_id, epoch = pending
        code = request.form.get("code", "")[:20]
        attempt = log_in.by_code(self._context, agent_id=agent_id, epoch=epoch, code=code)
        if attempt.outcome == "in":
            return self._let_in(attempt)
        if attempt.outcome == "gone":
            return _to_log_in()
        _say_no(attempt, wrong="login-code-wrong")
        return render_template("console/login_code.html"), STATUS[attempt.outcome]

    def logout(self) -> ResponseReturnValue:
        log_in.left(self._context, agent_id=agent().id)
        logout_user()
        session.clear()
        return redirect(url_for("console.login_page"))

    def _let_in(self, attempt: Attempt) -> ResponseReturnValue:
        assert attempt.agent is not None
        self._room.enter(attempt.agent)
        return redirect(_inside(request.args.get("next", "")))

    def _ask_code(self, who: AgentUser) -> ResponseReturnValue:
        """Who has only the password has no session, only leave to try a code for a few minutes."""
        session.clear()
        session[PENDING] = {"who": SignedIn(who).get_id(), "until": self._seconds() + PENDING_SECONDS}
        return redirect(
            url_for("console.code_page", next=request.args.get("next"), lang=request.args.get("lang"))
        )

    def _pending(self) -> tuple[int, int] | None:
        """Whose code is awaited: their id and epoch."""
        told = session.get(PENDING)
        if told is None or self._seconds() > told["until"]:
            return None
        number, _, epoch = told["who"].partition(".")
        return int(number), int(epoch)

    def _seconds(self) -> float:
        return self._context.clock().timestamp()


def _say_no(attempt: Attempt, *, wrong: str) -> None:
    flash(t("login-throttled" if attempt.outcome == "throttled" else wrong), "bad")


def _to_log_in() -> ResponseReturnValue:
    session.pop(PENDING, None)
    return redirect(url_for("console.login_page", next=request.args.get("next")))


def _throttled(limits: Limiter, view: View) -> View:
    """By the address alone, in this process: what floods is turned away before it costs anything."""

    def failed(answer: Response) -> bool:
        return answer.status_code != 302

    return limits.limit("30 per minute", deduct_when=failed)(view)


def _inside(target: str) -> str:
    """Only a path of the console: never another site."""
    return target if target.startswith("/console") and "\\" not in target else url_for("console.inbox")
