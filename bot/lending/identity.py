"""The national identity number (CNIC): 13 digits, written 5-7-1, and coming of age.

There is no check digit: a well-formed number proves nothing (rules.md, Identity).
"""

from datetime import date

from dateutil.relativedelta import relativedelta

from bot.lending.rules import DEFAULT, Rules

CNIC_DIGITS = 13


def valid_cnic(digits: str) -> bool:
    """Whether `digits` (no hyphens) has the shape of a CNIC: 13 ASCII digits, the first 1 to 9."""
    return len(digits) == CNIC_DIGITS and digits.isascii() and digits.isdigit() and digits[0] != "0"


def cnic_format(digits: str) -> str:
    """`3520212345671` as people write it: `35202-1234567-1`. Raises ValueError for a malformed number."""
    _require(digits)
    return f"{digits[:5]}-{digits[5:12]}-{digits[12]}"


def mask_cnic(digits: str) -> str:
    """`3520212345671` as we show it: `35202-*****67-1`. Raises ValueError for a malformed number."""
    _require(digits)
    return f"{digits[:5]}-*****{digits[10:12]}-{digits[12]}"


def is_adult(born: date, *, today: date, rules: Rules = DEFAULT) -> bool:
    """Whether the age of majority is reached on `today`. Born on 29 February: on 1 March of other years."""
    return age(born, today=today) >= rules.adult_age


def age(born: date, *, today: date) -> int:
    """Completed years of age; a 29 February birthday falls on 1 March of other years."""
    years = relativedelta(today, born).years
    early = (born.month, born.day) == (2, 29) and (today.month, today.day) == (2, 28)
    return years - 1 if early and (today.year - born.year) == years else years


def _require(digits: str) -> None:
    if not valid_cnic(digits):
        raise ValueError("a CNIC has 13 digits, the first not 0")
