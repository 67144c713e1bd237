"""What the agents' console shows: plain values that read views fill, tied to no storage or framework.

Everything secret is masked before it gets here: the console never sees a whole CNIC or a PIN.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

HeldBy = Literal["bot", "queue", "agent"]


@dataclass(frozen=True, slots=True)
class AgentUser:
    id: int
    username: str
    name: str
    role: str = "agent"


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One conversation in a list.

    `since` is when the waiting began (held_by "queue"), when it was taken ("agent"), else the last message.
    `reason` is a code such as "asked", "not_understood", "hardship", "complaint"; "" when the bot holds it.
    """

    id: int
    name: str
    address: str
    channel: str
    language: str
    held_by: HeldBy
    since: datetime
    last_text: str
    last_at: datetime
    reason: str = ""
    holder_id: int | None = None
    holder: str = ""


@dataclass(frozen=True, slots=True)
class SlotView:
    """Something the bot already knows in this conversation, masked where it is secret."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class BotPosition:
    """Where the bot stood. `question` is what it last asked, in words; "" when it asked nothing."""

    flow: str
    state: str
    question: str = ""
    slots: tuple[SlotView, ...] = ()


@dataclass(frozen=True, slots=True)
class InstallmentView:
    number: int
    due: date
    amount_paisa: int
    paid_paisa: int
    state: str


@dataclass(frozen=True, slots=True)
class PlanView:
    number: str
    shop: str
    state: str
    total_paisa: int
    outstanding_paisa: int
    installments: tuple[InstallmentView, ...] = ()


@dataclass(frozen=True, slots=True)
class CustomerView:
    name: str
    phone: str
    cnic_masked: str = ""
    limit_paisa: int | None = None
    plans: tuple[PlanView, ...] = ()


@dataclass(frozen=True, slots=True)
class TranscriptEntry:
    """One line of the conversation. `author_name` is the agent's, `kind` as in Inbound, `buttons` titles."""

    id: int
    author: Literal["customer", "bot", "agent", "system"]
    text: str
    at: datetime
    author_name: str = ""
    state: str = ""
    kind: str = "text"
    segments: int = 0
    buttons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConversationView:
    """`earlier` counts older entries that were left out of `transcript` (oldest first)."""

    id: int
    channel: str
    language: str
    held_by: HeldBy
    since: datetime
    position: BotPosition
    customer: CustomerView
    transcript: tuple[TranscriptEntry, ...]
    reason: str = ""
    holder_id: int | None = None
    holder: str = ""
    earlier: int = 0


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """Taken: yours now, also when it already was. Held: `holder` was first. Gone: the bot has it again."""

    outcome: Literal["taken", "held", "gone"]
    holder: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReplyResult:
    """Why it went or not. "not_yours": you do not hold it. "window_closed": WhatsApp's 24 hours are over."""

    outcome: Literal["sent", "empty", "too_long", "not_yours", "window_closed", "gone"]


@dataclass(frozen=True, slots=True)
class HandBackResult:
    outcome: Literal["handed_back", "not_yours", "gone"]
