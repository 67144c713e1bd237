"""The templates of the catalogue at WhatsApp: handed in, followed, and found again when something is to be sent.

A text is known by its digest. A changed text is handed in as a new template; until that one is approved nothing
stands in its place, and what would have gone as a template goes by SMS.
"""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.channels.ports import Approvals, Approved, Button, Draft, Judgement, SendFailed
from bot.conversation import templates as texts
from bot.conversation.templates import Written
from bot.services.context import Context
from bot.store import templates
from bot.store.claimed import Filled
from bot.store.database import Transaction
from bot.store.templates import TemplateRow
from bot.understanding import LANGUAGES, Language

LOG = logging.getLogger(__name__)
ASK_AGAIN = timedelta(minutes=10)
OPEN = ("unsubmitted", "received", "pending", "paused")
APPROVED = "approved"


class NotConnected(Exception):
    """There is no Twilio account to hand templates in to."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One template in one written form. `did`: what this call did about it; `status` and `reason` as in the store."""

    name: str
    language: str
    did: Literal["handed_in", "nothing", "failed", "missing"]
    status: str = ""
    reason: str = ""


def sync(context: Context) -> Iterator[Standing]:
    """Create and hand in whatever is not there yet, one after the other. Raises NotConnected, SendFailed.

    Each step is written down before the next, and a name tells which text it is: broken off anywhere and begun
    again, it goes on where it was. One that fails does not keep the others.
    """
    office = _office(context)
    kept = office.kept()
    for written in every(context):
        try:
            yield _handed_in(context, office, written, kept)
        except SendFailed as failure:
            yield Standing(written.template, written.language, "failed", reason=str(failure))


def status(context: Context) -> Iterator[Standing]:
    """Every template of the catalogue as WhatsApp has it now. Raises NotConnected."""
    office = _office(context)
    for written in every(context):
        row = _kept(context, written)
        if row is None:
            yield Standing(written.template, written.language, "missing")
            continue
        try:
            told = _asked(context, office, row.sid)
            yield Standing(written.template, written.language, "nothing", told.status, told.reason)
        except SendFailed as failure:
            yield Standing(written.template, written.language, "failed", row.status, str(failure))


def refresh(context: Context, *, now: datetime) -> int:
    """Ask after those that may change, each at most once in ten minutes; how many were asked after."""
    if context.approvals is None:
        return 0
    with context.database.snapshot() as connection:
        rows = templates.in_question(connection, statuses=OPEN, before=now - ASK_AGAIN)
    for row in rows:
        try:
            _asked(context, context.approvals, row.sid)
        except SendFailed as failure:
            LOG.warning("template %s %s: %s", row.key, row.language, failure)
            with context.database.transaction() as connection:
                _judge(context, connection, row.sid, Judgement(row.status, row.reason))
    return len(rows)


def approved(context: Context, connection: Transaction, *, filled: Filled) -> Approved | None:
    """What may be sent in the place of a text, if WhatsApp has approved that text as it is today."""
    template = context.engine.script.template(filled.name)
    language = language_of(filled)
    row = _found(connection, _written(context, filled.name, language))
    if row is None or row.status != APPROVED:
        return None
    values = texts.filling(template, language=language, catalog=context.catalog, params=filled.variables)
    # No place may be empty: an agent without a name, say, is no reason for a message that is refused.
    return Approved(row.sid, values) if all(values) else None


def is_approved(context: Context, connection: Transaction, *, name: str, language: Language) -> bool:
    row = _found(connection, _written(context, name, language))
    return row is not None and row.status == APPROVED


def language_of(filled: Filled) -> Language:
    return next(language for language in LANGUAGES if language == filled.language)


def doubt(context: Context, connection: Transaction, *, sid: str) -> None:
    """WhatsApp has refused an approved template: nothing more goes by it until we have asked how it stands."""
    _judge(context, connection, sid, Judgement("paused"))


def every(context: Context) -> Iterator[Written]:
    for template in context.engine.script.templates:
        for language in LANGUAGES:
            yield _written(context, template.name, language)


def _handed_in(context: Context, office: Approvals, written: Written, kept: Mapping[str, str]) -> Standing:
    row = _kept(context, written)
    if row is None:
        sid = kept.get(written.name) or office.create(_draft(written))
        with context.database.transaction() as connection:
            templates.keep(
                connection, key=written.template, language=written.language, digest=written.digest, sid=sid
            )
        row = _kept(context, written)
    assert row is not None  # whoever wrote it down first
    told = _asked(context, office, row.sid)
    if told.status != "unsubmitted":
        return Standing(written.template, written.language, "nothing", told.status, told.reason)
    told = office.submit(row.sid, name=written.name)
    with context.database.transaction() as connection:
        _judge(context, connection, row.sid, told)
    return Standing(written.template, written.language, "handed_in", told.status, told.reason)


def _asked(context: Context, office: Approvals, sid: str) -> Judgement:
    told = office.judgement(sid)
    with context.database.transaction() as connection:
        _judge(context, connection, sid, told)
    return told


def _judge(context: Context, connection: Transaction, sid: str, told: Judgement) -> None:
    templates.judge(connection, sid=sid, status=told.status, reason=told.reason, at=context.clock())


def _office(context: Context) -> Approvals:
    if context.approvals is None:
        raise NotConnected
    return context.approvals


def _kept(context: Context, written: Written) -> TemplateRow | None:
    with context.database.snapshot() as connection:
        return _found(connection, written)


def _found(connection: Transaction, written: Written) -> TemplateRow | None:
    return templates.found(connection, key=written.template, language=written.language, digest=written.digest)


def _written(context: Context, name: str, language: Language) -> Written:
    template = context.engine.script.template(name)
    return texts.write(template, language=language, catalog=context.catalog, roman_as=context.roman_as)


def _draft(written: Written) -> Draft:
    buttons = tuple(Button(payload, title) for payload, title in written.buttons)
    return Draft(written.name, written.code, written.body, written.samples, buttons)
