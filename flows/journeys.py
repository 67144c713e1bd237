"""Whole conversations as a customer with ten keys types them: what `qist flows cost` plays and prices."""

from dataclasses import dataclass

HELLO: dict[str, str] = {"ur": "سلام", "ur-Latn": "salam", "en": "hello"}
NAME: dict[str, str] = {"ur": "نمونہ خان", "ur-Latn": "Namoona Khan", "en": "Namoona Khan"}
PIN = "4826"


@dataclass(frozen=True, slots=True)
class Journey:
    """`most`: the SMS segments we allow ourselves in Roman Urdu. `pays`: the wallet calls back at its end."""

    name: str
    most: int
    lines: tuple[str, ...]
    pays: bool = False


def to_a_plan(language: str, *, cnic: str) -> Journey:
    """From hello to an accepted plan of two months over Rs 10,000: the terms, who it is, the shop, the offer."""
    who = (HELLO[language], "1", cnic, NAME[language], "15081990", "2", "40000", "2", "1", PIN)
    buys = ("101 10000", "2", "1", "1", "10300", "1", "1")
    return Journey("hello to an accepted plan", 22, who + buys)


def repaying() -> Journey:
    """The next instalment, from the menu and with the PIN, to the receipt."""
    return Journey("a repayment", 4, ("3", PIN, "1"), pays=True)
