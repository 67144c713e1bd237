"""Our rule about tone: no threat, no shame, nobody else named, no religious pressure (conduct rule 5).

The words themselves are a locale's text, not code: the caller hands over the list. One entry a line,
`group: word or phrase`; empty lines and lines that begin with # are passed over. A phrase matches whole
words only, whatever the case, the marks over Arabic letters or the spacing; a trailing * matches any ending.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

GROUPS = ("threat", "shame", "family", "employer", "police", "religion")
FOLDED = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ه": "ہ", "ة": "ہ", "ۃ": "ہ", "أ": "ا", "إ": "ا", "ؤ": "و"}
)


@dataclass(frozen=True, slots=True)
class Offence:
    """A forbidden phrase found in a text: its group, the list's phrase, and where it stands in the text."""

    group: str
    phrase: str
    found: str


@dataclass(frozen=True, slots=True)
class Forbidden:
    """One entry of the list."""

    group: str
    phrase: str


def offences(text: str, *, words: str) -> tuple[Offence, ...]:
    """Every forbidden phrase in a text, in the list's order; empty when the tone is right.

    `words` is the list (see above). Raises ValueError for a line without a known group.
    """
    plain = fold(text)
    found = ((entry, pattern.search(plain)) for entry, pattern in _compiled(words))
    return tuple(Offence(entry.group, entry.phrase, match.group()) for entry, match in found if match)


def entries(words: str) -> Iterator[Forbidden]:
    """The entries of a list. Raises ValueError for a line without a known group."""
    for line in words.splitlines():
        content = line.strip()
        if not content or content.startswith("#"):
            continue
        group, _, phrase = content.partition(":")
        if group.strip() not in GROUPS or not fold(phrase).strip(" *"):
            raise ValueError(f"not an entry of the list of forbidden words: {line!r}")
        yield Forbidden(group.strip(), phrase.strip())


def fold(text: str) -> str:
    """A text without what people vary: case, marks over letters, Arabic forms of Urdu letters, spacing."""
    decomposed = unicodedata.normalize("NFKD", text.translate(FOLDED)).casefold()
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join("".join(letter for letter in bare if _visible(letter)).split())


@lru_cache(maxsize=8)
def _compiled(words: str) -> tuple[tuple[Forbidden, re.Pattern[str]], ...]:
    return tuple((entry, _pattern(fold(entry.phrase))) for entry in entries(words))


def _pattern(phrase: str) -> re.Pattern[str]:
    body = r"\W+".join(re.escape(word).replace(r"\*", r"\w*") for word in phrase.split())
    return re.compile(rf"(?<!\w){body}(?!\w)")


def _visible(letter: str) -> bool:
    return unicodedata.category(letter) != "Cf" and letter != "ـ"
