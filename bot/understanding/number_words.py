"""The tables of number words, and the value of a number in digits.

Number words are looked up by spelling and then by sound; never by likeness, because unasi (79) and nawasi (89)
are one slip apart and ten rupees in a hundred.
"""

from collections.abc import Iterable
from fractions import Fraction

from rapidfuzz.distance import OSA

from bot.understanding.lexicon import Line
from bot.understanding.spelling import calm, sound


class NumberWords:
    """The number tables: words, scales, fractions, ordinals."""

    def __init__(self, lines: Iterable[Line], *, listed: frozenset[str] = frozenset()) -> None:
        """`listed` are words that mean something else and are never taken for a number by their sound."""
        self._listed = listed
        self.plain: dict[str, int] = {}
        self.scale: dict[str, int] = {}
        self.shift: dict[str, Fraction] = {}
        self.alone: dict[str, Fraction] = {}
        self.ordinal: dict[str, int] = {}
        heard: dict[str, set[tuple[str, str]]] = {}
        for line in lines:
            for spelling in line.content.lower().split():
                self._put(line.name, spelling)
                heard.setdefault(sound(spelling), set()).add((line.name, spelling))
        self._sounds = frozenset(key for key in heard if len(key) > 2)
        # A sound that two numbers share says nothing, so only the sounds of a single number are kept.
        self._by_sound = {
            key: min(spelling for _, spelling in names)
            for key, names in heard.items()
            if key in self._sounds and len({name for name, _ in names}) == 1
        }

    def _put(self, name: str, spelling: str) -> None:
        if name[0] == "x":
            self.scale[spelling] = int(name[1:])
        elif name[0] == "o":
            self.ordinal[spelling] = int(name[1:])
        elif name[0] in "+-":
            self.shift[spelling] = Fraction(name)
        elif name[0] == "=":
            self.alone[spelling] = Fraction(name[1:])
        else:
            self.plain[spelling] = int(name)

    def spelling(self, word: str) -> str:
        """The listed spelling of a number word as typed, or the word itself."""
        if self.has(word):
            return word
        quiet = calm(word)
        if self.has(quiet):
            return quiet
        if len(word) <= 2 or word in self._listed:
            return word
        return self._by_sound.get(sound(quiet), word)

    def almost(self, word: str) -> bool:
        """Whether one slip makes a number of the word: in front of "hazar" it may be one, misspelt."""
        heard = sound(calm(word))
        return len(heard) > 2 and any(
            OSA.distance(heard, known, score_cutoff=1) <= 1 for known in self._sounds
        )

    def has(self, word: str) -> bool:
        """Whether the very word is in a table (ordinals too)."""
        return (
            word in self.plain or word in self.scale or word in self.shift
            or word in self.alone or word in self.ordinal
        )  # fmt: skip


def digits(written: str) -> tuple[Fraction, bool] | None:
    """The value of a number in digits, and whether its size is beyond doubt; None when it is no number."""
    if ":" in written or "/" in written or "-" in written:
        return None
    groups = written.replace(",", ".").split(".")
    if len(groups) == 1:
        return Fraction(int(written)), True
    if "," not in written:
        return _with_points(written, groups)
    head, _, paisa = written.partition(".")
    parts = head.split(",")
    grouped = len(parts[-1]) == 3 and len(parts[0]) <= 3 and all(len(part) in (2, 3) for part in parts[1:-1])
    certain = grouped and "." not in paisa and "," not in paisa and len(paisa) <= 2 and parts[0] != "0"
    joined = Fraction(int("".join(parts)))
    return (
        (joined + (Fraction(int(paisa), 10 ** len(paisa)) if paisa else 0), True)
        if certain
        else (joined, False)
    )


def _with_points(written: str, groups: list[str]) -> tuple[Fraction, bool] | None:
    # "12.500" may be twelve and a half or twelve thousand five hundred.
    if len(groups) > 2:
        return Fraction(int("".join(groups))), False
    return Fraction(written), len(groups[1]) <= 2
