"""Numbers in a message: digits and number words of three written forms, composed the Pakistani way.

Number words are looked up in tables, by spelling and then by sound; never by likeness, because unasi (79)
and nawasi (89) are one slip apart and ten rupees in a hundred.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from bot.understanding.lexicon import Line
from bot.understanding.spelling import calm, is_urdu, sound
from bot.understanding.text import NUMBER, WORD, Token

# Words that are more often something else: give, or/hence, no, with, big, yours, tea, better. They count as
# numbers only in front of a scale, a unit or a currency.
_DOUBLE_MEANINGS = """
do so no sath saath bara tera chay che chey one sola pone pony sare adha aadha dai pach ds sat bis tin
half saw sou sw ik soo sao دو سو نو چون بہتر چہ تیرا اسی سوا بارا
"""
AMBIGUOUS = frozenset(_DOUBLE_MEANINGS.split())


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number between two token positions. `certain` is False where its size may be misread.

    `scaled` says that a scale word or k was part of it, `spelt` that it was written in words.
    """

    value: Fraction
    start: int
    end: int
    scaled: bool = False
    spelt: bool = False
    certain: bool = True


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
        # A sound that two numbers share says nothing, so only the sounds of a single number are kept.
        self._by_sound = {
            key: min(spelling for _, spelling in names)
            for key, names in heard.items()
            if len({name for name, _ in names}) == 1 and len(key) > 2
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


class _Run:
    """The number being read: `total` of finished scales, then hundreds, then a plain rest."""

    def __init__(self) -> None:
        self.total = Fraction(0)
        self.hundreds = Fraction(0)
        self.rest: Fraction | None = None
        self.shift: Fraction | None = None
        self.lowest = 10**9
        self.scaled = self.spelt = self.tens = self.fraction = False
        self.certain = True

    @property
    def empty(self) -> bool:
        return not (self.total or self.hundreds or self.rest is not None or self.shift is not None)

    def takes_number(self, value: Fraction, *, tens: bool, below: bool) -> bool:
        if self.rest is not None:
            if not (self.tens and below and 0 < value < 10):
                return False
            value, tens = self.rest + value, False
        elif (self.hundreds and value >= 100) or (self.total and value >= self.lowest):
            return False
        self.rest, self.tens = value, tens
        return True

    def takes_scale(self, scale: int) -> bool:
        if scale == 100 and self.hundreds:
            return False
        if scale > 100 and scale >= self.lowest:
            return False
        group = self.rest
        if group is None and not self.hundreds:
            group = Fraction(1)  # a bare "sawa lakh" is one and a quarter
        group = (group or Fraction(0)) + (self.shift or 0)
        if scale == 100:
            self.hundreds = group * 100
        else:
            self.total += (self.hundreds + group) * scale
            self.hundreds, self.lowest = Fraction(0), scale
        self.rest, self.shift, self.scaled, self.tens = None, None, True, False
        return True

    def value(self) -> Fraction:
        return self.total + self.hundreds + (self.rest or 0) + (self.shift or 0)


class NumeralReader:
    """Finds the numerals of a message."""

    def __init__(self, words: NumberWords, *, units: frozenset[str], joiners: frozenset[str]) -> None:
        """`units` are words that make a number in front of them a count; `joiners` mean "and"."""
        self.words = words
        self._units = units
        self._joiners = joiners

    def read(self, found: list[Token]) -> list[Numeral]:
        """All numerals of the tokens, from left to right."""
        spelt = [self.words.spelling(token.text) if token.kind == WORD else token.text for token in found]
        numerals: list[Numeral] = []
        at = 0
        while at < len(found):
            numeral = self._run(found, spelt, at)
            if numeral is None:
                at += 1
            else:
                numerals.append(numeral)
                at = numeral.end
        return numerals

    def _run(self, found: list[Token], spelt: list[str], start: int) -> Numeral | None:
        run = _Run()
        at = start
        while at < len(found):
            taken = self._take(run, found, spelt, at)
            if not taken:
                break
            at += taken
        if run.empty:
            return None
        certain = run.certain and run.shift is None
        return Numeral(run.value(), start, at, run.scaled, run.spelt, certain)

    def _take(self, run: _Run, found: list[Token], spelt: list[str], at: int) -> int:
        token, word = found[at], spelt[at]
        if token.kind == NUMBER:
            return self._take_digits(run, found, spelt, at)
        if token.kind != WORD:
            return 0
        words = self.words
        if word in words.scale or word == "k":
            return self._take_scale(run, found, spelt, at)
        if word in AMBIGUOUS and not self._leads_on(found, spelt, at):
            return 0
        if word in words.plain:
            taken = run.takes_number(
                Fraction(words.plain[word]), tens=_is_english_ten(word, words), below=not is_urdu(word)
            )
            run.spelt = run.spelt or taken
            if taken and run.scaled and self._counts(found, spelt, at + 1):
                run.rest = None  # "5 hazar 3 mahine": the 3 belongs to the months
                return 0
            return int(taken)
        if run.rest is None and run.shift is None:
            return self._take_fraction(run, word, found, spelt, at)
        return self._take_joiner(run, found, spelt, at)

    def _take_fraction(self, run: _Run, word: str, found: list[Token], spelt: list[str], at: int) -> int:
        if word in self.words.shift:
            run.shift, run.spelt = self.words.shift[word], True
        elif word in self.words.alone and self._scale_at(spelt, at + 1):
            run.rest, run.spelt = self.words.alone[word], True
        else:
            return self._take_joiner(run, found, spelt, at)
        return 1

    def _take_joiner(self, run: _Run, found: list[Token], spelt: list[str], at: int) -> int:
        """ "do hazar aur paanch so", "two and a half thousand"."""
        if found[at].text not in self._joiners or run.empty or at + 1 >= len(found):
            return 0
        if run.rest is not None and spelt[at + 1 : at + 3] == ["a", "half"]:
            run.rest += Fraction(1, 2)
            return 3
        number = self.words.plain.get(spelt[at + 1])
        if run.scaled and number is not None and self._scale_at(spelt, at + 2):
            return 1
        return 0

    def _take_digits(self, run: _Run, found: list[Token], spelt: list[str], at: int) -> int:
        read = digits(found[at].text)
        if read is None:
            return 0
        value, certain = read
        if _is_thousands_group(run, found, at):
            run.rest = (run.rest or Fraction(0)) * 1000
            return 1
        if run.scaled and (self._counts(found, spelt, at + 1) or found[at].text[0] == "0"):
            return 0
        if not run.takes_number(value, tens=False, below=False):
            return 0
        run.certain = run.certain and certain
        run.fraction = value.denominator > 1
        return 1

    def _take_scale(self, run: _Run, found: list[Token], spelt: list[str], at: int) -> int:
        word = spelt[at]
        if word == "k":
            small = run.rest is not None and run.rest < 1000 and not run.scaled
            free = found[at].glued or spelt[at + 1 : at + 2] not in (
                ["liye"],
                ["lie"],
                ["andar"],
                ["lye"],
                ["ander"],
            )
            return int(small and free and run.takes_scale(1000))
        if word in AMBIGUOUS and run.empty and not self._leads_on(found, spelt, at):
            return 0
        if run.rest is not None and run.rest >= 1000 and self.words.scale[word] >= 1000:
            run.certain = False
        run.spelt = True
        return int(run.takes_scale(self.words.scale[word]))

    def _leads_on(self, found: list[Token], spelt: list[str], at: int) -> bool:
        """Whether the word after position `at` makes an ambiguous word a number."""
        if at + 1 >= len(spelt):
            return False
        following = spelt[at + 1]
        if following in self.words.scale or following in self._units:
            return following not in AMBIGUOUS or at + 2 >= len(spelt) or spelt[at] not in self.words.scale
        return following in self.words.plain and self._scale_at(spelt, at + 2)

    def _scale_at(self, spelt: list[str], at: int) -> bool:
        return at < len(spelt) and spelt[at] in self.words.scale

    def _counts(self, found: list[Token], spelt: list[str], at: int) -> bool:
        return at < len(found) and spelt[at] in self._units and spelt[at] not in _CURRENCY


_RUPEES = "rs rupay rupees rupee rupaye rupya rupiya rupye rupe pkr روپے روپیہ روپیے روپئے rupaiye rupaya"
_CURRENCY = frozenset(_RUPEES.split())


def _is_english_ten(word: str, words: NumberWords) -> bool:
    return word.isascii() and word.endswith("ty") and words.plain[word] >= 20


def _is_thousands_group(run: _Run, found: list[Token], at: int) -> bool:
    """ "15 000": one to three digits, then exactly three zeros."""
    return (
        found[at].text == "000" and run.rest is not None and 0 < run.rest < 1000
        and not run.scaled and found[at - 1].kind == NUMBER and run.rest.denominator == 1
    )  # fmt: skip
