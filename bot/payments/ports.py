"""The seam between us and whoever moves the money: how a customer pays, and how we are told that they did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, runtime_checkable


class BadSignature(Exception):
    """A callback that its provider did not sign. Answer 403 and believe nothing in it."""


class BadCallback(Exception):
    """A callback that is genuine, or unsigned by design, but cannot be read."""


class NoAnswer(Exception):
    """The provider could not be asked, or its answer cannot be believed. Nothing is known; ask again later."""


@dataclass(frozen=True, slots=True)
class PayRequest:
    """`reference` is what the customer types or taps; it can be typed on a keypad. `loan` is the plan's number."""

    reference: str
    paisa: int
    loan: str = ""
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class HowToPay:
    """What a customer needs: a page to open, a number to type, the text of a QR code; "" where there is none."""

    provider: str
    url: str = ""
    number: str = ""
    qr: str = ""


@dataclass(frozen=True, slots=True)
class Paid:
    """What a provider says happened. `ok` is False for an attempt that moved no money.

    `provider_id` is unique for ever at `provider`: a repeated callback carries the same one. `reference` is that of a
    request, or the number of a plan where customers pay by that.
    """

    provider: str
    provider_id: str
    reference: str
    paisa: int
    at: datetime
    ok: bool


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A provider says that it took a payment back, whole: `provider_id` and `paisa` are the payment's own."""

    provider: str
    provider_id: str
    reference: str
    paisa: int
    at: datetime


Told = Paid | TakenBack


@dataclass(frozen=True, slots=True)
class Attempt:
    """One time that a customer opened a provider's page. `number` is ours for it, and unique at the provider."""

    number: str
    reference: str
    paisa: int
    at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Inquired:
    """What a provider answers when it is asked about an attempt; `paid` only when it was paid."""

    state: Literal["paid", "failed", "pending"]
    paid: Paid | None = None


@dataclass(frozen=True, slots=True)
class Checkout:
    """A form that the customer's browser posts to the provider."""

    url: str
    fields: Sequence[tuple[str, str]]


class PaymentProvider(Protocol):
    @property
    def name(self) -> str: ...

    def instructions(self, *, request: PayRequest) -> HowToPay:
        """How the customer pays this request."""
        ...


@runtime_checkable
class CallsBack(Protocol):
    """A provider that tells us by posting to /webhooks/payments/<name>."""

    def parse_callback(
        self, *, form: Mapping[str, str], headers: Mapping[str, str], body: bytes = b""
    ) -> Told:
        """Verify and read a callback. Header names are in Title-Case. Raises BadSignature, BadCallback."""
        ...

    def answer(self, *, result: str) -> Mapping[str, str]:
        """What it wants to hear when a callback was taken."""
        ...


@runtime_checkable
class HasCheckout(Protocol):
    """A provider with a page of its own, which can be asked what became of an attempt there."""

    def attempt(self, *, request: PayRequest, at: datetime, digits: str) -> Attempt:
        """A new attempt; `digits`: some that nobody can guess."""
        ...

    def checkout(self, *, attempt: Attempt) -> Checkout: ...

    def inquire(self, *, attempt: Attempt) -> Inquired:
        """Ask the provider, over the network. Raises NoAnswer."""
        ...
