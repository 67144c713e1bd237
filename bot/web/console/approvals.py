"""/console/approvals: what one person asked for and another decides."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from bot.services.desk import approvals as two_eyes
from bot.services.desk.approvals import Decided
from bot.web.console.acts import LONGEST_REASON, refusal
from bot.web.console.room import Room, agent
from bot.web.console.wording import t


def add_to(room: Room) -> None:
    context = room.context

    def approvals() -> ResponseReturnValue:
        return render_template(
            "console/approvals.html",
            section="approvals",
            now=context.clock(),
            listed=two_eyes.listed(context, agent_id=agent().id),
            refusal=refusal,
        )

    def decide(number: str) -> ResponseReturnValue:
        if not number.isdecimal():
            raise NotFound
        form = request.form
        decided = two_eyes.decide(
            context,
            approval_id=int(number),
            agent_id=agent().id,
            agree=form.get("decision") == "agree",
            answer=form.get("answer", "")[:LONGEST_REASON],
        )
        flash(_sentence(decided), "good" if decided.outcome in ("agreed", "refused") else "bad")
        return redirect(url_for("console.approvals"), 303)

    room.get("/approvals", approvals)
    room.post("/approvals/<number>", decide, role="supervisor", name="decide")


def _sentence(decided: Decided) -> str:
    why = refusal(decided.code) if decided.code else ""
    return t(f"approvals-{decided.outcome.replace('_', '-')}", why=why)
