"""Which concepts a word stands for, however it is spelt.

Every lookup is a hash lookup, so a vocabulary twice the size costs the same time a word.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz.distance import OSA

from bot.understanding.lexicon import Lexicon, Line, form_of
from bot.understanding.spelling import calm, has_vowels, is_number, is_urdu, skeleton, sound

LONGEST_WORD = 36  # letters; nothing longer is compared by edit distance or split
_ENDS = """
di de do dia diya dye ga gi ge hai hain h ho hoon hu hun ka ki ke ko na ne se he par pe karo kar dein den lo li
ہے ہیں کا کی کے کو سے نے دی دو دیا گا گی گے نہ پر کر
"""
_GLUED_ENDS = frozenset(_ENDS.split())  # short words that thumbs join to the word before
_EVIDENCE = {"function": 3.0, "inflected": 3.0, "ur-Latn": 2.0, "en": 1.0, "common": 1.5}


class Entry(NamedTuple):
    """What is known of a spelling: concepts as bits, and evidence for English and for Roman Urdu."""

    lemma: str
    concepts: int = 0
    english: float = 0.0
    roman: float = 0.0
    near: bool = False  # found by likeness, not by spelling


class Vocabulary:
    """All spellings of the lexicon, ready to be looked up exactly, by sound, by consonants, by one slip."""

    def __init__(self, lexicon: Lexicon, *, names: Iterable[str] = ()) -> None:
        """`names` are the elements of the patterns: concepts, a+b for both at once, 'word for a very word."""
        self.bits: dict[str, int] = {}
        self._exact: dict[str, Entry] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        self._by_sound: dict[str, list[str]] = {}
        self._by_skeleton: dict[str, list[str]] = {}
        self._slips: dict[str, list[str]] = {}
        self._memory: dict[str, Entry | None] = {}
        phrases: dict[str, int] = {}
        for line, spelling, concept in _spellings(lexicon):
            if "_" in spelling:
                phrases[spelling] = phrases.get(spelling, 0) | (0 if concept in _PLAIN else self.bit(concept))
            else:
                self._add(spelling, concept, line)
        for spelling in self._exact:
            self._index(spelling)
        for flag in FLAGS:
            self.bit(flag)
        self.listed = frozenset(self._exact)  # every single word that is no number word
        for line in lexicon.numbers:
            self._add_numbers(line)
        both = self._name(set(names))
        for spelling, entry in self._exact.items():
            self._exact[spelling] = entry._replace(concepts=_with_pairs(entry.concepts, both))
        for spelling, concepts in phrases.items():
            self._add_phrase(spelling, _with_pairs(concepts, both))

    def bit(self, concept: str) -> int:
        """The bit of a concept; a new concept gets the next one."""
        return self.bits.setdefault(concept, 1 << len(self.bits))

    def spellings(self, concept: str) -> frozenset[str]:
        """Every listed single word of a concept."""
        bit = self.bits.get(concept, 0)
        return frozenset(spelling for spelling, entry in self._exact.items() if entry.concepts & bit)

    def is_heard(self, bit: int) -> bool:
        """Whether any listed word or phrase stands for the concept of this bit."""
        return any(entry.concepts & bit for entry in self._exact.values()) or any(
            concepts & bit for phrases in self._phrases.values() for _, concepts in phrases
        )

    def look_up(self, word: str) -> Entry | None:
        """The entry of a word as typed, None when nothing known is like it.

        What was looked up once is remembered, but for numbers.
        """
        found = self._exact.get(word)
        if found is not None or is_number(word):
            return found
        if word not in self._memory:
            if len(self._memory) > 20_000:
                self._memory.clear()
            self._memory[word] = self._search(word)
        return self._memory[word]

    def pieces(self, word: str) -> list[str]:
        """A word that is not listed, split where two or three listed words were run together; else itself."""
        quiet = calm(word)
        if quiet in self._exact or not 5 <= len(word) <= LONGEST_WORD or sound(quiet) in self._by_sound:
            return [word]
        return self._split(quiet) or [word]

    def phrase(self, lemmas: list[str], start: int) -> tuple[int, int]:
        """The longest phrase at `start`: how many words it takes, and its concepts; (0, 0) when none."""
        for parts, concepts in self._phrases.get(lemmas[start], ()):
            if tuple(lemmas[start : start + len(parts)]) == parts:
                return len(parts), concepts
        return 0, 0

    def _add(self, spelling: str, concept: str, line: Line | None) -> None:
        old = self._exact.get(spelling) or Entry(spelling)
        english, roman = _evidence(concept, line)
        concepts = 0 if concept in _PLAIN else self.bit(concept)
        self._exact[spelling] = Entry(
            old.lemma, old.concepts | concepts, max(old.english, english), max(old.roman, roman)
        )

    def _name(self, names: set[str]) -> list[tuple[int, int]]:
        """Bits for what only patterns name: very words, and two concepts in one word."""
        both: list[tuple[int, int]] = []
        for name in sorted(names - self.bits.keys()):
            parts = name.split("+")
            if name.startswith("'"):
                self._add(name[1:], name, None)
            elif len(parts) > 1 and all(part in self.bits for part in parts):
                both.append((sum(self.bits[part] for part in parts), self.bit(name)))
            elif name in self._exact:
                self._add(name, name, None)
        return both

    def _add_numbers(self, line: Line) -> None:
        """Number words are known but never matched by likeness: 79 and 89 differ by one letter."""
        for spelling in line.content.split():
            self._add(spelling, "function", line)

    def _index(self, spelling: str) -> None:
        heard = sound(spelling)
        self._by_sound.setdefault(heard, []).append(spelling)
        bones = skeleton(spelling)
        if len(bones) > 1:
            self._by_skeleton.setdefault(bones, []).append(spelling)
        if len(heard) >= 4:
            for slip in {heard, *_shortened(heard)}:
                self._slips.setdefault(slip, []).append(spelling)

    def _add_phrase(self, spelling: str, concepts: int) -> None:
        parts = tuple(self._lemma(part) for part in spelling.split("_"))
        known = self._phrases.setdefault(parts[0], [])
        known.append((parts, concepts))
        known.sort(key=lambda phrase: -len(phrase[0]))

    def _lemma(self, word: str) -> str:
        if word not in self._exact:
            self._exact[word] = Entry(word)
        return self._exact[word].lemma

    def _search(self, word: str) -> Entry | None:
        if len(word) > LONGEST_WORD:
            return None
        quiet = calm(word)
        found = self._exact.get(quiet)
        if found is not None:
            return found
        heard = sound(quiet)
        alike = self._by_sound.get(heard)
        if alike:
            return self._exact[min(alike, key=lambda spelling: OSA.distance(quiet, spelling))]
        return self._nearest(quiet, heard) if len(quiet) >= 3 else None

    def _nearest(self, word: str, heard: str) -> Entry | None:
        bones = skeleton(word)
        same_bones = self._by_skeleton.get(bones, ())
        if same_bones and not is_urdu(word) and not has_vowels(word[1:]):
            return self._likeliest(same_bones)._replace(near=True)
        best, best_score = "", 0.0
        for spelling in same_bones:
            score = OSA.normalized_similarity(heard, sound(spelling)) + 0.12
            if score > best_score:
                best, best_score = spelling, score
        for spelling in self._slipped(heard):
            score = OSA.normalized_similarity(heard, sound(spelling))
            if score > best_score:
                best, best_score = spelling, score
        if best_score < _enough(len(heard), len(bones)):
            return None
        return self._exact[best]._replace(near=True)

    def _likeliest(self, spellings: list[str]) -> Entry:
        """Of words with the same consonants the one with a concept, Roman before English, listed first."""
        entries = [self._exact[spelling] for spelling in spellings]
        return max(entries, key=lambda entry: (entry.concepts > 0, entry.roman > 0))

    def _slipped(self, heard: str) -> Iterator[str]:
        if len(heard) < 4:
            return
        for slip in {heard, *_shortened(heard)}:
            for spelling in self._slips.get(slip, ()):
                if spelling[0] == heard[0] or len(heard) > 5:
                    yield spelling

    def _split(self, word: str) -> list[str]:
        for cut in range(len(word) - 1, 1, -1):
            left, right = word[:cut], word[cut:]
            if left in self._exact and _may_part(left, right) and self._knows(right):
                return [left, right]
        for cut in range(len(word) - 3, 2, -1):
            if word[:cut] in self._exact:
                for second in range(len(word) - 1, cut + 1, -1):
                    middle, right = word[cut:second], word[second:]
                    if middle in self._exact and self._knows(right) and _may_part(middle, right):
                        return [word[:cut], middle, right]
        return []

    def _knows(self, word: str) -> bool:
        return word in self._exact or (len(word) >= 4 and sound(word) in self._by_sound)


FLAGS = ("money", "count", "qmark")  # set by the reader on tokens, named by patterns
_FORMLESS = frozenset({"shared", "name", "urdu", "english", "roman"})  # said in every form alike
_PLAIN = frozenset({"function", "common", "shared", "name"})


def _spellings(lexicon: Lexicon) -> Iterator[tuple[Line, str, str]]:
    for line in [*lexicon.words, *lexicon.ordinary]:
        for spelling in line.content.lower().split():
            for concept in line.name.split("+"):
                yield line, spelling, concept
    yield from _verb_forms(lexicon.verbs)


def _verb_forms(lines: list[Line]) -> Iterator[tuple[Line, str, str]]:
    """Every stem with every ending of its file; a stem carries its concept, an ending its tense."""
    for line in lines:
        if line.name.startswith("-"):
            continue
        endings = [other for other in lines if other.file == line.file and other.name.startswith("-")]
        for stem in line.content.split():
            yield line, stem, line.name
            for ending in endings:
                for tail in ending.content.split():
                    yield line, stem + tail, line.name
                    for tense in ending.name[1:].split("+"):
                        yield ending, stem + tail, tense


def _evidence(concept: str, line: Line | None) -> tuple[float, float]:
    if line is None or concept in _FORMLESS:
        return 0.0, 0.0
    form = form_of(line)
    inflected = form == "ur-Latn" and (line.file.endswith("verbs.txt") or "+" in line.name)
    kind = "inflected" if inflected else concept
    weight = _EVIDENCE.get(kind, _EVIDENCE.get(form, 0.0))
    return (weight, 0.0) if form == "en" else (0.0, weight)


def _with_pairs(concepts: int, both: list[tuple[int, int]]) -> int:
    for needed, bit in both:
        if concepts & needed == needed:
            concepts |= bit
    return concepts


def _shortened(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def _enough(length: int, bones: int) -> float:
    if length <= 4:
        return 0.86 if bones >= 3 else 0.9
    return 0.8 if length <= 6 else 0.78


def _may_part(left: str, right: str) -> bool:
    return (len(left) >= 3 and len(right) >= 3) or (len(left) >= 3 and right in _GLUED_ENDS)
