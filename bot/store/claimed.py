"""An outgoing message as whoever sends it sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Filled:
    """A template of the catalogue with the values of its text, in one written form."""

    name: str
    language: str
    variables: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Claimed:
    """An outgoing message; while it is claimed it is ours to send until its lease runs out.

    `doubtful`: it may have left already. `template`: what may go in its place; `content_sid`: the approved content it
    goes or went as. `fallback_of`: the message that was refused before this one. `put_back`: by a person, after it did
    not arrive.
    """

    id: int
    conversation_id: int
    channel: str
    address: str
    text: str
    buttons: tuple[tuple[str, str], ...]
    tag: str
    at: datetime
    valid_until: datetime
    attempts: int
    doubtful: bool
    contact_id: int
    author: str
    agent_id: int | None = None
    document_id: int | None = None
    template: Filled | None = None
    content_sid: str = ""
    fallback_of: int | None = None
    state: str = ""
    provider_id: str = ""
    leased_until: datetime | None = None
    put_back: bool = False
    cause: str = ""


def as_claimed(row: Any) -> Claimed:
    return Claimed(
        id=row.id,
        conversation_id=row.conversation_id,
        channel=row.channel,
        address=row.address,
        text=row.text,
        buttons=tuple((payload, title) for payload, title in row.buttons or ()),
        tag=row.tag,
        at=row.at,
        valid_until=row.valid_until,
        attempts=row.attempts,
        doubtful=row.maybe_sent,
        contact_id=row.contact_id,
        author=row.author,
        agent_id=row.agent_id,
        document_id=row.document_id,
        template=_filled(row),
        content_sid=row.content_sid,
        fallback_of=row.fallback_of,
        state=row.state,
        provider_id=row.provider_id or "",
        leased_until=row.leased_until,
        put_back=row.retried_at is not None,
        cause=row.cause or "",
    )


def _filled(row: Any) -> Filled | None:
    if row.template is None:
        return None
    return Filled(row.template, row.template_language, row.template_variables or {})
