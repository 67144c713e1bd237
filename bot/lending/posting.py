"""Postings: the immutable lines of the books, and the hash chain that binds each to all before it."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.lending.accounts import nature

GENESIS = ""
REVERSAL = "_reversal"
REVERSED = "~reversed"
REBOOKED = "~rebooked"


@dataclass(frozen=True, slots=True)
class Entry:
    """One account's part in a posting, in paisa: debit positive, credit negative.

    `loan` is the loan's number, `installment` counts from 1; None where it concerns neither.
    """

    account: str
    amount: int
    loan: str | None = None
    installment: int | None = None


@dataclass(frozen=True, slots=True)
class Posting:
    """A balanced set of entries that happened at one moment. `reference` is unique: it makes it idempotent.

    Raises ValueError when the entries do not add up to zero, one is zero or no whole number, there are
    fewer than two, an account does not exist, or `at` has no time zone.
    """

    kind: str
    reference: str
    at: datetime
    entries: tuple[Entry, ...]

    def __post_init__(self) -> None:
        if not self.kind or not self.reference:
            raise ValueError("a posting needs a kind and a reference")
        if self.at.utcoffset() is None:
            raise ValueError("a posting needs a moment with a time zone")
        if len(self.entries) < 2 or any(entry.amount == 0 for entry in self.entries):
            raise ValueError("a posting needs at least two entries, none of them zero")
        if any(type(entry.amount) is not int for entry in self.entries):
            raise ValueError("an entry is a whole number of paisa")
        if sum(entry.amount for entry in self.entries) != 0:
            raise ValueError(f"the entries of {self.reference} do not balance")
        for entry in self.entries:
            nature(entry.account)


def chain(previous: str, posting: Posting) -> str:
    """SHA-256 in hexadecimal of a posting on top of the hash before it ("" before the first)."""
    return hashlib.sha256(previous.encode() + b"\n" + canonical(posting)).hexdigest()


def canonical(posting: Posting) -> bytes:
    """A posting as bytes that never vary: moments in UTC, entries in their order."""
    entries = [[entry.account, entry.amount, entry.loan, entry.installment] for entry in posting.entries]
    whole = [posting.kind, posting.reference, posting.at.astimezone(UTC).isoformat(), entries]
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def reverse(posting: Posting, *, at: datetime) -> Posting:
    """The posting that undoes another. Its reference is unique, so nothing can be undone twice."""
    return Posting(
        kind=posting.kind + REVERSAL,
        reference=reversal_of(posting.reference),
        at=at,
        entries=tuple(
            Entry(entry.account, -entry.amount, entry.loan, entry.installment) for entry in posting.entries
        ),
    )


def reversal_of(reference: str) -> str:
    """The reference of the posting that undoes another."""
    return reference + REVERSED


def placing_of(reference: str) -> str:
    """The reference under which money from suspense is booked to its plan."""
    return f"placed:{reference}"


def root(reference: str) -> str:
    """The reference a posting had before it was reversed or booked again."""
    while reference.endswith((REVERSED, REBOOKED)):
        reference = reference.removesuffix(REVERSED).removesuffix(REBOOKED)
    return reference


def is_reversal(posting: Posting) -> bool:
    """Whether a posting undoes another."""
    return posting.kind.endswith(REVERSAL)


def settled_kind(kind: str) -> str:
    """The kind of what happened, whether it was done or undone."""
    return kind.removesuffix(REVERSAL)
