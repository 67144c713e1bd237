"""Kinds of messages about an account that go out even to somebody who has written STOP, where a lender names them.

What each is, and why those of REQUIRED are in the default: docs/operators/account-messages.md.
"""

from typing import Literal, get_args

Kind = Literal[
    "receipt", "plan_closed", "late_charge", "plan_changed", "refund", "complaint_answer",
    "account_changed", "shop_sold", "shop_paid", "payment_claim",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
REQUIRED: frozenset[Kind] = frozenset(
    ("receipt", "plan_closed", "late_charge", "plan_changed", "refund", "complaint_answer")
)
NONE = "none"


class UnknownKind(ValueError):
    """A kind that no message has."""


def kinds(told: str) -> frozenset[Kind]:
    """Kinds from a list with commas; "none" is an empty one. Raises UnknownKind."""
    names = {name.strip() for name in told.split(",")} - {"", NONE}
    if unknown := sorted(names - {*KINDS}):
        raise UnknownKind(
            f"knows no message called {', '.join(unknown)}; there are {', '.join(KINDS)}, and {NONE} for nothing"
        )
    return frozenset(kind for kind in KINDS if kind in names)
