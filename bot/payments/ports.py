"""The seam between us and whoever moves the money: how a customer pays, and how we are told that they did."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


class BadSignature(Exception):
    """A callback that its provider did not sign. Answer 403 and believe nothing in it."""


class BadCallback(Exception):
    """A callback that is genuine, or unsigned by design, but cannot be read."""


@dataclass(frozen=True, slots=True)
class PayRequest:
    """`reference` is what the customer types or taps; it can be typed on a keypad."""

    reference: str
    paisa: int


@dataclass(frozen=True, slots=True)
class HowToPay:
    """What to tell the customer: a message key with its parameters, and a page to open where there is one."""

    key: str
    params: Mapping[str, str] = field(default_factory=dict)
    url: str = ""


@dataclass(frozen=True, slots=True)
class Paid:
    """What a provider says happened. `ok` is False for an attempt that moved no money.

    `provider_id` is unique for ever at `provider`: a repeated callback carries the same one.
    """

    provider: str
    provider_id: str
    reference: str
    paisa: int
    at: datetime
    ok: bool


class PaymentProvider(Protocol):
    def instructions(self, *, request: PayRequest) -> HowToPay:
        """How the customer pays this request."""
        ...

    def parse_callback(self, *, form: Mapping[str, str], headers: Mapping[str, str]) -> Paid:
        """Verify and read a callback. Header names are in Title-Case. Raises BadSignature, BadCallback."""
        ...
