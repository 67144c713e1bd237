"""/console/canned: responses written once, in three written forms."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.services.desk import canned as responses
from bot.services.desk.canned import FORMS, PLACEHOLDERS
from bot.web.console.room import Room, agent
from bot.web.console.wording import t


def add_to(room: Room) -> None:
    context = room.context

    def canned() -> ResponseReturnValue:
        return _page({})

    def keep_canned() -> ResponseReturnValue:
        form = request.form
        outcome = responses.keep(
            context,
            shortcut=form.get("shortcut", ""),
            title=form.get("title", ""),
            words={one: form.get(one, "") for one in FORMS},
            agent_id=agent().id,
        )
        if outcome == "kept":
            flash(t("canned-kept"), "good")
            return redirect(url_for("console.canned"), 303)
        flash(t(f"canned-{outcome.replace('_', '-')}"), "bad")
        return _page(form), 422

    def remove_canned(shortcut: str) -> ResponseReturnValue:
        gone = responses.remove(context, shortcut=shortcut, agent_id=agent().id)
        flash(t("canned-removed" if gone else "canned-unknown"), "good" if gone else "bad")
        return redirect(url_for("console.canned"), 303)

    def _page(draft: object) -> str:
        return render_template(
            "console/canned.html",
            section="canned",
            responses=responses.every(context),
            placeholders=PLACEHOLDERS,
            draft=draft,
        )

    room.get("/canned", canned)
    room.post("/canned", keep_canned)
    room.post("/canned/<shortcut>/remove", remove_canned)
