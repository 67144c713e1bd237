"""What an agent does to a plan or for a customer, from the page of the conversation: a sheet, then the act."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, NotFound

from bot.lending.hours import PAKISTAN
from bot.services.desk import acts, talk
from bot.services.desk.acts import ACTS, Acted
from bot.services.desk.customer_acts import PAUSES
from bot.services.desk.plan_acts import PLAN_ACTS
from bot.services.desk.views import ConversationView, PlanView
from bot.web.console.room import Room, agent, may
from bot.web.console.wording import t

ONE = "/conversations/<int:conversation_id>/acts/<kind>"
GOOD = ("done", "asked", "known")
LONGEST_REASON = 500
LONGEST_KEY = 32


def add_to(room: Room) -> None:
    pages = Acts(room)
    room.get(ONE, pages.sheet, name="ask_act")
    room.post(ONE, pages.act, name="act")
    room.pages.context_processor(lambda: {"may_act": may_act})


class Acts:
    def __init__(self, room: Room) -> None:
        self._context = room.context

    def sheet(self, conversation_id: int, kind: str) -> ResponseReturnValue:
        """The form of one act. Its one-time key makes a second click do nothing."""
        shown = talk.again(self._context, conversation_id=conversation_id, agent_id=agent().id)
        if shown is None or kind not in ACTS:
            raise NotFound
        plan = _plan(shown, request.args.get("loan", ""))
        if kind in PLAN_ACTS and plan is None:
            raise NotFound
        return render_template(
            "console/_ask_act.html",
            talk=shown,
            plan=plan,
            kind=kind,
            act=ACTS[kind],
            key=self._context.fresh(),
            today=self._context.clock().astimezone(PAKISTAN).date(),
            pauses=PAUSES,
            limit=self._context.desk.two_eyes_above,
        )

    def act(self, conversation_id: int, kind: str) -> ResponseReturnValue:
        form = request.form
        if kind not in ACTS:
            raise NotFound
        if not 0 < len(form.get("key", "")) <= LONGEST_KEY:
            raise BadRequest
        acted = acts.do(
            self._context,
            kind=kind,
            conversation_id=conversation_id,
            agent_id=agent().id,
            key=form["key"],
            params=form,
            reason=form.get("reason", "")[:LONGEST_REASON],
        )
        if acted.outcome == "gone":
            raise NotFound
        flash(_sentence(acted), "good" if acted.outcome in GOOD else "bad")
        return redirect(url_for("console.conversation", conversation_id=conversation_id), 303)


def may_act(shown: ConversationView) -> bool:
    """Whoever holds the conversation, and supervisors."""
    return (shown.held_by == "agent" and shown.holder_id == agent().id) or may("supervisor")


def refusal(code: str) -> str:
    """Why a rule forbids something, as a sentence."""
    return t(f"act-no-{code.replace('_', '-')}")


def _sentence(acted: Acted) -> str:
    if acted.outcome == "refused":
        return refusal(acted.code)
    if acted.outcome == "done" and not acted.told:
        return t("act-done-untold")
    return t(f"act-{acted.outcome.replace('_', '-')}")


def _plan(shown: ConversationView, number: str) -> PlanView | None:
    plans: Mapping[str, PlanView] = {one.number: one for one in shown.customer.plans}
    return plans.get(number)
