"""Which option of a numbered question an answer picks: by its number or by its words."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.understanding.message import Message
from bot.understanding.number_words import NumberWords
from bot.understanding.spelling import VOWELS, is_number, skeleton, sound
from bot.understanding.text import NUMBER, WORD, plain, tokens
from bot.understanding.vocabulary import Vocabulary

_SMALL = """
number no num nambar nmbr wala wali wale option opt ka ki ko the one ones please plz pls ji jee mein me main se
par pe hai h hy hey hae hain hen hyn is a an i want choose select chahiye chahye karo kar do dein den
krna karna karni lena leni hi bas
نمبر والا والی والے آپشن کا کی کو میں جی ہے ہیں سے پر چاہیے کر دیں کریں haan han ہاں yes answer jawab
"""
_SMALL_WORDS = frozenset(_SMALL.split())
_LONGEST_ANSWER = 8  # words; a longer one says something else
_ALIKE = 0.8
_ASKING = ("how_much", "when", "how", "where", "why", "what", "which", "if", "but", "qmark")


class ChoiceReader:
    """Reads answers to numbered questions."""

    def __init__(self, vocabulary: Vocabulary, words: NumberWords) -> None:
        self._words = words
        self._neg = vocabulary.bit("neg")
        self._nots = vocabulary.spellings("neg")
        self._asking = sum(vocabulary.bit(name) for name in _ASKING)

    def choose(
        self, message: Message, options: Mapping[str, Sequence[str]], *, among: bool = False
    ) -> str | None:
        """The key of the one option that fits; with `among` also by words of it among others."""
        said = tuple(token.text for token in message.tokens if token.kind in (WORD, NUMBER))
        if not said or not options:
            return None
        # As written first: "rozana" is no "roza" with a "na" behind it, where it is an option.
        exact = _named(_words(message.plain), options) or _named(said, options)
        if exact:
            return exact
        if len(said) > _LONGEST_ANSWER or self._says_more(message):
            return None
        number = self._number(said)
        if number is not None:
            keys = list(options)
            return keys[number - 1] if 1 <= number <= len(keys) else None
        return self._nearly(said, options) or (among and self._among(said, options)) or None

    def _says_more(self, message: Message) -> bool:
        return any(mask & (self._asking | self._neg) for mask in message.masks) or "?" in message.plain

    def _number(self, said: Sequence[str]) -> int | None:
        """The number that is all the answer says, besides small words."""
        numbers = [number for word in said if (number := self._one_number(word)) is not None]
        rest = [word for word in said if self._one_number(word) is None and word not in _SMALL_WORDS]
        if len(numbers) > 1 and said[-1] in ("do", "one", "دو"):
            numbers = numbers[:1]  # "pehla do": give me the first; "second one"
        return numbers[0] if len(numbers) == 1 and not rest else None

    def _one_number(self, word: str) -> int | None:
        if word.isdigit():
            return int(word) if len(word) <= 2 else None
        word = self._words.spelling(word)
        number = self._words.ordinal.get(word, self._words.plain.get(word))
        return number if number is not None and number > 0 else None

    def _nearly(self, said: Sequence[str], options: Mapping[str, Sequence[str]]) -> str | None:
        meant = _telling(said)
        fits = {key for key, names in options.items() if any(self._fits(meant, name) for name in names)}
        return _only(fits)

    def _among(self, said: Sequence[str], options: Mapping[str, Sequence[str]]) -> str | None:
        """The one option of which a whole name is said in between."""
        return _only(
            {key for key, names in options.items() if any(_within(said, _words(name)) for name in names)}
        )

    def _fits(self, meant: Sequence[str], name: str) -> bool:
        wanted = _words(name)
        if len(wanted) > 1 and not self._nots.isdisjoint(wanted):
            return False  # what is said has no "not" in it: "abhi" is no "abhi nahi"
        telling = _telling(wanted)
        return all(any(_alike(word, other) for other in telling) for word in meant)


def _named(said: tuple[str, ...], options: Mapping[str, Sequence[str]]) -> str | None:
    """The one option of which a name is all that is said."""
    if not said:
        return None
    return _only({key for key, names in options.items() if any(_words(name) == said for name in names)})


def _only(fits: set[str]) -> str | None:
    return fits.pop() if len(fits) == 1 else None


def _telling(words: Sequence[str]) -> Sequence[str]:
    """The words that tell something; where all are small, they do."""
    return [word for word in words if word not in _SMALL_WORDS] or words


@lru_cache(
    maxsize=4096
)  # names of options: some thousands in the catalogue, and some that name a shop or a sum
def _words(name: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokens(plain(name)) if token.kind in (WORD, NUMBER))


def _within(said: Sequence[str], wanted: Sequence[str]) -> bool:
    telling = [word for word in wanted if word not in _SMALL_WORDS]
    return bool(telling) and all(any(_alike(word, other) for word in said) for other in telling)


def _vowels_dropped(said: str, wanted: str) -> bool:
    """ "gya" for "gaya", "thk" for "theek"."""
    if len(said) < 2 or said[0] != wanted[0] or len(said) >= len(wanted):
        return False
    left = iter(said)
    letter = next(left)
    for other in wanted:
        if other == letter:
            letter = next(left, "")
        elif other not in VOWELS:
            return False
    return not letter


def _alike(said: str, wanted: str) -> bool:
    if said == wanted or sound(said) == sound(wanted) or _vowels_dropped(said, wanted):
        return True
    if is_number(said) or is_number(wanted) or min(len(said), len(wanted)) < 3:
        return False
    bones = skeleton(said)
    if len(bones) >= 3 and bones == skeleton(wanted):
        return True
    return OSA.normalized_similarity(sound(said), sound(wanted)) >= _ALIKE
