"""/console/labels: agents say what a message meant that the bot did not understand; the linguist exports it."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from bot.services.unknown import Unknown


class Labels(Protocol):
    """What this page asks of the services."""

    def unlabelled(self) -> list[Unknown]: ...
    def intents(self) -> Sequence[str]: ...
    def label(self, *, message_id: int, intent: str, agent_id: int) -> bool: ...
    def exported(self) -> Iterable[str]: ...


def add_to(pages: Blueprint, *, labels: Labels) -> None:
    """Hang the page into the console, behind its log-in."""

    def listed() -> ResponseReturnValue:
        return render_template(
            "console/labels.html",
            agent=current_user.agent,
            rows=labels.unlabelled(),
            intents=labels.intents(),
        )

    def label(message_id: int) -> ResponseReturnValue:
        intent = request.form.get("intent", "")
        if not labels.label(message_id=message_id, intent=intent, agent_id=current_user.agent.id):
            flash("Not labelled: choose what the message means.", "bad")
        return redirect(url_for("console.labels"), 303)

    def export() -> ResponseReturnValue:
        name = {"Content-Disposition": "attachment; filename=labelled.jsonl"}
        return Response(
            "".join(f"{line}\n" for line in labels.exported()), mimetype="application/jsonl", headers=name
        )

    pages.add_url_rule("/labels", "labels", listed)
    pages.add_url_rule("/labels/<int:message_id>", "label", label, methods=["POST"])
    pages.add_url_rule("/labels/export", "export_labels", export)
    pages.context_processor(lambda: {"labels_page": True})
