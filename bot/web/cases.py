"""/console/cases: payments that nobody could place find their plan, complaints are answered within their days."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from bot.services.complaints import Answered
from bot.services.suspense import Placing
from bot.store.complaints import ComplaintRow
from bot.store.loans import PaymentRow

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


class Cases(Protocol):
    """What this page asks of the services."""

    def now(self) -> datetime: ...
    def unplaced(self) -> Sequence[PaymentRow]: ...
    def place(self, *, provider: str, provider_id: str, loan: str, agent_id: int) -> Placing: ...
    def complaints(self) -> Sequence[ComplaintRow]: ...
    def answer(self, *, number: str, words: str, agent_id: int) -> Answered: ...


def add_to(pages: Blueprint, *, cases: Cases) -> None:
    """Hang the page into the console, behind its log-in."""

    def listed() -> ResponseReturnValue:
        return render_template(
            "console/cases.html",
            agent=current_user.agent,
            now=cases.now(),
            payments=cases.unplaced(),
            complaints=cases.complaints(),
        )

    def place() -> ResponseReturnValue:
        form = request.form
        outcome = cases.place(
            provider=form.get("provider", ""),
            provider_id=form.get("provider_id", ""),
            loan="".join(form.get("loan", "").split()),
            agent_id=current_user.agent.id,
        )
        flash(*PLACED[outcome])
        return redirect(url_for("console.cases"), 303)

    def answer(number: str) -> ResponseReturnValue:
        words = request.form.get("words", "").strip()
        flash(*ANSWERED[cases.answer(number=number, words=words, agent_id=current_user.agent.id)])
        return redirect(url_for("console.cases"), 303)

    pages.add_url_rule("/cases", "cases", listed)
    pages.add_url_rule("/cases/payments", "place", place, methods=["POST"])
    pages.add_url_rule("/cases/complaints/<number>", "answer", answer, methods=["POST"])
    pages.context_processor(lambda: {"cases_page": True})
