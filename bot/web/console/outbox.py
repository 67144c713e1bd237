"""/console/outbox: messages that wait or did not arrive, and why. For supervisors."""

from datetime import timedelta

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from bot.services import outbox
from bot.services.outbox import LOST, STATES, USUAL, Search, mask_number
from bot.services.send_again import AGAIN, Terms, send_again
from bot.web.console import reasons
from bot.web.console.live import is_news
from bot.web.console.room import Room, agent
from bot.web.console.wording import t, tongue

CHANNELS = ("whatsapp", "sms")
MORE_TIME = timedelta(hours=4)  # as long as an answer has from the start
LARGEST_ID = 2**31 - 1


def add_to(room: Room) -> None:
    """Hang the page into the console, behind its log-in."""
    pages = Outbox(room)
    room.get("/outbox", pages.outbox, role="supervisor")
    room.get("/outbox/live", pages.live, role="supervisor", name="live_outbox", quiet=True)
    room.post("/outbox/<number>/retry", pages.retry, role="supervisor", name="retry_message")


class Outbox:
    def __init__(self, room: Room) -> None:
        self._context = room.context

    def outbox(self) -> ResponseReturnValue:
        search, before = _search(), _number(request.args.get("before", ""))
        return render_template(
            "console/outbox.html",
            section="outbox",
            page=outbox.page(self._context, search=search, before=before),
            first_page=not before,
            narrowing=_narrowing(),
            reasons=outbox.reasons(self._context),
            states=STATES,
            lost=LOST,
            again=AGAIN,
            mask_number=mask_number,
            explained=lambda row: reasons.explained(tongue(), why=row.why, code=row.code),
            reason=lambda name: reasons.reason(tongue(), name),
            **self._counts(),
        )

    def live(self) -> ResponseReturnValue:
        shown = self._counts()
        if not is_news(str(shown["version"])):
            return Response(status=204)
        return render_template("console/_outbox_counts.html", **shown)

    def retry(self, number: str) -> ResponseReturnValue:
        message_id = _number(number)
        if not message_id:
            raise NotFound
        doubtful = bool(request.form.get("doubtful"))
        terms = Terms(agent_id=agent().id, valid_for=MORE_TIME, doubtful=doubtful)
        done = send_again(self._context, message_id=message_id, terms=terms)
        key = f"outbox-said-{done.outcome.replace('_', '-')}"
        flash(t(key), "good" if done.outcome == "queued" else "bad")
        return redirect(url_for("console.outbox", _external=None, **_narrowing()), 303)

    def _counts(self) -> dict[str, object]:
        now, summary = self._context.clock(), outbox.summary(self._context)
        return {"now": now, "summary": summary, "version": f"{summary}-{int(now.timestamp()) // 60}"}


def _search() -> Search:
    """By the query; what is no choice narrows nothing."""
    told = _narrowing()
    states = (told["state"],) if "state" in told else USUAL
    return Search(states, channel=told.get("channel", ""), reason=told.get("why", ""))


def _narrowing() -> dict[str, str]:
    """The query that leads back to these filters."""
    args = request.args
    told = {
        "state": args.get("state", "") if args.get("state") in STATES else "",
        "channel": args.get("channel", "") if args.get("channel") in CHANNELS else "",
        "why": _reason(args.get("why", "")),
    }
    return {name: value for name, value in told.items() if value}


def _reason(text: str) -> str:
    """A word of ours or the number of an error, as no row could have another."""
    plain = text.isascii() and text.replace("_", "a").isalnum() and len(text) <= 20
    return text if plain and not (text.isdigit() and int(text) > LARGEST_ID) else ""


def _number(text: str) -> int:
    """An id; 0 for what no row can have."""
    return (
        int(text) if text.isascii() and text.isdigit() and len(text) < 11 and int(text) <= LARGEST_ID else 0
    )
