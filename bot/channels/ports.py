"""The seam between us and whoever carries messages: what comes in, what goes out, how it can fail."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, runtime_checkable

ChannelName = Literal["whatsapp", "sms"]
Outcome = Literal["retry", "rejected", "ambiguous"]


@dataclass(frozen=True, slots=True)
class Media:
    url: str
    content_type: str


@dataclass(frozen=True, slots=True)
class Inbound:
    """One message from a person.

    `address` is +E.164, or a WhatsApp business-scoped id when the number is hidden.
    `provider_id` is unique for ever at the provider: it is what makes receiving idempotent.
    `button` is the payload of a tapped button, "" when text was typed.
    `kind` is "text", or "image", "audio", "video", "document", "sticker", "location", "contacts", "unknown"; or "call":
    they rang and nobody picked up, there is no text.
    `truncated`: there was more text than anybody types in a chat; only its beginning is here.
    `taken_as`: "STOP", "START" or "HELP" when the carrier took the message as that and has answered it itself, else "".
    `user_id` is the WhatsApp business-scoped id where it is known beside (or instead of) the number, else "".
    """

    provider_id: str
    channel: ChannelName
    address: str
    text: str
    at: datetime
    button: str = ""
    kind: str = "text"
    media: tuple[Media, ...] = ()
    profile_name: str = ""
    truncated: bool = False
    user_id: str = ""
    taken_as: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    payload: str
    title: str


@dataclass(frozen=True, slots=True)
class Approved:
    """A template that WhatsApp has approved, and what fills its numbered places, in their order."""

    sid: str
    variables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to send. `validity` in seconds: after it the carrier must not deliver any more.

    `approved` goes in the place of everything else; `text` then says what the customer will read.
    """

    id: int
    channel: ChannelName
    address: str
    text: str
    buttons: tuple[Button, ...] = ()
    validity: int = 4 * 3600
    media_url: str = ""  # a picture, paper or voice note that goes along, where the channel can carry it
    approved: Approved | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    provider_id: str
    state: str  # one of the states of StatusEvent


@dataclass(frozen=True, slots=True)
class StatusEvent:
    """A delivery report. `state`: queued, sending, sent, delivered, undelivered, failed, read, canceled."""

    provider_id: str
    state: str
    error_code: int | None = None


class SendFailed(Exception):
    """Why a message did not leave.

    `outcome`: "retry" = certainly not processed, send again later; "rejected" = will never be accepted;
    "ambiguous" = it may have been accepted (5xx, time-out after the request was written):
    look before sending again.
    """

    def __init__(self, outcome: Outcome, reason: str, *, code: int | None = None) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.code = code


@dataclass(frozen=True, slots=True)
class Fetched:
    """Something that came along with a message."""

    body: bytes
    content_type: str


class NotFetched(Exception):
    """It is gone at the provider, too large, or not the provider's at all."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A template as it is handed in. `body` has numbered places, {{1}} and so on; `samples` fills them to be read."""

    name: str
    language: str  # WhatsApp's code
    body: str
    samples: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """`status`: unsubmitted, received, pending, approved, rejected, paused, disabled. `reason` in WhatsApp's words."""

    status: str
    reason: str = ""


class Approvals(Protocol):
    """Where templates are kept, handed in and judged. Everything raises SendFailed."""

    def kept(self) -> Mapping[str, str]:
        """{name: sid} of every draft that was created before."""
        ...

    def create(self, draft: Draft) -> str:
        """Keep a draft at the provider; its sid."""
        ...

    def submit(self, sid: str, *, name: str) -> Judgement:
        """Hand it in as an account update (utility)."""
        ...

    def judgement(self, sid: str) -> Judgement:
        """How it stands now."""
        ...


class Carrier(Protocol):
    """Sends messages of one or more channels."""

    def send(self, message: Outgoing) -> Sent:
        """Hand one message to the provider. Raises SendFailed."""
        ...

    def find(self, message: Outgoing, *, since: datetime, besides: Collection[str] = ()) -> Sent | None:
        """Look for a message that an earlier ambiguous attempt may have left at the provider.

        `besides` are provider ids that belong to other messages: the same words may have been said before.
        None says that it is certainly not there. Raises SendFailed, "ambiguous" when nobody can say.
        """
        ...

    def fetch(self, media: Media) -> Fetched:
        """What came along with a message. Raises NotFetched."""
        ...


@runtime_checkable
class Naming(Protocol):
    """A carrier that takes our name for a message and gives it none of its own.

    The name is written down before the message is sent. Afterwards a message without a name has never been tried,
    and reports find the message that has one, whatever became of the attempt.
    """

    def name_of(self, message: Outgoing) -> str:
        """The provider id it will have: always the same for a message, and no other message's."""
        ...
