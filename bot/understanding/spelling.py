"""What of a word survives when people spell it their own way."""

import re
from functools import lru_cache

_REPEATED = re.compile(r"(.)\1+")
_LONG_RUN = re.compile(r"(.)\1{2,}")
_LATIN_SOUNDS = (
    ("ph", "f"), ("ck", "k"), ("q", "k"), ("x", "ks"), ("w", "v"), ("tch", "ch"), ("aa", "a"), ("ee", "i"),
    ("oo", "u"), ("ou", "u"), ("ay", "e"), ("ey", "e"), ("ai", "e"), ("ei", "e"), ("ae", "e"), ("ea", "e"),
    ("au", "o"), ("ao", "o"), ("ie", "i"), ("iy", "i"), ("ya", "ia"),
)  # fmt: skip
VOWELS = frozenset("aeiouy")
_URDU_SOUNDS = str.maketrans({
    "ث": "س", "ص": "س", "ط": "ت", "ذ": "ز", "ض": "ز", "ظ": "ز", "ژ": "ز", "ح": "ہ", "ھ": "ہ", "ع": "ا", "آ": "ا",
    "ں": "ن", "ئ": "ی", "ے": "ی", "ء": None, "ق": "ک", "ٹ": "ت", "ڈ": "د", "ڑ": "ر", "غ": "گ",
})  # fmt: skip
_URDU_WEAK = frozenset("اویہ")


def is_urdu(word: str) -> bool:
    """Whether the word is written in Urdu script, by its first letter."""
    return "\u0600" <= word[:1] <= "\u06ff"


def calm(word: str) -> str:
    """`word` with runs of three or more equal letters reduced to one ("plzzzz" is "plz")."""
    return _LONG_RUN.sub(r"\1", word)


def is_number(word: str) -> bool:
    """A number is nothing but itself, and no memory may keep it: it is a card, a telephone or a PIN."""
    return word[-1:].isdigit()


def sound(word: str) -> str:
    """The word as it sounds, vowels included: "kitnay", "kitny" and "kitne" are one."""
    return word if is_number(word) else _sound(word)


def skeleton(word: str) -> str:
    """The consonants of the word, a leading vowel as "a": "mahine" and "mhne" are "mn"."""
    return word if is_number(word) else _skeleton(word)


@lru_cache(maxsize=20_000)
def _sound(word: str) -> str:
    if is_urdu(word):
        return _REPEATED.sub(r"\1", word.translate(_URDU_SOUNDS))
    if len(word) > 2 and word[-1] == "y" and word[-2] not in VOWELS:
        word = word[:-1] + "e"
    for written, heard in _LATIN_SOUNDS:
        if written in word:
            word = word.replace(written, heard)
    word = _REPEATED.sub(r"\1", word.replace("y", "i"))
    return word[:-1] if len(word) > 3 and word[-1] == "h" and word[-2] in VOWELS else word


@lru_cache(maxsize=20_000)
def _skeleton(word: str) -> str:
    heard = sound(word)
    if not heard:
        return ""
    if is_urdu(heard):
        return heard[0] + "".join(letter for letter in heard[1:] if letter not in _URDU_WEAK)
    first = "a" if heard[0] in VOWELS else heard[0]
    rest = "".join(letter for letter in heard[1:] if letter not in VOWELS and letter != "h")
    return _REPEATED.sub(r"\1", first + rest)


def has_vowels(word: str) -> bool:
    """Whether a Roman word is written with any vowel; shorthand such as "mjhe" counts as having one."""
    return any(letter in VOWELS for letter in word)
