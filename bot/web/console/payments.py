"""/console/payments: what was odd about payments, what happened to the money, and the note of whoever looked."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from bot.services import oddities
from bot.store.oddities import OddityRow
from bot.web import shown
from bot.web.console.acts import LONGEST_REASON
from bot.web.console.room import Room, agent
from bot.web.console.wording import bundle, t, tongue


def add_to(room: Room) -> None:
    context = room.context

    def payments() -> ResponseReturnValue:
        settled = request.args.get("settled") == "1"
        return render_template(
            "console/payments.html",
            section="payments",
            now=context.clock(),
            settled=settled,
            odd=oddities.listed(context, settled=settled),
            title=title,
            explained=explained,
        )

    def settle(number: str) -> ResponseReturnValue:
        if not number.isdecimal():
            raise NotFound
        note = request.form.get("note", "")[:LONGEST_REASON]
        outcome = oddities.settle(context, oddity_id=int(number), note=note, agent_id=agent().id)
        flash(t(f"payments-{outcome}"), "good" if outcome == "settled" else "bad")
        return redirect(url_for("console.payments"), 303)

    room.get("/payments", payments)
    room.post("/payments/<number>", settle, name="settle_oddity")


def title(one: OddityRow) -> str:
    """The kind in words; one that has none reads as it is spelt."""
    key = f"oddity-{one.kind}"
    return t(key) if bundle(tongue()).has_message(key) else shown.words(one.kind)


def explained(one: OddityRow) -> str:
    """What happened to the money and what to do; for kinds without words what was noted."""
    key = f"oddity-{one.kind}-what"
    return t(key, detail=one.detail) if bundle(tongue()).has_message(key) else one.detail
