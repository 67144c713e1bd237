"""Raast: a QR code (EMVCo's merchant-presented text) that every bank's app in Pakistan can read, built and read back.

The code only asks. That somebody paid is told by the bank of our account (raast_bank.py), or found when its statement
is reconciled.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.payments.fields import MOST_PAISA, matched
from bot.payments.fields import rupees as read_rupees
from bot.payments.ports import HowToPay, PayRequest

NAME = "raast"
FORMAT, METHOD, CATEGORY, CURRENCY, AMOUNT, COUNTRY, SHOP, CITY, MORE, CHECK = (
    "00", "01", "52", "53", "54", "58", "59", "60", "62", "63",
)  # fmt: skip
STATIC, DYNAMIC = "11", "12"
RUPEES, PAKISTAN = "586", "PK"
IDENTIFIER, ACCOUNT, REFERENCE = "00", "01", "01"
ACCOUNT_TAGS = range(26, 52)
LONGEST_NAME, LONGEST_CITY = 25, 15
LONGEST_REFERENCE = 25


class BadCode(Exception):
    """A text that is no Raast code, or one that was damaged on the way."""


@dataclass(frozen=True, slots=True)
class Account:
    """Where the money goes. `tag` and `identifier` are told by the bank: sources differ."""

    tag: int
    identifier: str
    number: str
    category: str
    name: str
    city: str


@dataclass(frozen=True, slots=True)
class Code:
    """What stands in a code. `paisa` None: whoever pays types the amount."""

    account: Account
    paisa: int | None = None
    reference: str = ""


class Raast:
    name = NAME

    def __init__(self, account: Account) -> None:
        self._account = account

    def instructions(self, *, request: PayRequest) -> HowToPay:
        return HowToPay(NAME, qr=build(Code(self._account, request.paisa, request.reference)))

    def standing(self, *, loan: str) -> str:
        """The code of a plan without an amount: for a sticker that is good until the plan is paid."""
        return build(Code(self._account, None, loan))


def build(code: Code) -> str:
    """The text of the QR code. Raises ValueError for what does not fit into one."""
    ours = code.account
    if ours.tag not in ACCOUNT_TAGS:
        raise ValueError("the account's tag is 26 to 51")
    parts = [
        (FORMAT, "01"),
        (METHOD, STATIC if code.paisa is None else DYNAMIC),
        (str(ours.tag), _join([(IDENTIFIER, ours.identifier), (ACCOUNT, ours.number)])),
        (CATEGORY, matched(ours.category, r"[0-9]{4}", name="category")),
        (CURRENCY, RUPEES),
        (AMOUNT, "" if code.paisa is None else _amount(code.paisa)),
        (COUNTRY, PAKISTAN),
        (SHOP, ours.name[:LONGEST_NAME].strip()),
        (CITY, ours.city[:LONGEST_CITY].strip()),
        (MORE, _join([(REFERENCE, code.reference)])),
    ]
    if len(code.reference) > LONGEST_REFERENCE:
        raise ValueError("the reference is too long")
    body = _join(parts) + f"{CHECK}04"
    return body + checksum(body)


def parse(text: str) -> Code:
    """Read a code, whoever made it. Raises BadCode."""
    body, given = text[:-4], text[-4:]
    if not text.isascii() or not body.endswith(f"{CHECK}04") or checksum(body) != given:
        raise BadCode("the check at its end does not fit")
    fields = _split(text)
    if fields.get(FORMAT) != "01" or fields.get(CURRENCY) != RUPEES or fields.get(COUNTRY) != PAKISTAN:
        raise BadCode("it is not for rupees in Pakistan")
    tags = [tag for tag in fields if int(tag) in ACCOUNT_TAGS]
    if len(tags) != 1:
        raise BadCode("it names no account, or several")
    account = _split(fields[tags[0]])
    try:
        paisa = read_rupees(fields[AMOUNT]) if AMOUNT in fields else None
    except ValueError as error:
        raise BadCode("its amount is none") from error
    if fields.get(METHOD) != (STATIC if paisa is None else DYNAMIC):
        raise BadCode("an amount that may change, or none that may not")
    return Code(
        Account(
            tag=int(tags[0]),
            identifier=account.get(IDENTIFIER, ""),
            number=account.get(ACCOUNT, ""),
            category=fields.get(CATEGORY, ""),
            name=fields.get(SHOP, ""),
            city=fields.get(CITY, ""),
        ),
        paisa,
        _split(fields.get(MORE, "")).get(REFERENCE, ""),
    )


def checksum(text: str) -> str:
    """CRC16-CCITT from FFFF, in four hexadecimal digits."""
    crc = 0xFFFF
    for byte in text.encode():
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return f"{crc:04X}"


def _amount(paisa: int) -> str:
    if not 0 < paisa <= MOST_PAISA:
        raise ValueError("an amount is above zero")
    return f"{paisa // 100}.{paisa % 100:02d}"


def _join(parts: Sequence[tuple[str, str]]) -> str:
    """Tag, length, value of each that has one. Raises ValueError."""
    for _, value in parts:
        if len(value) > 99 or not (value.isascii() and (value.isprintable() or not value)):
            raise ValueError("a value of a code has at most 99 Latin letters and digits")
    return "".join(f"{tag}{len(value):02d}{value}" for tag, value in parts if value)


def _split(text: str) -> Mapping[str, str]:
    fields: dict[str, str] = {}
    while text:
        head = re.match(r"([0-9]{2})([0-9]{2})", text, re.ASCII)
        value = text[4 : 4 + int(head[2])] if head else ""
        if head is None or not value or len(value) < int(head[2]) or head[1] in fields:
            raise BadCode("its parts do not fit together")
        fields[head[1]] = value
        text = text[4 + len(value) :]
    return fields
