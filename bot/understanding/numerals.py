"""Numbers in a message: digits and number words of three written forms, composed the Pakistani way."""

from dataclasses import dataclass
from fractions import Fraction

from bot.understanding.number_words import NumberWords, digits
from bot.understanding.spelling import is_urdu
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

    `scaled` says that a scale word or k was part of it, `spelt` that it was written in words, `bare` that it
    begins with a scale word ("hazar rupay").
    """

    value: Fraction
    start: int
    end: int
    scaled: bool = False
    spelt: bool = False
    certain: bool = True
    bare: bool = False


class _Run:
    """The number being read: `total` of finished scales, then hundreds, then a plain rest."""

    def __init__(self) -> None:
        self.total = Fraction(0)
        self.hundreds = Fraction(0)
        self.rest: Fraction | None = None
        self.shift: Fraction | None = None
        self.lowest = 10**9
        self.scaled = self.spelt = self.tens = self.fraction = self.bare = False
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
            self.bare = self.empty
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
        return Numeral(run.value(), start, at, run.scaled, run.spelt, certain, run.bare)

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
