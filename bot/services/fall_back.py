"""In which form a message leaves, and what goes in its place when WhatsApp refuses it.

A message has three forms, and goes through them in one direction only:

    free text  ->  approved template  ->  SMS  ->  given up

The first form is chosen in the moment of sending: free text on WhatsApp, unless the row names a template and the
window is shut; then the template, if WhatsApp has approved it as it stands. A form that is refused is never tried
again; the next one is a row of its own that names the row before it (`fallback_of`).

    this form     was refused because                     next
    free text     the window is shut (63016)              its template if it has one that is approved, else SMS
    any of the    WhatsApp cannot reach them, or they     SMS; and until they write there again, everything else
    first two     have blocked us (63003, 63014, 63024)   for that address begins as SMS
    template      the window is shut; it is withdrawn,    SMS; a withdrawn one rests until we have asked
                  unknown or does not fit (6302x, 6304x)
    what nobody   anything else that is final, or         SMS
    waits for     nothing heard of it for an hour
    any of the    they have written STOP to the carrier   SMS, if they have not ended that too; on either channel
    first two     (21610)                                 we have learnt the STOP
    SMS           anything                                given up

Nobody waits for what we write of our own accord: reminders, and what may go as a template.

The text of a row that names a template is the template's: whichever of the two leaves, it is what we keep and look for.

Never twice. A next form is made only from a refusal that is certain: told by the answer to the request, or by a
report, while the row stands as dead, failed or undelivered. What may have left (a time-out, a 5xx) is looked for and
makes none. The one exception is what WhatsApp took and did not deliver within an hour: its SMS is worth more than the
chance that both arrive, and it was given an hour to be delivered in. The row and its conversation are locked while it
is decided, and `fallback_of` is unique: a refusal told by answer and report, twice, or to two workers, makes one row.
Should the refused message turn out to have arrived while
its SMS still waits, the SMS is suppressed.

Given up, with the word kept in `why`: "no_number" (hidden number), "opted_out", "too_late" (its validity is over),
"closed_hours" (we wrote first, and it is night or prayer by now), "nothing_to_say" (a voice note has no words).
"""

from datetime import datetime, timedelta

from bot.channels.ports import Approved, StatusEvent
from bot.channels.refusals import Refusal, refusal
from bot.conversation.templates import say
from bot.lending.hours import is_open
from bot.services import speak, templates
from bot.services.context import Context
from bot.services.reach import is_window_open
from bot.store import conversations, fallbacks, messages, reminders
from bot.store.claimed import Claimed, Filled
from bot.store.conversations import Line
from bot.store.database import Transaction
from bot.store.messages import PROACTIVE, UNHEARD

REFUSED = ("dead", "failed", "undelivered")
LOOK_BACK = timedelta(days=1)  # what is older than any message is of use
ARRIVED = ("delivered", "read")


class NotNow(Exception):
    """The message cannot leave in any form of its own; `why` is what WhatsApp would say."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why)
        self.why: Refusal = why


class Superseded(Exception):
    """The message before this one has arrived after all."""


def form(context: Context, connection: Transaction, one: Claimed) -> Approved | None:
    """The template as which a row leaves now, None for its words as they are. Raises NotNow, Superseded."""
    if one.fallback_of is not None and fallbacks.state_of(connection, one.fallback_of) in ARRIVED:
        raise Superseded
    if one.channel != "whatsapp":
        return None
    line = conversations.line_by_contact(connection, one.contact_id)
    if line.unreachable:
        raise NotNow("unreachable")
    if one.template is None or (is_window_open(line, context.clock()) and one.fallback_of is None):
        return None
    approved = templates.approved(context, connection, filled=one.template)
    if approved is None:
        raise NotNow("not_approved")
    fallbacks.goes_as(connection, message_id=one.id, content_sid=approved.sid)
    return approved


def hold(connection: Transaction, event: StatusEvent) -> None:
    """Before a report is written down that something may follow from: the conversation, which comes before its rows."""
    contact_id = fallbacks.contact_of(connection, event.provider_id) if _is_final(event) else None
    if contact_id is not None:
        conversations.line_by_contact(connection, contact_id)


def after_report(context: Context, connection: Transaction, event: StatusEvent) -> None:
    """A report is written down, its conversation held: what goes in the place of a message that was refused."""
    message_id = fallbacks.message_of(connection, event.provider_id) if _is_final(event) else None
    if message_id is not None:
        instead(context, connection, message_id=message_id, why=refusal(event.error_code))


def _is_final(event: StatusEvent) -> bool:
    return event.state in REFUSED or refusal(event.error_code) is not None


def instead(context: Context, connection: Transaction, *, message_id: int, why: Refusal | None) -> None:
    """Put the next form of a message that stands as refused into the outbox, once. Its conversation is held.

    `why` is None for everything that another form would not mend: then only what nobody waits for goes by SMS.
    """
    one = fallbacks.held(connection, message_id)
    if why == "opted_out" and one.state in REFUSED:
        contact_id = one.contact_id
        conversations.learn_opt_out(connection, contact_id=contact_id, sent_at=one.at, at=context.clock())
        fallbacks.note_why(connection, message_id=one.id, why=why)
    if one.channel != "whatsapp" or one.state not in REFUSED or fallbacks.is_replaced(connection, one.id):
        return
    if why is None and not _is_of_our_own_accord(one):
        return
    line = conversations.line_by_contact(connection, one.contact_id)
    if why == "unreachable":
        conversations.set_unreachable(connection, contact_id=one.contact_id, at=context.clock())
    if why == "not_approved" and one.content_sid:
        templates.doubt(context, connection, sid=one.content_sid)
    given_up = _by_template(context, connection, one, line, why) and _by_sms(context, connection, one, line)
    fallbacks.note_why(connection, message_id=one.id, why=given_up or why or "failed")


def send_unheard(context: Context, *, now: datetime) -> int:
    """By SMS what WhatsApp took an hour ago and nobody has heard of since, where nobody waits for it; how many."""
    before = now - timedelta(minutes=context.rules.unheard_minutes)
    with context.database.snapshot() as connection:
        found = fallbacks.unheard(connection, after=before - LOOK_BACK, before=before)
    return sum(_send_unheard(context, message_id, contact_id) for message_id, contact_id in found)


def _send_unheard(context: Context, message_id: int, contact_id: int) -> bool:
    with context.database.transaction() as connection:
        line = conversations.line_by_contact(connection, contact_id)
        one = fallbacks.held(connection, message_id)
        if one.state != "sent" or fallbacks.is_replaced(connection, one.id):
            return False
        given_up = _by_sms(context, connection, one, line)
        if given_up == "closed_hours":
            return False  # its turn comes when the hours open, or it is too late by then
        fallbacks.note_why(connection, message_id=one.id, why=given_up or UNHEARD)
        return not given_up


def _is_of_our_own_accord(one: Claimed) -> bool:
    return one.tag == PROACTIVE or one.template is not None


def _by_template(
    context: Context, connection: Transaction, one: Claimed, line: Line, why: Refusal | None
) -> str:
    """Why it cannot go as its template; "" when it is on its way."""
    if why != "window_shut" or one.template is None or one.content_sid:
        return "no_template"
    if templates.approved(context, connection, filled=one.template) is None:
        return "no_template"
    if late := _too_late(context, one):
        return late
    _put(context, connection, one, line, one.text, one.buttons, template=one.template)
    return ""


def _by_sms(context: Context, connection: Transaction, one: Claimed, line: Line) -> str:
    """Why it cannot go by SMS; "" when it is on its way."""
    if late := _too_late(context, one):
        return late
    if not line.address.startswith("+"):
        return "no_number"
    sms = conversations.line_of(connection, channel="sms", address=line.address, at=context.clock())
    text = _words(context, one, sms)
    if sms.opted_out and one.tag not in context.always_tell:
        return "opted_out"
    if not text:
        return "nothing_to_say"
    _put(context, connection, one, sms, text)
    return ""


def _too_late(context: Context, one: Claimed) -> str:
    now = context.clock()
    if one.valid_until <= now:
        return "too_late"
    if one.tag == PROACTIVE and not is_open(now, rules=context.rules, city=context.city):
        return "closed_hours"
    return ""


def _words(context: Context, one: Claimed, sms: Line) -> str:
    """A template is said again in the cheapest form they read; other words are as they are, choices as digits."""
    if one.template is not None:
        says = [say(context.engine.script.template(one.template.name), one.template.variables)]
        (words,) = speak.spoken(context, says=says, line=sms, language=speak.language_on(sms))
        return words.text
    numbered = [f"{number} {title}" for number, (_, title) in enumerate(one.buttons, 1)]
    return "\n".join([one.text, *numbered]).strip()


def _put(
    context: Context,
    connection: Transaction,
    one: Claimed,
    line: Line,
    text: str,
    buttons: tuple[tuple[str, str], ...] = (),
    *,
    template: Filled | None = None,
) -> None:
    now = context.clock()
    made = messages.enqueue(
        connection,
        line=line,
        text=text,
        at=now,
        segments=speak.segments(line.channel, text),
        buttons=buttons,
        tag=one.tag,
        author=one.author,
        agent_id=one.agent_id,
        valid_for=one.valid_until - now,
        template=template,
        fallback_of=one.id,
    )
    reminders.goes_as(connection, message_id=one.id, instead=made)
    context.outgoing.set()
