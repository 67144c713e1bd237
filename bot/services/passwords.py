"""Passwords of those who work here: Argon2, and what a new one must be like."""

import secrets
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
MADE_UP = (
    "bcdfghjkmnpqrstvwxyz23456789",
    4,
    4,
)  # letters that are read out without a mistake, groups, in each
_HASHER = PasswordHasher()
# Checked when the name is unknown, so that an answer takes as long as for a wrong password.
_NOBODY = _HASHER.hash("nobody has this password")


class WeakPassword(Exception):
    """Too easily guessed, or too long to be one."""

    def __init__(self, code: Literal["short", "long", "name"], sentence: str) -> None:
        super().__init__(sentence)
        self.code: Literal["short", "long", "name"] = code


def hashed(password: str, *, username: str) -> str:
    """Raises WeakPassword."""
    if len(password) < SHORTEST_PASSWORD:
        raise WeakPassword("short", f"the password needs at least {SHORTEST_PASSWORD} characters")
    if len(password) > LONGEST_PASSWORD:
        raise WeakPassword("long", f"the password may have at most {LONGEST_PASSWORD} characters")
    if password.casefold() == username.casefold():
        raise WeakPassword("name", "the password must not be the user name")
    return _HASHER.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Whether it is the password. Without a hash: no, and as slowly."""
    try:
        _HASHER.verify(password_hash or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def made_up() -> str:
    """A first password, to be told once: about 77 bits, easy to read out."""
    letters, groups, each = MADE_UP
    return "-".join("".join(secrets.choice(letters) for _ in range(each)) for _ in range(groups))
