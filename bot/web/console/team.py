"""/console/team: who works here, for administrators."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from bot.services import agents, passwords
from bot.services import team as teams
from bot.services.team import Done
from bot.store.people import UsernameTaken
from bot.web.console.room import Room, agent
from bot.web.console.wording import t

ONE = "/team/<int:agent_id>"
LONGEST_NAME = 80
REFUSED = {"own": "team-own", "last": "team-last-one", "nothing": "team-nothing"}


def add_to(room: Room) -> None:
    pages = Team(room)
    room.get("/team", pages.team, name="team", role="administrator")
    for rule, view, name in (
        ("/team", pages.add, "add_agent"),
        (f"{ONE}/role", pages.change_role, "change_role"),
        (f"{ONE}/off", pages.deactivate, "deactivate"),
        (f"{ONE}/on", pages.reactivate, "reactivate"),
        (f"{ONE}/totp", pages.reset_second_step, "reset_totp"),
        (f"{ONE}/password", pages.reset_password, "reset_password"),
    ):
        room.post(rule, view, name=name, role="administrator")


class Team:
    def __init__(self, room: Room) -> None:
        self._context = room.context

    def team(self) -> ResponseReturnValue:
        return self._page()

    def add(self) -> ResponseReturnValue:
        form, password = request.form, passwords.made_up()
        username, name = form.get("username", "").strip(), form.get("name", "").strip()
        role = form.get("role", "")
        if not name or len(name) > LONGEST_NAME or role not in agents.ROLES:
            return self._not_added("team-incomplete")
        try:
            agents.add_agent(
                self._context,
                username=username,
                name=name,
                password=password,
                role=role,
                added_by=agent().id,
            )
        except agents.BadUsername:
            return self._not_added("team-bad-username")
        except UsernameTaken:
            return self._not_added("team-taken")
        return self._page(first=(username, password))

    def change_role(self, agent_id: int) -> ResponseReturnValue:
        role = request.form.get("role", "")
        outcome = teams.change_role(self._context, by=agent().id, agent_id=agent_id, role=role)
        return _told(outcome, "team-role-changed")

    def deactivate(self, agent_id: int) -> ResponseReturnValue:
        return _told(teams.deactivate(self._context, by=agent().id, agent_id=agent_id), "team-off")

    def reactivate(self, agent_id: int) -> ResponseReturnValue:
        return _told(teams.reactivate(self._context, by=agent().id, agent_id=agent_id), "team-on")

    def reset_second_step(self, agent_id: int) -> ResponseReturnValue:
        outcome = teams.reset_second_step(self._context, by=agent().id, agent_id=agent_id)
        return _told(outcome, "team-totp-reset")

    def reset_password(self, agent_id: int) -> ResponseReturnValue:
        outcome, password = teams.reset_password(self._context, by=agent().id, agent_id=agent_id)
        if outcome != "done":
            return _told(outcome, "")
        username = next(
            one.agent.username for one in teams.everybody(self._context) if one.agent.id == agent_id
        )
        return self._page(first=(username, password))

    def _not_added(self, key: str) -> ResponseReturnValue:
        flash(t(key), "bad")
        return self._page(draft=request.form), 422

    def _page(self, *, draft: Mapping[str, str] | None = None, first: tuple[str, str] | None = None) -> str:
        """`first`: a user name and its first password, told on this page and never again."""
        return render_template(
            "console/team.html",
            section="team",
            members=teams.everybody(self._context),
            all_roles=agents.ROLES,
            now=self._context.clock(),
            draft=draft or {},
            first=first,
        )


def _told(outcome: Done, good: str) -> ResponseReturnValue:
    if outcome == "unknown":
        raise NotFound
    flash(t(good if outcome == "done" else REFUSED[outcome]), "good" if outcome == "done" else "bad")
    return redirect(url_for("console.team"), 303)
