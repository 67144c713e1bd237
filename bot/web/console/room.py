"""What every page of the console stands on: who may open it, and who is there."""

from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Blueprint, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user
from werkzeug.exceptions import Forbidden, Unauthorized

from bot.services.context import Context
from bot.services.desk.views import AgentUser

IDLE_SECONDS = 30 * 60
LONGEST_SECONDS = 12 * 60 * 60
RANKS = ("agent", "supervisor", "administrator")
View = Callable[..., ResponseReturnValue]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The shape flask-login wants of a user."""

    agent: AgentUser
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        return f"{self.agent.id}.{self.agent.epoch}"


@dataclass(frozen=True, slots=True)
class Room:
    """The blueprint under construction. Every page names the lowest role that may open it.

    `open` pages need no session; `quiet` ones are asked for by a page that lies open, so they keep no session alive.
    """

    pages: Blueprint
    context: Context
    roles: dict[str, str] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)
    quiet: set[str] = field(default_factory=set)

    def get(self, rule: str, view: View, *, role: str = "agent", name: str = "", quiet: bool = False) -> None:
        self._add(rule, view, "GET", role, name, quiet)

    def post(
        self, rule: str, view: View, *, role: str = "agent", name: str = "", quiet: bool = False
    ) -> None:
        self._add(rule, view, "POST", role, name, quiet)

    def admit_anybody(self, *names: str) -> None:
        """Pages before the log-in."""
        self.open.update(f"console.{name}" for name in names)

    def guard(self) -> ResponseReturnValue | None:
        """Before every request. Raises Unauthorized for a quiet page, Forbidden for the wrong role."""
        endpoint = request.endpoint or ""
        if endpoint in self.open:
            return None
        quiet = endpoint in self.quiet
        if not current_user.is_authenticated or self._over():
            return self._to_log_in(quiet)
        if not quiet:  # a page left open must not keep the session alive
            session["seen"] = self._seconds()
        if RANKS.index(agent().role) < RANKS.index(self.roles[endpoint]):
            raise Forbidden
        return None

    def enter(self, agent: AgentUser, *, began: float = 0) -> None:
        """A session begins; with `began` one goes on that began at that moment (seconds)."""
        session.clear()
        session.permanent = True
        session["seen"] = self._seconds()
        session["began"] = began or session["seen"]
        login_user(SignedIn(agent))

    def _add(self, rule: str, view: View, method: str, role: str, name: str, quiet: bool) -> None:
        name = name or getattr(view, "__name__", "")
        self.roles[f"console.{name}"] = role
        if quiet:
            self.quiet.add(f"console.{name}")
        self.pages.add_url_rule(rule, name, view, methods=[method])

    def _to_log_in(self, quiet: bool) -> ResponseReturnValue:
        logout_user()
        if quiet:
            raise Unauthorized
        wanted = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("console.login_page", next=wanted))

    def _over(self) -> bool:
        """Idle, or too long in all: the cookie alone would live as long as somebody works."""
        now = self._seconds()
        idle, whole = now - float(session.get("seen", 0)), now - float(session.get("began", 0))
        return idle > IDLE_SECONDS or whole > LONGEST_SECONDS

    def _seconds(self) -> float:
        return self.context.clock().timestamp()


def agent() -> AgentUser:
    """Who is logged in."""
    found: AgentUser = current_user.agent
    return found


def may(role: str) -> bool:
    """Whether who is logged in has at least that role."""
    return RANKS.index(agent().role) >= RANKS.index(role)
