"""/console/money: each day by provider, settlement files as they were read, and money that leaves."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from bot.services import money_report, payouts
from bot.web.console.room import Room, agent
from bot.web.console.wording import t

SPANS = (1, 7, 30)
USUAL = 7


def add_to(room: Room) -> None:
    context = room.context

    def money() -> ResponseReturnValue:
        span = request.args.get("span", USUAL, type=int)
        span = span if span in SPANS else USUAL
        shown = money_report.report(context, span=span)
        return render_template(
            "console/money.html", section="money", now=context.clock(), span=span, spans=SPANS, report=shown
        )

    def run(number: str) -> ResponseReturnValue:
        found = money_report.run(context, run_id=_number(number))
        if found is None:
            raise NotFound
        return render_template("console/money_run.html", section="money", run=found[0], lines=found[1])

    def file(number: str) -> ResponseReturnValue:
        found = money_report.file(context, file_id=_number(number))
        if found is None:
            raise NotFound
        return render_template("console/money_file.html", section="money", file=found[0], rows=found[1])

    def again(number: str) -> ResponseReturnValue:
        outcome = payouts.again(context, reference=number, agent_id=agent().id)
        flash(t(f"money-payout-{outcome}"), "good" if outcome == "again" else "bad")
        return redirect(url_for("console.money"), 303)

    room.get("/money", money, role="supervisor")
    room.get("/money/runs/<number>", run, role="supervisor", name="money_run")
    room.get("/money/files/<number>", file, role="supervisor", name="money_file")
    room.post("/money/payouts/<number>/again", again, role="supervisor", name="payout_again")


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise NotFound
    return int(text)
