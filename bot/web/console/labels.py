"""/console/labels: agents say what a message meant that the bot did not understand; the linguist exports it."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.services.unknown import Labels
from bot.web.console.room import Room, agent
from bot.web.console.wording import t


def add_to(room: Room) -> None:
    """Hang the page into the console, behind its log-in."""
    known = Labels(room.context)

    def labels() -> ResponseReturnValue:
        return render_template(
            "console/labels.html",
            section="labels",
            rows=known.unlabelled(),
            intents=known.intents(),
        )

    def label(message_id: int) -> ResponseReturnValue:
        intent = request.form.get("intent", "")
        if not known.label(message_id=message_id, intent=intent, agent_id=agent().id):
            flash(t("labels-not"), "bad")
        return redirect(url_for("console.labels"), 303)

    def export_labels() -> ResponseReturnValue:
        name = {"Content-Disposition": "attachment; filename=labelled.jsonl"}
        return Response(
            "".join(f"{line}\n" for line in known.exported()), mimetype="application/jsonl", headers=name
        )

    room.get("/labels", labels)
    room.post("/labels/<int:message_id>", label)
    room.get("/labels/export", export_labels, role="supervisor")
