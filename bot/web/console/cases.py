"""/console/cases: payments that nobody could place find their plan, complaints are answered within their days."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.services import complaints, suspense
from bot.web.console.room import Room, agent

PLACED = {
    "placed": ("The payment belongs to that plan now.", "good"),
    "known": ("Somebody has placed or taken back that payment already.", "bad"),
    "unknown": ("There is no such payment.", "bad"),
    "no_plan": ("Not placed: there is no plan with that number.", "bad"),
}
ANSWERED = {
    "answered": ("The answer is on its way to the customer.", "good"),
    "known": ("That complaint has been answered already.", "bad"),
    "unknown": ("There is no such complaint.", "bad"),
    "empty": ("Write the answer first.", "bad"),
}


def add_to(room: Room) -> None:
    """Hang the page into the console, behind its log-in."""
    context = room.context

    def cases() -> ResponseReturnValue:
        return render_template(
            "console/cases.html",
            now=context.clock(),
            payments=suspense.waiting(context),
            complaints=complaints.unanswered(context),
        )

    def place() -> ResponseReturnValue:
        form = request.form
        outcome = suspense.place(
            context,
            provider=form.get("provider", ""),
            provider_id=form.get("provider_id", ""),
            loan="".join(form.get("loan", "").split()),
            agent_id=agent().id,
        )
        flash(*PLACED[outcome])
        return redirect(url_for("console.cases"), 303)

    def answer(number: str) -> ResponseReturnValue:
        words = request.form.get("words", "").strip()
        flash(*ANSWERED[complaints.answer(context, number=number, words=words, agent_id=agent().id)])
        return redirect(url_for("console.cases"), 303)

    room.get("/cases", cases)
    room.post("/cases/payments", place)
    room.post("/cases/complaints/<number>", answer)
