"""/console: agents log in, see who waits, take a conversation over, answer, and hand it back to the bot."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flask import Blueprint, Flask, flash, redirect, render_template, request, session, url_for
from flask.sansio.app import App
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter
from flask_login import LoginManager, current_user, login_user, logout_user
from werkzeug.exceptions import NotFound, Unauthorized

from bot.services.desk_views import (
    AgentUser,
    ClaimResult,
    ConversationView,
    HandBackResult,
    QueueRow,
    ReplyResult,
)
from bot.web import cases as cases_page
from bot.web import labels as labels_page
from bot.web import security, shown
from bot.web.cases import Cases
from bot.web.labels import Labels

IDLE_SECONDS = 30 * 60
OPEN_PAGES = ("console.login_page", "console.login")
LIVE_PAGES = ("console.live_inbox", "console.live_conversation")
VIEWS = ("waiting", "mine", "all")
NOT_SENT = {
    "empty": "Write something first.",
    "too_long": "This is too long for one message. Shorten it, or send it in two.",
    "not_yours": "Not sent: you do not hold this conversation. Take it first.",
    "window_closed": "Not sent: WhatsApp's 24 hours since the customer's last message are over.",
}


class Desk(Protocol):
    """What the console asks of the services. Every verb owns its transaction."""

    def agent(self, *, agent_id: int) -> AgentUser | None: ...
    def queue(self, *, now: datetime) -> list[QueueRow]: ...
    def mine(self, *, agent_id: int) -> list[QueueRow]: ...
    def all(self) -> list[QueueRow]: ...
    def conversation(self, *, conversation_id: int) -> ConversationView | None: ...
    def claim(self, *, conversation_id: int, agent_id: int) -> ClaimResult: ...
    def reply(self, *, conversation_id: int, agent_id: int, text: str) -> ReplyResult: ...
    def hand_back(self, *, conversation_id: int, agent_id: int) -> HandBackResult: ...


Authenticate = Callable[[str, str], AgentUser | None]
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The shape flask-login wants of a user."""

    agent: AgentUser
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        return str(self.agent.id)


def console(
    *,
    authenticate: Authenticate,
    desk: Desk,
    clock: Clock,
    labels: Labels | None = None,
    cases: Cases | None = None,
    limiter: Limiter | None = None,
) -> Blueprint:
    """`limiter` counts failed log-ins; pass one with a shared storage when several web processes run.

    `labels` adds the page where agents label what the bot did not understand, `cases` the one for payments that
    nobody could place and complaints that wait for an answer.
    """
    pages = Blueprint("console", __name__, url_prefix="/console")
    shown.install(pages)
    views = Pages(authenticate=authenticate, desk=desk, clock=clock)
    limits = limiter or security.new_limiter()
    pages.record_once(lambda state: _install(state.app, limits=limits, desk=desk))
    pages.before_request(views.guard)

    pages.add_url_rule("/login", "login_page", views.login_page)
    pages.add_url_rule("/login", "login", _throttled(limits, views.login), methods=["POST"])
    pages.add_url_rule("/logout", "logout", views.logout, methods=["POST"])
    pages.add_url_rule("", "inbox", views.inbox)
    pages.add_url_rule("/live", "live_inbox", views.live_inbox)
    one = "/conversations/<int:conversation_id>"
    pages.add_url_rule(one, "conversation", views.conversation)
    pages.add_url_rule(f"{one}/live", "live_conversation", views.live_conversation)
    pages.add_url_rule(f"{one}/take", "take", views.take, methods=["POST"])
    pages.add_url_rule(f"{one}/reply", "reply", views.reply, methods=["POST"])
    pages.add_url_rule(f"{one}/hand-back", "hand_back", views.hand_back, methods=["POST"])
    if labels:
        labels_page.add_to(pages, labels=labels)
    if cases:
        cases_page.add_to(pages, cases=cases)
    return pages


class Pages:
    def __init__(self, *, authenticate: Authenticate, desk: Desk, clock: Clock) -> None:
        self._authenticate = authenticate
        self._desk = desk
        self._clock = clock

    def guard(self) -> ResponseReturnValue | None:
        if request.endpoint in OPEN_PAGES:
            return None
        if not current_user.is_authenticated or self._idle():
            logout_user()
            if request.endpoint in LIVE_PAGES:
                raise Unauthorized
            wanted = request.full_path.rstrip("?") if request.method == "GET" else None
            return redirect(url_for("console.login_page", next=wanted))
        if request.endpoint not in LIVE_PAGES:  # a page left open must not keep the session alive
            session["seen"] = self._now()
        return None

    def login_page(self) -> ResponseReturnValue:
        return render_template("console/login.html", username="")

    def login(self) -> ResponseReturnValue:
        username = request.form.get("username", "").strip()[:200]
        agent = self._authenticate(username, request.form.get("password", "")[:1000])
        if agent is None:
            flash("That name and password do not belong together.", "bad")
            return render_template("console/login.html", username=username), 422
        session.clear()
        session.permanent = True
        session["seen"] = self._now()
        login_user(SignedIn(agent))
        return redirect(_inside(request.args.get("next", "")))

    def logout(self) -> ResponseReturnValue:
        logout_user()
        session.clear()
        return redirect(url_for("console.login_page"))

    def inbox(self) -> ResponseReturnValue:
        return self._inbox("console/inbox.html")

    def live_inbox(self) -> ResponseReturnValue:
        return self._inbox("console/_rows.html")

    def conversation(self, conversation_id: int) -> ResponseReturnValue:
        return self._conversation("console/conversation.html", conversation_id)

    def live_conversation(self, conversation_id: int) -> ResponseReturnValue:
        return self._conversation("console/_regions.html", conversation_id)

    def take(self, conversation_id: int) -> ResponseReturnValue:
        result = self._desk.claim(conversation_id=conversation_id, agent_id=_agent().id)
        if result.outcome == "held":
            when = shown.ago(self._clock() - result.since) if result.since else "before you"
            flash(f"{result.holder} took this {when}.", "bad")
        elif result.outcome == "gone":
            flash("The bot has it again: there is nothing to take over.", "bad")
        return _back_to(conversation_id)

    def reply(self, conversation_id: int) -> ResponseReturnValue:
        text = request.form.get("text", "").replace("\r\n", "\n").strip()
        result = self._desk.reply(conversation_id=conversation_id, agent_id=_agent().id, text=text)
        if result.outcome == "sent":
            return _back_to(conversation_id)
        flash(NOT_SENT.get(result.outcome, "Not sent: this conversation is gone."), "bad")
        return self._conversation("console/conversation.html", conversation_id, draft=text), 422

    def hand_back(self, conversation_id: int) -> ResponseReturnValue:
        result = self._desk.hand_back(conversation_id=conversation_id, agent_id=_agent().id)
        if result.outcome == "handed_back":
            flash("Handed back. The bot goes on where it was.", "good")
            return redirect(url_for("console.inbox"), 303)
        flash("Not handed back: you do not hold this conversation.", "bad")
        return _back_to(conversation_id)

    def _inbox(self, template: str) -> str:
        view = request.args.get("view", "waiting")
        if view not in VIEWS:
            raise NotFound
        agent, now = _agent(), self._clock()
        lists = {
            "waiting": self._desk.queue(now=now),
            "mine": self._desk.mine(agent_id=agent.id),
            "all": self._desk.all() if view == "all" else None,
        }
        return render_template(template, agent=agent, now=now, view=view, lists=lists, rows=lists[view])

    def _conversation(self, template: str, conversation_id: int, *, draft: str = "") -> str:
        talk = self._desk.conversation(conversation_id=conversation_id)
        if talk is None:
            raise NotFound
        return render_template(template, agent=_agent(), now=self._clock(), talk=talk, draft=draft)

    def _idle(self) -> bool:
        return self._now() - float(session.get("seen", 0)) > IDLE_SECONDS

    def _now(self) -> float:
        return self._clock().timestamp()


def _install(app: App, *, limits: Limiter, desk: Desk) -> None:
    assert isinstance(app, Flask)
    limits.init_app(app)
    manager = LoginManager(app)
    manager.user_loader(lambda user_id: _signed_in(desk.agent(agent_id=int(user_id))))


def _signed_in(agent: AgentUser | None) -> SignedIn | None:
    return SignedIn(agent) if agent else None


def _throttled(limits: Limiter, view: Callable[[], ResponseReturnValue]) -> Callable[[], ResponseReturnValue]:
    def login() -> ResponseReturnValue:
        return view()

    def failed(answer: object) -> bool:
        return getattr(answer, "status_code", 0) != 302

    by_name = limits.limit("5 per minute", key_func=_address_and_name, deduct_when=failed)
    by_address = limits.limit("30 per minute", deduct_when=failed)
    return by_address(by_name(login))


def _address_and_name() -> str:
    return f"{request.remote_addr}|{request.form.get('username', '').strip().casefold()[:80]}"


def _agent() -> AgentUser:
    agent: AgentUser = current_user.agent
    return agent


def _inside(target: str) -> str:
    """Only a path of the console: never another site."""
    return target if target.startswith("/console") and "\\" not in target else url_for("console.inbox")


def _back_to(conversation_id: int) -> ResponseReturnValue:
    return redirect(url_for("console.conversation", conversation_id=conversation_id), 303)
