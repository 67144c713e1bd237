"""From what a thumb typed to plain tokens: one alphabet, one set of digits, no decoration."""

import re
import unicodedata
from typing import NamedTuple

LONGEST = 1500  # characters that are read; a longer message is read up to here

WORD, NUMBER, MARK = "word", "number", "mark"


class Token(NamedTuple):
    """A word, a number with its separators, or a single mark; `glued` when no space stood before it."""

    kind: str
    text: str
    glued: bool


_ARABIC_LETTERS = {
    "ي": "ی", "ى": "ی", "ې": "ی", "ۍ": "ی", "ك": "ک", "ڪ": "ک", "ة": "ہ", "ۀ": "ہ", "ۂ": "ہ", "ۃ": "ہ", "ه": "ہ",
    "ە": "ہ", "أ": "ا", "إ": "ا", "ٱ": "ا", "ؤ": "و", "ۓ": "ے", "ڻ": "ں",
    "۔": ".", "؟": "?", "،": ",", "؛": ";", "٪": "%", "٫": ".", "٬": ",", "’": "'", "‘": "'", "`": "'",
    "´": "'", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "“": '"', "”": '"', "⁄": "/", "\u200b": "",
}  # fmt: skip
_ASPIRABLE = "بپتٹجچدڈرڑکگلمن"
_INVISIBLE = [
    *range(0x0610, 0x061B), *range(0x064B, 0x0654), *range(0x0656, 0x0660), 0x0670, *range(0x06D6, 0x06EE),
    0x0640, 0x00AD, 0x034F, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF,
    *range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400), *range(0x0300, 0x036F),
]  # fmt: skip


def _folding() -> dict[int, str | None]:
    table: dict[int, str | None] = {}
    for code in [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]:
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii():
            table[code] = base
    for start in (0x0660, 0x06F0, 0x0966):  # Arabic, Urdu and Devanagari digits
        table.update({start + digit: str(digit) for digit in range(10)})
    table.update({ord(letter): plain for letter, plain in _ARABIC_LETTERS.items()})
    table.update(dict.fromkeys(_INVISIBLE))
    return table


_FOLDING = _folding()
_STRAY_HE = re.compile(f"([{_ASPIRABLE}])[هﻫﻬ](?=[\u0620-\u06d3])")
_SPLIT_HAMZA = re.compile("([یو])\u0654")
_TOKEN = re.compile(
    r"(?:2(?:moro|morrow|day|nite)\b)|[^\W\d_]+(?:'[^\W\d_]+)*|[0-9]+(?:[.,:/\-][0-9]+)*|[^\w\s]"
)


def plain(text: str) -> str:
    """`text` in lower case with Urdu letters, ASCII digits and ASCII punctuation; at most 1,500 characters."""
    text = text[:LONGEST]
    if text.isascii():
        return text.lower()
    # An Arabic keyboard has one he: between an aspirable consonant and a letter it stands for ھ.
    text = _STRAY_HE.sub("\\1ھ", text)
    text = unicodedata.normalize("NFKC", text)[:LONGEST]
    return text.translate(_FOLDING).lower()


_DIGITS = str.maketrans(
    {chr(start + digit): str(digit) for start in (0x0660, 0x06F0, 0x0966, 0xFF10) for digit in range(10)}
    | {
        "–": "-",
        "—": "-",
        "−": "-",
        "‐": "-",
        "‑": "-",
        "\u00a0": " ",
        "\u202f": " ",
        "\u200e": " ",
        "\u200f": " ",
    }
)


def same_length_digits(text: str) -> str:
    """`text` with ASCII digits and dashes, every character in its place."""
    return text.translate(_DIGITS)


def tokens(text: str) -> list[Token]:
    """The tokens of a text that `plain` has prepared."""
    found: list[Token] = []
    end = -1
    for match in _TOKEN.finditer(text):
        word = match.group()
        first = word[0]
        if first.isalpha() or word[-1].isalpha():
            kind, word = WORD, word.replace("'", "")
        else:
            kind = NUMBER if first in "0123456789" else MARK
        found.append(Token(kind, word, match.start() == end))
        end = match.end()
    return found
