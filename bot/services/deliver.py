"""The outbox, emptied: claim, send, record. Runs after the commit and outside any transaction."""

import logging
import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot import metrics, tracing
from bot.channels.ports import Approved, Button, Carrier, Naming, Outgoing, SendFailed, Sent, StatusEvent
from bot.channels.ranks import RANK, rank
from bot.channels.refusals import Refusal, refusal
from bot.lending.hours import next_open_minute
from bot.services import begin, delivery_log, documents, fall_back, reminder_check, tell_charges
from bot.services.context import Context
from bot.store import conversations, messages, reminders
from bot.store.claimed import Claimed
from bot.store.database import Transaction
from bot.store.messages import COUNTED, LEASE, MAY_HAVE_LEFT, PROACTIVE

BATCH = 20
MOST_ATTEMPTS = 8
ASKED_FOR = timedelta(hours=1)  # what may have left is looked for so long, at a carrier that can be asked
HANDED_OVER = "sent"
GIVEN_UP = "dead"
FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=2)
LOG = logging.getLogger(__name__)


class Withheld(Exception):
    """It is not to be sent at all; `why` in a word."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Later(Exception):
    """It may be sent from a moment on, and not before."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(str(moment))
        self.moment = moment


def never() -> bool:
    """Nobody asks to stop."""
    return False


def deliver(context: Context, *, limit: int = BATCH, stopping: Callable[[], bool] = never) -> int:
    """Send what is ready, at most `limit` messages; how many were taken.

    Asked to stop, it finishes the message in hand and gives the others back.
    """
    now = context.clock()
    with context.database.transaction() as connection:
        claimed = messages.claim(connection, now=now, limit=limit)
    for place, one in enumerate(claimed):
        if stopping():
            with context.database.transaction() as connection:
                messages.release(connection, claimed=claimed[place:])
            return place
        with tracing.caused_by(one.cause):
            _try(context, one)
    return len(claimed)


def drain(context: Context, *, stopping: Callable[[], bool] = never) -> int:
    """Deliver until nothing is ready any more, or somebody asks to stop."""
    total = 0
    while not stopping() and (taken := deliver(context, stopping=stopping)):
        total += taken
    return total


def record_status(context: Context, event: StatusEvent) -> None:
    """Keep a delivery report; only its rank moves the message, for reports come late, twice and swapped."""
    with context.database.transaction() as connection:
        fall_back.hold(connection, event)
        messages.keep_event(
            connection,
            provider_id=event.provider_id,
            state=event.state,
            code=event.error_code,
            at=context.clock(),
        )
        moved = messages.advance(
            connection,
            provider_id=event.provider_id,
            state=event.state,
            below=_below(event.state),
            code=event.error_code,
        )
        with tracing.caused_by(moved[1] if moved else ""):
            fall_back.after_report(context, connection, event)
    delivery_log.reported(event, moved)


def _try(context: Context, one: Claimed) -> None:
    """One that stumbles keeps nobody else from their turn."""
    try:
        _send(context, one)
    except Exception:
        LOG.exception("message %s stumbled", one.id)
        _stumbled(context, one)


def _send(context: Context, one: Claimed) -> None:
    message = _outgoing(context, one)
    name = _name(context.carriers[one.channel], message)
    doubtful = _may_have_left(one, name)
    try:
        sent = _found(context, one, message) if doubtful else None
        if sent is None and message.validity <= 0:
            _settle(context, one, state="dead", why=MAY_HAVE_LEFT if doubtful else "too_late")
            return
        sent = sent or _handed_over(context, one, message, name)
    except Withheld as withheld:
        _withhold(context, one, withheld.why)
    except Later as later:
        _postpone(context, one, later.moment)
    except SendFailed as failure:
        _failed(context, one, failure, name=name)
    except fall_back.NotNow as refused:
        _refused(context, one, why=refused.why)
    except fall_back.Superseded:
        _settle(context, one, state="suppressed", why="arrived")
    else:
        if sent is not None:
            _sent(context, one, sent)


def _stumbled(context: Context, one: Claimed) -> None:
    """Nobody knows how far it came: its lease runs out and it is taken again, so many times and no more."""
    if one.attempts >= MOST_ATTEMPTS:
        _settle(context, one, state="dead", why=MAY_HAVE_LEFT if one.doubtful else "tried_often")


def _handed_over(context: Context, one: Claimed, message: Outgoing, name: str) -> Sent | None:
    """None when another has claimed it since."""
    if one.tag in begin.BEGUN:
        _look_again(context, one)
    form = _form(context, one)
    if not _begin(context, one, name):
        return None
    begun = time.perf_counter()
    try:
        return context.carriers[one.channel].send(replace(message, approved=form))
    finally:
        metrics.attempt(channel=one.channel, seconds=time.perf_counter() - begun)


def _name(carrier: Carrier, message: Outgoing) -> str:
    """The name it will have at a carrier that takes ours, else ""."""
    return carrier.name_of(message) if isinstance(carrier, Naming) else ""


def _may_have_left(one: Claimed, name: str) -> bool:
    """A worker died on it, or an attempt ended nobody knows how. What should have a name and has none was not tried."""
    return one.doubtful and (bool(one.provider_id) or not name)


def _begin(context: Context, one: Claimed, name: str) -> bool:
    """Write the name down before the first word to the carrier; False when the message is no longer ours to send.

    Those before it in the batch may have taken long: the lease is renewed while it lasts.
    """
    now = context.clock()
    if not name and one.leased_until is not None and one.leased_until - now > LEASE / 2:
        return True
    with context.database.transaction() as connection:
        return messages.begin(connection, one=one, name=name, now=now)


def _look_again(context: Context, one: Claimed) -> None:
    """It may have waited in the outbox: is it still true, wanted, and the hour for it? Raises Withheld, Later."""
    now = context.clock()
    with context.database.transaction() as connection:
        why = begin.why_stopped(context, connection, one) or _untrue(context, connection, one)
    if why:
        raise Withheld(why)
    if one.tag not in COUNTED:
        return
    opens = next_open_minute(now, rules=context.rules, city=context.city)
    if opens >= one.valid_until:
        raise Withheld("closed_hours")
    if opens > now:
        raise Later(opens)


def _untrue(context: Context, connection: Transaction, one: Claimed) -> str | None:
    """What has happened meanwhile to what it says; None when it stands."""
    if one.tag == tell_charges.KIND:
        line = conversations.line_by_contact(connection, one.contact_id)
        return tell_charges.why_not(context, connection, line.customer_id)
    return reminder_check.still_true(context, connection, message_id=one.id)


def _withhold(context: Context, one: Claimed, why: str) -> None:
    with context.database.transaction() as connection:
        messages.settle(connection, message_id=one.id, state="suppressed", why=why)
        reminders.withdraw(connection, message_id=one.id, why=why)
    delivery_log.withheld(one, why)


def _postpone(context: Context, one: Claimed, moment: datetime) -> None:
    with context.database.transaction() as connection:
        messages.retry(connection, message_id=one.id, at=moment, maybe_sent=one.doubtful, code=None)


def _form(context: Context, one: Claimed) -> Approved | None:
    if one.channel == "sms" and one.fallback_of is None:
        return None
    with context.database.transaction() as connection:
        return fall_back.form(context, connection, one)


def _found(context: Context, one: Claimed, message: Outgoing) -> Sent | None:
    """What an earlier attempt left at the provider, if it did."""
    with context.database.transaction() as connection:
        taken = messages.provider_ids(connection, conversation_id=one.conversation_id, since=one.at)
    return context.carriers[one.channel].find(message, since=one.at, besides=taken)


def _sent(context: Context, one: Claimed, sent: Sent) -> None:
    with context.database.transaction() as connection:
        conversations.line_by_contact(connection, one.contact_id)  # the conversation before its messages
        # "queued" at the provider is not queued with us: the row has left the outbox and must not be claimed again.
        state = sent.state if rank(sent.state) >= rank(HANDED_OVER) else HANDED_OVER
        messages.settle(
            connection,
            message_id=one.id,
            state=state,
            provider_id=sent.provider_id,
            tried_at=context.clock(),
        )
        _catch_up(context, connection, sent.provider_id)
    delivery_log.left(one, sent, at=context.clock())


def _catch_up(context: Context, connection: Transaction, provider_id: str) -> None:
    """The reports that came before it was written down how the attempt ended."""
    for state, code in messages.events_of(connection, provider_id):
        messages.advance(connection, provider_id=provider_id, state=state, below=_below(state), code=code)
        fall_back.after_report(context, connection, StatusEvent(provider_id, state, code))


def _failed(context: Context, one: Claimed, failure: SendFailed, *, name: str) -> None:
    """A refusal is final; what was not taken for now is tried while it is valid, however long an outage lasts.

    What may have been sent is looked for before the next try; a reminder gets none.
    """
    ambiguous = failure.outcome == "ambiguous"
    twice_is_worse = ambiguous and one.tag == PROACTIVE
    if failure.outcome == "rejected":
        _refused(context, one, why=refusal(failure.code), code=failure.code)
        return
    doubtful = ambiguous or _may_have_left(one, name)
    with context.database.transaction() as connection:
        if twice_is_worse or (doubtful and _asked_enough(context, one, name)):
            messages.settle(connection, message_id=one.id, state="dead", code=failure.code, why=MAY_HAVE_LEFT)
        else:
            messages.retry(
                connection,
                message_id=one.id,
                at=context.clock() + _wait(one.attempts),
                maybe_sent=doubtful,
                code=failure.code,
            )
        if ambiguous and name:
            _catch_up(context, connection, name)
    delivery_log.stayed(one, failure.outcome, code=failure.code, attempts=one.attempts)


def _asked_enough(context: Context, one: Claimed, name: str) -> bool:
    """A carrier that takes our names cannot be asked: from there a report would have come by now."""
    return one.attempts >= MOST_ATTEMPTS and (bool(name) or context.clock() - one.at >= ASKED_FOR)


def _refused(context: Context, one: Claimed, *, why: Refusal | None, code: int | None = None) -> None:
    with context.database.transaction() as connection:
        conversations.line_by_contact(connection, one.contact_id)  # the conversation before its messages
        messages.settle(connection, message_id=one.id, state="dead", code=code, why=why or "refused")
        fall_back.instead(context, connection, message_id=one.id, why=why)
    delivery_log.stayed(one, "rejected", code=code, why=why or "refused")


def _settle(context: Context, one: Claimed, *, state: str, code: int | None = None, why: str = "") -> None:
    with context.database.transaction() as connection:
        messages.settle(connection, message_id=one.id, state=state, code=code, why=why)
    delivery_log.stayed(one, state, code=code, why=why)


def _outgoing(context: Context, one: Claimed) -> Outgoing:
    return Outgoing(
        id=one.id,
        channel="sms" if one.channel == "sms" else "whatsapp",
        address=one.address,
        text=one.text,
        buttons=tuple(Button(payload, title) for payload, title in one.buttons),
        validity=int(_validity(context, one).total_seconds()),
        media_url=documents.link(context, document_id=one.document_id) if one.document_id else "",
        put_back=one.put_back,
    )


def _validity(context: Context, one: Claimed) -> timedelta:
    """What goes by SMS after an hour need not come by WhatsApp any more."""
    left: timedelta = one.valid_until - context.clock()
    alone = one.channel != "whatsapp" or one.tag != PROACTIVE
    return left if alone else min(left, timedelta(minutes=context.rules.unheard_minutes))


def _below(state: str) -> list[str]:
    # What was given up and is reported on all the same had left.
    dead = [GIVEN_UP] if rank(state) >= rank(HANDED_OVER) else []
    return dead + [name for name in RANK if rank(name) < rank(state)]


def _wait(attempts: int) -> timedelta:
    """Doubling, with jitter so that a thousand messages do not come back in the same second."""
    doubled: timedelta = min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)
    return timedelta(seconds=doubled.total_seconds() * random.uniform(0.5, 1.0))
