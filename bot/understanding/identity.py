"""Identity cards (13 digits) and Pakistani mobile numbers, in any separators and digits; masking them."""

import re
from collections.abc import Iterator

from bot.understanding.text import same_length_digits

_RUN = re.compile(r"(?<![0-9a-z])(?:\+|00)?\(?[0-9](?:[ \-.,/_()\t\n]{0,3}[0-9])*(?![a-z])", re.IGNORECASE)
_MOBILE = re.compile(r"3(?:[0-247][0-9]|3[0-79]|55|64)[0-9]{7}")
_OTHER_LABEL = re.compile(
    r"(?:order|ordr|tid|trx|txn|trans\w*|ref\w*|iban|tracking|invoice|bill|account|a/c|acc|consumer|serial|imei|"
    r"آرڈر|ٹرانزیکشن|اکاؤنٹ|بل)\s*(?:id|no|number|num|nmbr|nambar|#|نمبر)?\s*(?:is|hai|h|ہے)?\s*[.:#=\-]*\s*$",
    re.IGNORECASE,
)
_DIGITS = re.compile("[0-9]+")
_SAID = r"(?:\W{1,3}(?:is|hai|hy|he|code|number|no|my|mera|meri|ka|ہے|نمبر|کوڈ|میرا|میری))*"
_PIN = re.compile(
    rf"(?<![0-9])[0-9]{{4}}(?={_SAID}\W{{1,3}}(?:pin|پن)\b)|\b(?:pin|پن){_SAID}\W{{0,3}}[0-9]{{4}}(?![0-9])",
    re.IGNORECASE,
)
CNIC_DIGITS = 13


def identity(text: str) -> tuple[str | None, str | None]:
    """(cnic, phone) of a text that `plain` has prepared: 13 digits, and +923xxxxxxxxx; None where there is none."""
    cnic = phone = None
    for run, label in _runs(text):
        found_cnic, found_phone = _read_run(run, label)
        cnic, phone = cnic or found_cnic, phone or found_phone
    return cnic, phone


def mask(text: str) -> str:
    """`text` with identity cards as 35202-*****67-1, every other long number down to its last three digits, no PIN."""
    text = _without_pin(text)
    ascii_digits = same_length_digits(text)
    parts, end = [], 0
    for match in _RUN.finditer(ascii_digits):
        found = "".join(_DIGITS.findall(match.group()))
        if len(found) >= 9:
            parts += [text[end : match.start()], _masked(found)]
            end = match.end()
    return "".join([*parts, text[end:]])


def says_pin(text: str) -> bool:
    """Whether somebody writes a PIN that nobody asked for: "mera pin 4826 hai"."""
    return _PIN.search(same_length_digits(text)) is not None


def _without_pin(text: str) -> str:
    for match in _PIN.finditer(same_length_digits(text)):
        said = "".join("*" if char.isdecimal() else char for char in match.group())
        text = text[: match.start()] + said + text[match.end() :]
    return text


def _masked(digits: str) -> str:
    if len(digits) == CNIC_DIGITS and not digits.startswith(("0", "92")):
        return f"{digits[:5]}-*****{digits[10:12]}-{digits[12]}"
    return "*" * (len(digits) - 3) + digits[-3:]


def _runs(text: str) -> Iterator[tuple[str, str]]:
    for match in _RUN.finditer(text):
        if match.end() - match.start() >= 10:
            yield match.group(), text[max(0, match.start() - 40) : match.start()]


def _read_run(run: str, label: str) -> tuple[str | None, str | None]:
    if _OTHER_LABEL.search(label):
        return None, None
    groups = _DIGITS.findall(run)
    abroad = run.lstrip("(").startswith(("+", "00"))
    whole = "".join(groups)
    phone = mobile(whole, abroad=abroad)
    if phone:
        return None, phone
    if len(whole) == CNIC_DIGITS:
        return (None, None) if abroad or whole[0] == "0" else (whole, None)
    return _read_groups(groups, abroad)


def _read_groups(groups: list[str], abroad: bool) -> tuple[str | None, str | None]:
    """Several numbers in one run: a card of 13 or 5-7-1 digits beside a phone number."""
    cnic = phone = None
    at = 0
    while at < len(groups):
        shape = [len(group) for group in groups[at : at + 3]]
        if shape[:1] == [13] and groups[at][0] != "0" and len(groups) > 1:
            cnic, at = groups[at], at + 1
        elif shape == [5, 7, 1] and sum(map(len, groups)) >= CNIC_DIGITS + 10:
            cnic, at = "".join(groups[at : at + 3]), at + 3
        elif len(groups) > 1 and (found := _phone_from(groups, at, abroad)):
            phone, at = found
        else:
            at += 1
    return (cnic, phone) if cnic or (len(groups) <= 6 and _only_phones(groups, phone)) else (None, None)


def _only_phones(groups: list[str], phone: str | None) -> bool:
    """A phone number inside a longer run of digits is one only when the rest is a number of its own."""
    return phone is not None and any(len(group) >= 10 for group in groups)


def _phone_from(groups: list[str], at: int, abroad: bool) -> tuple[str, int] | None:
    for size in (1, 2, 3):
        found = mobile("".join(groups[at : at + size]), abroad=abroad and at == 0)
        if found and at + size <= len(groups):
            return found, at + size
    return None


def mobile(digits: str, *, abroad: bool) -> str | None:
    """+923xxxxxxxxx of the digits of a valid Pakistani mobile number; `abroad` when written with + or 00."""
    if digits.startswith("00"):
        digits = digits[2:]
    if digits.startswith("92"):
        national = digits[2:].removeprefix("0")
    elif abroad:
        return None
    else:
        national = digits.removeprefix("0")
    return f"+92{national}" if _MOBILE.fullmatch(national) else None
