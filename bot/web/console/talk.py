"""One conversation: read it, take it, answer, note, pass it on, hand it back."""

from datetime import datetime, timedelta

from flask import Response, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, NotFound

from bot.lending.applicant import Reason
from bot.lending.hours import PAKISTAN
from bot.services import agents
from bot.services.desk import canned, hand_back, hold, media, talk, write
from bot.services.desk.views import ConversationView, ReplyResult
from bot.services.phone_read import SMS_PAISA
from bot.web.console import wording
from bot.web.console.inbox import listed
from bot.web.console.live import is_news, tag
from bot.web.console.room import Room, View, agent, may
from bot.web.console.wording import t

SNOOZES = {"hour": timedelta(hours=1), "three": timedelta(hours=3)}
MORNING = 9
ONE = "/conversations/<int:conversation_id>"


def add_to(room: Room) -> None:
    pages = Talk(room)
    room.get(ONE, pages.conversation, name="conversation")
    room.get(f"{ONE}/live", pages.live, name="live_conversation", quiet=True)
    room.get(f"{ONE}/earlier", pages.earlier, name="earlier")
    room.get(f"{ONE}/canned", pages.responses, name="responses", quiet=True)
    for name in ("hand_back", "pass_on", "snooze"):
        room.get(f"{ONE}/ask/{name}", pages.ask(name), name=f"ask_{name}")
    room.get("/media/<int:message_id>/<int:number>", pages.media, name="media")
    shown = {"composer_key": composer_key, "side_tag": side_tag, "reason_text": pages.reason}
    room.pages.context_processor(lambda: shown)
    room.post(f"{ONE}/typing", pages.typing, name="typing", quiet=True)
    room.post(f"{ONE}/take", pages.take, name="take")
    room.post(f"{ONE}/reply", pages.reply, name="reply")
    room.post(f"{ONE}/reopen", pages.reopen, name="reopen")
    room.post(f"{ONE}/note", pages.note, name="note")
    room.post(f"{ONE}/pass-on", pages.pass_on, name="pass_on")
    room.post(f"{ONE}/to-queue", pages.to_queue, name="to_queue")
    room.post(f"{ONE}/snooze", pages.snooze, name="snooze")
    room.post(f"{ONE}/hand-back", pages.hand_back, name="hand_back")


class Talk:
    def __init__(self, room: Room) -> None:
        self._room = room
        self._context = room.context

    # Reading

    def conversation(self, conversation_id: int) -> ResponseReturnValue:
        return self._page(conversation_id)

    def live(self, conversation_id: int) -> ResponseReturnValue:
        version = self._version(conversation_id)
        if not version:
            raise NotFound
        if not is_news(version):
            return Response(status=204)
        first = max(request.args.get("first", 0, type=int), 0)
        shown = self._again(conversation_id, first=first)
        return render_template("console/_live_talk.html", talk=shown, **self._around(version))

    def earlier(self, conversation_id: int) -> ResponseReturnValue:
        before = request.args.get("before", 0, type=int)
        shown = talk.opened(
            self._context, conversation_id=conversation_id, agent_id=agent().id, before=max(before, 1)
        )
        if shown is None:
            raise NotFound
        return render_template("console/_entries.html", talk=shown, now=self._context.clock())

    def responses(self, conversation_id: int) -> ResponseReturnValue:
        found = canned.filled(self._context, conversation_id=conversation_id, agent_name=agent().name)
        return jsonify(
            [{"shortcut": one.shortcut, "title": one.title, "words": dict(one.words)} for one in found]
        )

    def ask(self, name: str) -> View:
        """The form in which something is asked for, as a sheet over the page."""

        def sheet(conversation_id: int) -> ResponseReturnValue:
            around = self._around("")
            return render_template(f"console/_ask_{name}.html", talk=self._again(conversation_id), **around)

        return sheet

    def media(self, message_id: int, number: int) -> ResponseReturnValue:
        try:
            found = media.fetch(self._context, message_id=message_id, number=number, agent_id=agent().id)
        except media.NoSuchMedia:
            raise NotFound from None
        if found.address:
            return redirect(found.address)
        answer = Response(found.body, mimetype=found.content_type)
        answer.headers["Content-Disposition"] = "inline" if found.shown else "attachment"
        answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
        return answer

    def typing(self, conversation_id: int) -> ResponseReturnValue:
        talk.types(self._context, conversation_id=conversation_id, agent_id=agent().id)
        return Response(status=204)

    def reason(self, why: Reason) -> str:
        """What weighed in a limit, in the words that customers read; what they are not told, by its code."""
        key, catalog = f"reason.{why.code}", self._context.catalog
        if not catalog.has(wording.tongue(), key):
            return wording.coded("limit", why.code)
        told = catalog.text(language=wording.tongue(), channel="whatsapp", key=key, params=why.figures)
        return told.removeprefix("- ")

    # Holding

    def take(self, conversation_id: int) -> ResponseReturnValue:
        result = hold.take(self._context, conversation_id=conversation_id, agent_id=agent().id)
        if result.outcome == "gone":
            raise NotFound
        if result.outcome == "held":
            since = result.since or self._context.clock()
            flash(t("talk-held", holder=result.holder, ago=wording.ago(self._context.clock() - since)), "bad")
        return self._back_to(conversation_id)

    def pass_on(self, conversation_id: int) -> ResponseReturnValue:
        to, words = request.form.get("to", ""), request.form.get("words", "").strip()
        if may("supervisor"):
            outcome = hold.assign(
                self._context, conversation_id=conversation_id, supervisor_id=agent().id, to=to
            )
        else:
            outcome = hold.pass_on(self._context, conversation_id=conversation_id, agent_id=agent().id, to=to)
        if outcome == "passed" and words:
            write.note(self._context, conversation_id=conversation_id, agent_id=agent().id, text=words)
        flash(t(f"talk-{outcome.replace('_', '-')}"), "good" if outcome == "passed" else "bad")
        return self._back_to(conversation_id)

    def to_queue(self, conversation_id: int) -> ResponseReturnValue:
        outcome = hold.to_queue(self._context, conversation_id=conversation_id, agent_id=agent().id)
        flash(t(f"talk-{outcome.replace('_', '-')}"), "good" if outcome == "left" else "bad")
        return self._back_to(conversation_id)

    def snooze(self, conversation_id: int) -> ResponseReturnValue:
        outcome = hold.snooze(
            self._context, conversation_id=conversation_id, agent_id=agent().id, until=self._until()
        )
        flash(t(f"talk-{outcome.replace('_', '-')}"), "good" if outcome in ("snoozed", "woken") else "bad")
        return self._back_to(conversation_id)

    def hand_back(self, conversation_id: int) -> ResponseReturnValue:
        form = request.form
        try:
            result = hand_back.hand_back(
                self._context,
                conversation_id=conversation_id,
                agent_id=agent().id,
                flow=form.get("flow", ""),
                answer=form.get("answer", ""),
                words=form.get("words", "")[: write.LONGEST_REPLY],
                insisting="insisting" in form,
            )
        except KeyError as unknown:
            raise BadRequest from unknown
        if result.outcome == "handed_back":
            flash(t("talk-handed-back"), "good")
            return redirect(url_for("console.inbox"), 303)
        if result.outcome in ("not_yours", "gone"):
            flash(t(f"talk-{result.outcome.replace('_', '-')}"), "bad")
            return self._back_to(conversation_id)
        if result.outcome != "warned":
            flash(t(f"talk-{result.outcome.replace('_', '-')}"), "bad")
        given = {"sheet": "console/_ask_hand_back.html", "given": form, "back_warned": result.offences}
        return self._page(conversation_id, **given), 422

    # Writing

    def reply(self, conversation_id: int) -> ResponseReturnValue:
        text = request.form.get("text", "").replace("\r\n", "\n").strip()
        result = write.reply(
            self._context,
            conversation_id=conversation_id,
            agent_id=agent().id,
            text=text,
            by_sms="by_sms" in request.form,
            insisting="insisting" in request.form,
        )
        if result.outcome == "sent":
            return self._back_to(conversation_id)
        if result.outcome == "gone":
            raise NotFound
        if result.outcome != "warned":
            flash(_not_sent(result), "bad")
        return self._page(conversation_id, draft=text, warned=result.offences), 422

    def reopen(self, conversation_id: int) -> ResponseReturnValue:
        """The page again and no redirect: what the agent has written so far stays."""
        result = write.reopen(self._context, conversation_id=conversation_id, agent_id=agent().id)
        if result.outcome == "gone":
            raise NotFound
        words = t(f"reopen-{result.outcome.replace('_', '-')}", holder=result.holder)
        flash(words, "good" if result.outcome == "sent" else "bad")
        return self._page(conversation_id, draft=request.form.get("text", ""))

    def note(self, conversation_id: int) -> ResponseReturnValue:
        text = request.form.get("text", "").replace("\r\n", "\n")
        self._again(conversation_id)
        outcome = write.note(self._context, conversation_id=conversation_id, agent_id=agent().id, text=text)
        if outcome != "noted":
            flash(t(f"talk-note-{outcome.replace('_', '-')}"), "bad")
        return self._back_to(conversation_id)

    # The pieces

    def _page(self, conversation_id: int, **more: object) -> str:
        # Before the page is read: what comes in between is news to the next question.
        version = self._version(conversation_id)
        shown = talk.opened(self._context, conversation_id=conversation_id, agent_id=agent().id)
        if shown is None:
            raise NotFound
        around = {**listed(self._room), **self._around(version), **more}
        around["open_id"] = conversation_id
        return render_template("console/conversation.html", talk=shown, **around)

    def _again(self, conversation_id: int, *, first: int = 0) -> ConversationView:
        shown = talk.again(self._context, conversation_id=conversation_id, agent_id=agent().id, first=first)
        if shown is None:
            raise NotFound
        return shown

    def _around(self, version: str) -> dict[str, object]:
        now = self._context.clock()
        return {
            "now": now,
            "today": now.astimezone(PAKISTAN).date(),
            "talk_version": version,
            "colleagues": [one for one in agents.every(self._context) if one.id != agent().id],
            "flows": self._context.engine.flows(),
            "sms_paisa": SMS_PAISA,
        }

    def _version(self, conversation_id: int) -> str:
        return talk.version(self._context, conversation_id=conversation_id, agent_id=agent().id)

    def _until(self) -> datetime | None:
        """When the conversation is to come back, by the name of the span; None: now."""
        now, name = self._context.clock(), request.form.get("until", "")
        if name in SNOOZES:
            return now + SNOOZES[name]
        if name == "tomorrow":
            local = now.astimezone(PAKISTAN) + timedelta(days=1)
            return local.replace(hour=MORNING, minute=0, second=0, microsecond=0)
        return None

    def _back_to(self, conversation_id: int) -> ResponseReturnValue:
        return redirect(url_for("console.conversation", conversation_id=conversation_id), 303)


def composer_key(shown: ConversationView) -> str:
    """Changes when another composer is needed: so long the one on the page, and what is written in it, stays."""
    return f"{shown.held_by}-{shown.holder_id}-{shown.window.open}"


def side_tag(shown: ConversationView) -> str:
    return tag(repr((shown.customer, shown.position, shown.held_by, shown.holder_id)))


def _not_sent(result: ReplyResult) -> str:
    return t(f"talk-not-sent-{result.outcome.replace('_', '-')}", holder=result.holder)
