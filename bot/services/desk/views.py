"""What the agents' console shows: plain values that read views fill, tied to no storage or framework.

Everything secret is masked before it gets here: the console never sees a whole CNIC or a PIN.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.lending.applicant import Reason

HeldBy = Literal["bot", "queue", "agent"]
Author = Literal["customer", "bot", "agent", "system", "note", "event"]


@dataclass(frozen=True, slots=True)
class AgentUser:
    """Somebody who is logged in. `epoch` counts what ended their earlier sessions; `second_step`: a code is asked."""

    id: int
    username: str
    name: str
    role: str = "agent"
    language: str = "en"
    epoch: int = 0
    second_step: bool = False


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One conversation in a list.

    `since`: when it came to who has it (or the last message, when the bot has it). `waits_since`, `due_at`: the
    customer waits for a person since then, who owes words by then; None when nobody waits. `unread`: messages of the
    customer that this agent has not seen. `late`: `due_at` is over. `reminded`: the holder was reminded of it.
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
    waits_since: datetime | None = None
    due_at: datetime | None = None
    snoozed_until: datetime | None = None
    unread: int = 0
    reminded: bool = False


@dataclass(frozen=True, slots=True)
class SlotView:
    """Something the bot already knows in this conversation, masked where it is secret."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class BotPosition:
    """Where the bot stood. `question` is what it last asked, in words; "" when it asked nothing.

    `answer`: what the customer wrote since to a person and would answer that question; "" when nothing would.
    `takes_answer`: whether an agent may pass an answer on (not a PIN, nothing that binds).
    """

    flow: str
    state: str
    question: str = ""
    slots: tuple[SlotView, ...] = ()
    answer: str = ""
    takes_answer: bool = False


@dataclass(frozen=True, slots=True)
class InstallmentView:
    number: int
    due: date
    amount_paisa: int
    paid_paisa: int
    state: str


@dataclass(frozen=True, slots=True)
class SmallerView:
    """Smaller instalments that could take the place of the unpaid ones."""

    count: int
    each_paisa: int
    first: date


@dataclass(frozen=True, slots=True)
class PlanView:
    """`promised`: the day a promise to pay names; `promise_until`: the last one that could, None when nothing is owed.

    `late_paisa`: late charges that are still owed. `returnable_paisa`: the price of goods the shop could take back.
    `extension_days`: by which the unpaid may still move. `smaller`: None when there is no room for it.
    """

    number: str
    shop: str
    state: str
    total_paisa: int
    outstanding_paisa: int
    installments: tuple[InstallmentView, ...] = ()
    credit_paisa: int = 0
    late_paisa: int = 0
    returnable_paisa: int = 0
    in_shop: bool = False  # the goods are not handed over yet
    extension_days: int = 0
    promised: date | None = None
    promise_until: date | None = None
    smaller: SmallerView | None = None


@dataclass(frozen=True, slots=True)
class ShopView:
    """A shop at whose telephone somebody writes; `locked`: none of its codes is taken until a person has looked."""

    code: str
    name: str
    locked: bool


@dataclass(frozen=True, slots=True)
class PaymentView:
    amount_paisa: int
    at: datetime
    loan: str
    provider: str
    provider_id: str


@dataclass(frozen=True, slots=True)
class ComplaintView:
    number: str
    words: str
    opened_at: datetime
    answer_by: datetime
    answered_at: datetime | None
    answer: str


@dataclass(frozen=True, slots=True)
class ContactView:
    """An address of the customer. `opted_out_at`: since when they want nothing there that we begin."""

    channel: str
    address: str
    opted_out_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CustomerView:
    """`reasons`: what the limit rests on. `paused`: why reminders rest."""

    name: str
    phone: str
    cnic_masked: str = ""
    limit_paisa: int | None = None
    plans: tuple[PlanView, ...] = ()
    reasons: tuple[Reason, ...] = ()
    refused: bool = False
    pin_locked: bool = False
    paused: str = ""
    payments: tuple[PaymentView, ...] = ()
    complaints: tuple[ComplaintView, ...] = ()
    contacts: tuple[ContactView, ...] = ()
    shop: ShopView | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """What the bot made of a message. `sure`: enough to act on it. `missed`: it did not know; `label` is what a person
    said of it since."""

    intent: str
    score: float
    sure: bool = True
    amount: float | None = None
    date: str | None = None
    answer: str | None = None
    missed: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class TranscriptEntry:
    """One line of the conversation: a message, a private note, or an event (`text` is then its code).

    `author_name` is the agent's, `kind` as in Inbound, `buttons` titles, `media` content types of what came along.
    """

    id: int
    author: Author
    text: str
    at: datetime
    author_name: str = ""
    channel: str = ""
    state: str = ""
    error_code: int | None = None
    kind: str = "text"
    segments: int = 0
    buttons: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    document_id: int | None = None
    understood: Understood | None = None


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody else who has this conversation open."""

    name: str
    typing: bool


@dataclass(frozen=True, slots=True)
class WindowView:
    """What may be written now. `closes_at`: WhatsApp's 24 hours; None on SMS. `sms`: a number an SMS could go to.

    `reopen`: the window is shut, and WhatsApp has approved the words that ask the customer to write.
    """

    open: bool
    closes_at: datetime | None = None
    sms: bool = False
    reopen: bool = False


@dataclass(frozen=True, slots=True)
class ConversationView:
    """`first`: the id of the oldest message here; `before`: the same when there are older ones, else 0."""

    id: int
    channel: str
    language: str
    held_by: HeldBy
    since: datetime
    position: BotPosition
    customer: CustomerView
    transcript: tuple[TranscriptEntry, ...]
    window: WindowView
    reason: str = ""
    holder_id: int | None = None
    holder: str = ""
    waits_since: datetime | None = None
    due_at: datetime | None = None
    snoozed_until: datetime | None = None
    reminded: bool = False
    first: int = 0
    before: int = 0
    colleagues: tuple[Colleague, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """Taken: yours now, also when it already was. Held: `holder` was first. Gone: there is no such conversation."""

    outcome: Literal["taken", "held", "gone"]
    holder: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReplyResult:
    """Why it went or not. "held": another agent holds it. "window_closed": WhatsApp's 24 hours are over.

    "warned": the words offend our rule of tone; `offences` are the phrases, and the agent may insist.
    """

    outcome: Literal[
        "sent", "empty", "too_long", "held", "window_closed", "no_sms", "opted_out", "warned", "gone"
    ]
    offences: tuple[str, ...] = ()
    holder: str = ""


@dataclass(frozen=True, slots=True)
class ReopenResult:
    """Why the customer was asked to write, or not. "open": no need. "asked": they have been, and did not write yet.

    "no_template": WhatsApp has approved none in their language. "closed_hours": we write first, so not at night.
    """

    outcome: Literal["sent", "open", "asked", "no_template", "opted_out", "closed_hours", "held", "gone"]
    holder: str = ""


@dataclass(frozen=True, slots=True)
class HandBackResult:
    """ "not_heard": the bot cannot take the answer that was passed on. "no_way": nothing reaches the customer now, so
    the words could not go. "warned": they offend our rule of tone. In these three nothing has happened yet.
    """

    outcome: Literal["handed_back", "not_yours", "not_heard", "no_way", "warned", "gone"]
    offences: tuple[str, ...] = ()
