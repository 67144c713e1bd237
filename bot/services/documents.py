"""Papers by a signed address that runs out: pages and voice notes as they went out, a calendar as it stands now."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from bot.conversation.position import Position
from bot.conversation.turn import Say
from bot.documents.code import picture
from bot.documents.page import Page
from bot.documents.typeset import TEMPLATE, typeset
from bot.services import calendar, speak
from bot.services.context import Context
from bot.store import messages, papers
from bot.store.conversations import Line
from bot.store.database import Transaction

Form = Literal["pdf", "png", "mp3", "ics"]
MEDIA: dict[Form, str] = {
    "pdf": "application/pdf",
    "png": "image/png",
    "mp3": "audio/mpeg",
    "ics": "text/calendar; charset=utf-8; method=PUBLISH",
}
VOICE = "voice-1"  # stands where a page names its template
CODE = "code-1"
CODE_KIND = "raast"
FORMS: dict[str, tuple[Form, ...]] = {
    VOICE: ("mp3",),
    calendar.TEMPLATE: ("ics",),
    CODE: ("png",),
}  # all others are pages
LINK_LASTS = timedelta(days=3)  # ours: the carrier fetches at once, a customer may open it over a weekend


class NoSuchPage(Exception):
    """The address is not ours, has run out, or names nothing."""


@dataclass(frozen=True, slots=True)
class Opened:
    body: bytes
    media_type: str


def keep(
    context: Context, connection: Transaction, *, page: Page, kind: str, loan: str, customer_id: int
) -> int:
    """Keep a page as it will be shown; its id."""
    return _keep(context, connection, page.to_dict(), TEMPLATE, kind, loan, customer_id)


def keep_words(
    context: Context, connection: Transaction, *, words: str, kind: str, loan: str, customer_id: int
) -> int:
    """Keep what a voice note will say; its id."""
    return _keep(context, connection, {"words": words}, VOICE, kind, loan, customer_id)


def keep_code(
    context: Context, connection: Transaction, *, text: str, kind: str, loan: str, customer_id: int
) -> int:
    """Keep what a QR code says; its id."""
    return _keep(context, connection, {"text": text}, CODE, kind, loan, customer_id)


def _keep(
    context: Context,
    connection: Transaction,
    data: Mapping[str, Any],
    template: str,
    kind: str,
    loan: str,
    customer_id: int,
) -> int:
    return papers.keep(
        connection,
        customer_id=customer_id,
        kind=kind,
        loan=loan,
        template=template,
        page=data,
        digest=fingerprint(data),
        at=context.clock(),
    )


def send(
    context: Context, connection: Transaction, *, line: Line, document_id: int, kind: str, loan: str
) -> int:
    """Queue the page on a WhatsApp line with a word about what it is; the id of the message."""
    language = Position.from_dict(line.position).language
    say = Say(f"paper.{kind}_caption", {"loan": loan})
    (caption,) = speak.spoken(context, says=[say], line=line, language=language)
    return messages.enqueue(
        connection, line=line, text=caption.text, document_id=document_id, at=context.clock()
    )


def send_calendar(context: Context, connection: Transaction, *, line: Line) -> int:
    """Queue a link to the calendar file; the id of the message. A link, for Twilio's WhatsApp carries no such file."""
    language = speak.language_on(line)
    data = calendar.given(context, connection, customer_id=line.customer_id, language=language)
    kept = _keep(context, connection, data, calendar.TEMPLATE, calendar.KIND, "", line.customer_id)
    say = Say("calendar.link", {"link": _address(context, kept, "ics")})
    (words,) = speak.spoken(context, says=[say], line=line, language=language)
    return messages.enqueue(connection, line=line, text=words.text, at=context.clock())


def link(context: Context, *, document_id: int) -> str:
    """An address of ours that opens it for a while: a picture of a page, or the sound of a voice note."""
    with context.database.snapshot() as connection:
        paper = papers.paper(connection, document_id)
    return _address(context, document_id, "mp3" if paper is not None and paper.template == VOICE else "png")


def _address(context: Context, document_id: int, form: Form) -> str:
    until = int((context.clock() + LINK_LASTS).timestamp())
    sign = context.vault.signature(_link(document_id, until))
    return f"{context.paper_url}{document_id}.{form}?until={until}&sign={sign}"


def opened(context: Context, *, document_id: int, form: Form, until: int, sign: str) -> Opened:
    """The page in type. Raises NoSuchPage."""
    genuine = context.vault.has_signed(_link(document_id, until), sign)
    if not genuine or context.clock().timestamp() > until:
        raise NoSuchPage
    return printed(context, document_id=document_id, form=form)


def printed(context: Context, *, document_id: int, form: Form) -> Opened:
    """The page in type or the words as sound. Raises NoSuchPage, also for what was changed since it was kept."""
    with context.database.snapshot() as connection:
        paper = papers.paper(connection, document_id)
    if paper is None or fingerprint(paper.page) != paper.digest:
        raise NoSuchPage
    if form not in FORMS.get(paper.template, ("pdf", "png")):
        raise NoSuchPage
    return Opened(_made(context, paper, form), MEDIA[form])


def _made(context: Context, paper: papers.Paper, form: Form) -> bytes:
    if form == "ics":
        return calendar.made(context, paper)
    if paper.template == CODE:
        return picture(paper.page["text"])
    if form != "mp3":
        return typeset(paper.page, form=form, template=paper.template)
    if context.voice is None:  # kept on a machine that could speak
        raise NoSuchPage
    return context.voice(paper.page["words"])


def fingerprint(page: Mapping[str, Any]) -> str:
    """SHA-256 over the words and figures of a page."""
    return hashlib.sha256(canonical(page).encode()).hexdigest()


def canonical(page: Mapping[str, Any]) -> str:
    return json.dumps(page, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _link(document_id: int, until: int) -> str:
    return f"paper:{document_id}:{until}"
