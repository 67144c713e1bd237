"""/console/cases: money and requests that wait for a person, each kind under its own heading."""

import json

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from bot.services import change_number, complaints, handover, late, payouts, personal_data, suspense
from bot.services.desk import approvals
from bot.web.console.acts import LONGEST_REASON
from bot.web.console.room import Room, agent
from bot.web.console.wording import t


def add_to(room: Room) -> None:
    """Hang the page into the console, behind its log-in."""
    pages = Cases(room)
    room.get("/cases", pages.cases)
    room.post("/cases/payments", pages.place)
    room.post("/cases/complaints/<number>", pages.answer)
    room.post("/cases/late/<number>", pages.spoken_to)
    room.post("/cases/payouts/<number>", pages.pay_back, role="supervisor")
    room.post("/cases/numbers/<number>", pages.ask_number, name="ask_number")
    room.post("/cases/numbers/<number>/refuse", pages.refuse_number, role="supervisor", name="refuse_number")
    room.post("/cases/data/<number>/copy", pages.copy, role="administrator", name="data_copy")
    room.post("/cases/data/<number>/erase", pages.erase, role="administrator", name="data_erase")


class Cases:
    def __init__(self, room: Room) -> None:
        self._context = room.context

    def cases(self) -> ResponseReturnValue:
        context = self._context
        return render_template(
            "console/cases.html",
            section="cases",
            now=context.clock(),
            payments=suspense.waiting(context),
            complaints=complaints.unanswered(context),
            late=late.waiting(context),
            shelved=handover.waiting(context),
            payouts=payouts.waiting(context),
            changes=change_number.waiting(context),
            requests=personal_data.waiting(context),
        )

    def place(self) -> ResponseReturnValue:
        form = request.form
        outcome = approvals.place(
            self._context,
            provider=form.get("provider", ""),
            provider_id=form.get("provider_id", ""),
            loan="".join(form.get("loan", "").split()),
            agent_id=agent().id,
        )
        return _told("placed", outcome, good=("placed", "asked"))

    def answer(self, number: str) -> ResponseReturnValue:
        words = request.form.get("words", "").strip()
        outcome = complaints.answer(self._context, number=number, words=words, agent_id=agent().id)
        return _told("answered", outcome, good=("answered", "untold"))

    def spoken_to(self, number: str) -> ResponseReturnValue:
        outcome = late.spoken_to(self._context, reminder_id=_number(number), agent_id=agent().id)
        return _told("spoken", outcome)

    def pay_back(self, number: str) -> ResponseReturnValue:
        form = request.form
        provider_id = form.get("provider_id", "").strip()
        if not provider_id:
            return _told("paid", "empty")
        outcome = payouts.pay_back(
            self._context,
            reference=number,
            provider=form.get("provider", "").strip() or self._context.payment_provider,
            provider_id=provider_id,
            agent_id=agent().id,
        )
        return _told("paid", outcome)

    def ask_number(self, number: str) -> ResponseReturnValue:
        reason = request.form.get("reason", "")[:LONGEST_REASON]
        outcome = approvals.ask_number_change(
            self._context, change_id=_number(number), reason=reason, agent_id=agent().id
        )
        return _told("number", outcome, good=("asked",))

    def refuse_number(self, number: str) -> ResponseReturnValue:
        outcome = change_number.decide(
            self._context, change_id=_number(number), agree=False, agent_id=agent().id
        )
        return _told("number", outcome, good=("refused",))

    def copy(self, number: str) -> ResponseReturnValue:
        """A file to give to the customer, when it is certain who they are."""
        try:
            held = personal_data.copy_asked(self._context, number=number, agent_id=agent().id)
        except personal_data.NoSuchCustomer:
            return _told("data", "unknown")
        made = Response(json.dumps(held, ensure_ascii=False, indent=2), mimetype="application/json")
        made.headers["Content-Disposition"] = f'attachment; filename="data-{_number(number)}.json"'
        made.headers["Cache-Control"] = "no-store"
        return made

    def erase(self, number: str) -> ResponseReturnValue:
        if not request.form.get("sure"):
            return _told("data", "unsure")
        outcome = personal_data.erase_asked(self._context, number=number, agent_id=agent().id)
        return _told("data", outcome, good=("erased", "forgotten"))


def _number(text: str) -> int:
    if not text.isdecimal():
        raise NotFound
    return int(text)


def _told(what: str, outcome: str, *, good: tuple[str, ...] = ()) -> ResponseReturnValue:
    """Back to the page, with a sentence about what became of it; `good` is `what` itself where not told."""
    fine = outcome in (good or (what,))
    key = f"cases-{what}" if outcome == what else f"cases-{what}-{outcome.replace('_', '-')}"
    flash(t(key), "good" if fine else "bad")
    return redirect(url_for("console.cases"), 303)
