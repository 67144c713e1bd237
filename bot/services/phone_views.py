"""What the phone simulator shows: plain values that a read view fills, tied to no storage or framework."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class PhoneButton:
    """A tappable choice. Up to three show as quick replies, four to ten as a list to choose from."""

    payload: str
    title: str


@dataclass(frozen=True, slots=True)
class PhoneMessage:
    """One bubble.

    `id` is unique over both directions and rises within one address: it is the polling cursor.
    `direction` is seen from us: "in" came from the customer, "out" went to the customer.
    `state` is a delivery state of StatusEvent (queued, sending, sent, delivered, read, undelivered, failed,
    canceled); an inbound message is "delivered" once it is stored.
    `encoding` is "GSM-7" or "UCS-2" on SMS and "" elsewhere; `segments` and `cost_paisa` are 0 where nothing
    is charged.
    `media_url` is a picture that came along.
    """

    id: int
    direction: Literal["in", "out"]
    text: str
    at: datetime
    state: str
    buttons: tuple[PhoneButton, ...] = ()
    segments: int = 0
    encoding: str = ""
    cost_paisa: int = 0
    kind: str = "text"
    media_url: str = ""


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """A log-in of the demo that may be shown to everybody, password included."""

    username: str
    password: str
    name: str
    role: str = "agent"


@dataclass(frozen=True, slots=True)
class DemoShop:
    """A shop to buy at; `phone`: where it answers, "" for none."""

    code: str
    name: str
    phone: str = ""


class Messages(Protocol):
    def __call__(self, *, channel: str, number: str, after: int) -> list[PhoneMessage]:
        """The messages of one address with an id above `after`, oldest first."""
        ...
