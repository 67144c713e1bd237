"""What came while the store could not keep up: kept as it came, taken in later as if it came then.

Signed requests alone get here. They are sealed, for customers write PINs and card numbers, and go into the store or,
when that is what is down, into the spool of this machine. Taking in is as idempotent as receiving: the provider's id.
"""

import hashlib
import json
import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import uuid4

from cryptography.exceptions import InvalidTag

from bot import tracing
from bot.channels.ports import Inbound
from bot.channels.twilio.inbound import parse_inbound
from bot.channels.twilio.status import parse_status
from bot.channels.twilio.voice import parse_call
from bot.services.context import Context
from bot.services.deliver import record_status
from bot.services.missed_call import missed_call
from bot.services.receive import receive
from bot.store import held_requests, people
from bot.store.database import StoreUnavailable, Transaction
from bot.store.spool import Spool, Spooled

Kind = Literal["message", "call", "status"]
BATCH = 100
HOLDS_FOR = timedelta(seconds=60)  # who takes in dies: another goes on after it
COLUMN = "held_request.form_enc"
FIRST_WAIT = timedelta(seconds=10)
LEASE = "held requests"
LOG = logging.getLogger(__name__)


def take(context: Context, inbound: Inbound) -> None:
    """One message or call, by whatever way it came."""
    if inbound.kind == "call":
        missed_call(context, inbound=inbound)
    else:
        receive(context, inbound=inbound)


def keep(context: Context, *, kind: Kind, form: Mapping[str, str]) -> None:
    """Keep a request; when this returns it is on a disk. Raises StoreUnavailable when there is no place for it."""
    held = _sealed(context, kind, form)
    try:
        with context.database.transaction() as connection:
            _into_store(connection, held)
    except StoreUnavailable:
        if context.spool is None:
            raise
        _spool(context.spool, held)
    LOG.warning("a request waits until the store keeps up", extra={"kind": kind})


def _spool(spool: Spool, held: Spooled) -> None:
    try:
        spool.put(held)
    except OSError as error:
        raise StoreUnavailable(f"neither the store nor the spool: {error}") from error


def take_in(context: Context) -> int:
    """What waits on this machine and in the store, one process at a time; how many are done."""
    if context.spool is not None:
        _collect(context, context.spool)
    holder, waits, done = uuid4().hex, dict[str, datetime](), 0
    try:
        while _leads(context, holder) and (taken := _some(context, waits)):
            done += taken
    finally:
        _let_go(context, holder)
    return done


def _collect(context: Context, spool: Spool) -> None:
    """From this machine's disk into the store, where all see it."""
    for path, one in spool.each():
        with context.database.transaction() as connection:
            _into_store(connection, one)
        path.unlink(missing_ok=True)


def _into_store(connection: Transaction, one: Spooled) -> None:
    sealed, came = bytes.fromhex(one.sealed), datetime.fromisoformat(one.at)
    held_requests.keep(connection, kind=one.kind, key=one.key, form_enc=sealed, at=came)


def _leads(context: Context, holder: str) -> bool:
    now = context.clock()
    with context.database.snapshot() as connection:
        if not held_requests.due(connection, now=now, limit=1):
            return False
    with context.database.transaction() as connection:
        return people.lead(connection, name=LEASE, holder=holder, now=now, length=HOLDS_FOR)


def _let_go(context: Context, holder: str) -> None:
    with suppress(StoreUnavailable), context.database.transaction() as connection:
        people.let_go(connection, name=LEASE, holder=holder)


def _some(context: Context, waits: dict[str, datetime]) -> int:
    """The next ones in order. Who cannot be helped now waits, and with them what they said after."""
    now = context.clock()
    with context.database.snapshot() as connection:
        rows = held_requests.due(connection, now=now, limit=BATCH)
    done = 0
    for row in rows:
        sender = ""
        try:
            form = _opened(context, row)
            sender = form.get("From", "") if row.kind != "status" else row.key
            if sender in waits:
                _put_off(context, row, waits[sender])
                continue
            _repeat(context, row, form)
        except StoreUnavailable:
            raise
        except Exception:
            LOG.exception("a request that waited stumbled", extra={"held": row.id, "kind": row.kind})
            waits[sender] = _later(context, row, now)
        else:
            _done(context, row)
            done += 1
    return done


def _repeat(context: Context, row: Any, form: Mapping[str, str]) -> None:
    with tracing.caused_by(_id(form)):
        if row.kind == "status":
            record_status(context, parse_status(form=form))
            return
        inbound = (
            parse_call(form=form, at=row.at) if row.kind == "call" else parse_inbound(form=form, at=row.at)
        )
        if inbound is not None:
            take(context, inbound)


def _done(context: Context, row: Any) -> None:
    with context.database.transaction() as connection:
        held_requests.done(connection, row.id)


def _later(context: Context, row: Any, now: datetime) -> datetime:
    moment: datetime = now + FIRST_WAIT * 2**row.attempts
    with context.database.transaction() as connection:
        held_requests.again(connection, held_id=row.id, at=moment)
    return moment


def _put_off(context: Context, row: Any, moment: datetime) -> None:
    with context.database.transaction() as connection:
        held_requests.put_off(connection, held_ids=[row.id], at=moment)


def _sealed(context: Context, kind: Kind, form: Mapping[str, str]) -> Spooled:
    key = hashlib.sha256("\n".join((kind, _id(form), form.get("MessageStatus", ""))).encode()).hexdigest()
    sealed = context.vault.seal(json.dumps(dict(form)), column=COLUMN, row=_row(key))
    return Spooled(kind, key, context.clock().isoformat(), sealed.hex())


def _opened(context: Context, row: Any) -> dict[str, str]:
    try:
        form: dict[str, str] = json.loads(context.vault.open(row.form_enc, column=COLUMN, row=_row(row.key)))
    except InvalidTag as error:
        raise ValueError("it was sealed with another key") from error
    return form


def _row(key: str) -> int:
    """What ties the sealed form to its key, wherever it lies."""
    return int(key[:15], 16)


def _id(form: Mapping[str, str]) -> str:
    return (
        form.get("MessageSid") or form.get("SmsMessageSid") or form.get("SmsSid") or form.get("CallSid") or ""
    )
