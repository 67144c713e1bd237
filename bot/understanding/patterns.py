"""Patterns of concepts: order, gaps, presence and absence. The strongest pattern that fits wins.

instalment when              both, in this order, at most three other words between
instalment .. when           in this order, any distance
neg + can                    directly one after the other
limit & how_much             both, anywhere
pay & fut ! neg|if           the first two anywhere, none of the last two
^ stop $                     at the beginning, at the end of the message
'kyun                        this very word
pay & fut @88                strength 88 (1 to 99) instead of the strength of its length
"""

from collections.abc import Iterable
from typing import NamedTuple

from bot.understanding.lexicon import BadLexicon, Line
from bot.understanding.vocabulary import Vocabulary

_GAP = 3
_ANY = 10_000
_BY_LENGTH = {1: 56, 2: 68, 3: 76, 4: 82}
_LONG = 86


_SIGNS = frozenset(("..", "+", "^", "$", "&"))


class Step(NamedTuple):
    """One place of an ordered phrase: which concepts fit, and how many words may come before it."""

    concepts: int
    gap: int


class Pattern(NamedTuple):
    """One compiled line. `strength` is 1 to 99."""

    label: str
    strength: int
    needs: tuple[int, ...]
    banned: int
    phrases: tuple[tuple[Step, ...], ...]
    at_end: bool
    line: Line


class Match(NamedTuple):
    """The pattern that fitted best, with how many of its concepts the message had to hold."""

    label: str
    strength: int
    size: int
    line: Line


def names(lines: Iterable[Line]) -> set[str]:
    """Every element that the patterns of these lines name."""
    found = set()
    for line in lines:
        for element in line.content.partition("@")[0].replace("!", " ").replace("|", " ").split():
            if element not in _SIGNS:
                found.add(element)
    return found


def compile_line(line: Line, vocabulary: Vocabulary) -> Pattern:
    """The pattern of one line; raises BadLexicon for a concept that no words file names."""
    content, strength = _strength(line)
    content, _, ban = content.partition("!")
    banned = _concepts(ban.strip(), line, vocabulary) if ban.strip() else 0
    phrases, at_end = [], False
    for part in content.split("&"):
        elements = part.split()
        if not elements:
            continue
        if elements and elements[-1] == "$":
            at_end, elements = True, elements[:-1]
        phrases.append(_phrase(elements, line, vocabulary))
    needs = tuple(step.concepts for phrase in phrases for step in phrase)
    if not needs:
        raise BadLexicon(f"{line.file}:{line.number}: nothing to look for")
    strength = strength or _BY_LENGTH.get(len(needs), _LONG)
    ordered = tuple(phrase for phrase in phrases if len(phrase) > 1 or phrase[0].gap < 0 or at_end)
    return Pattern(line.name, strength, needs, banned, ordered, at_end, line)


class PatternSet:
    """Patterns indexed by the rarest concept that each of them cannot do without."""

    def __init__(self, lines: Iterable[Line], vocabulary: Vocabulary) -> None:
        self.patterns = [compile_line(line, vocabulary) for line in lines]
        self._by_bit: dict[int, list[Pattern]] = {}
        uses: dict[int, int] = {}
        for pattern in self.patterns:
            for need in pattern.needs:
                for bit in _bits(need):
                    uses[bit] = uses.get(bit, 0) + 1
        for pattern in self.patterns:
            anchor = min(pattern.needs, key=lambda need: sum(uses[bit] for bit in _bits(need)))
            for bit in _bits(anchor):
                self._by_bit.setdefault(bit, []).append(pattern)
        for found in self._by_bit.values():
            found.sort(key=lambda pattern: -pattern.strength)
        self._anchors = sum(self._by_bit)

    def best(self, masks: list[int], present: int) -> Match | None:
        """The strongest pattern that fits words with these concepts; `present` is all of them together."""
        best, best_strength = None, 0
        left = present & self._anchors
        while left:
            bit = left & -left
            left ^= bit
            for pattern in self._by_bit[bit]:
                if pattern.strength <= best_strength:
                    break
                if pattern.banned & present:
                    continue
                for need in pattern.needs:
                    if not need & present:
                        break
                else:
                    if _in_order(pattern, masks):
                        best, best_strength = pattern, pattern.strength
                        break
        return Match(best.label, best.strength, len(best.needs), best.line) if best else None


def _in_order(pattern: Pattern, masks: list[int]) -> bool:
    return all(_fits(phrase, masks, pattern.at_end) for phrase in pattern.phrases)


def _fits(phrase: tuple[Step, ...], masks: list[int], at_end: bool) -> bool:
    first = phrase[0]
    starts = range(min(1, len(masks))) if first.gap < 0 else range(len(masks))
    return any(masks[at] & first.concepts and _follows(phrase, 1, masks, at + 1, at_end) for at in starts)


def _follows(phrase: tuple[Step, ...], done: int, masks: list[int], at: int, at_end: bool) -> bool:
    if done == len(phrase):
        return not at_end or at == len(masks)
    step = phrase[done]
    for next_at in range(at, min(len(masks), at + step.gap + 1)):
        if masks[next_at] & step.concepts and _follows(phrase, done + 1, masks, next_at + 1, at_end):
            return True
    return False


def _strength(line: Line) -> tuple[str, int]:
    content, at, written = line.content.partition("@")
    if not at:
        return content, 0
    if not written.strip().isdigit() or not 1 <= int(written) <= 99:
        raise BadLexicon(f"{line.file}:{line.number}: a strength is a number from 1 to 99")
    return content, int(written)


def _phrase(elements: list[str], line: Line, vocabulary: Vocabulary) -> tuple[Step, ...]:
    steps: list[Step] = []
    gap = _GAP
    for element in elements:
        if element in ("..", "+", "^"):
            gap = {"..": _ANY, "+": 0, "^": -1}[element]
            continue
        steps.append(Step(_concepts(element, line, vocabulary), gap))
        gap = _GAP
    if not steps:
        raise BadLexicon(f"{line.file}:{line.number}: an empty part")
    return tuple(steps)


def _concepts(element: str, line: Line, vocabulary: Vocabulary) -> int:
    mask = 0
    for name in element.replace(" ", "|").split("|"):
        if name and name not in vocabulary.bits:
            raise BadLexicon(f"{line.file}:{line.number}: no words file names the concept {name!r}")
        mask |= vocabulary.bits[name] if name else 0
    return mask


def _bits(mask: int) -> list[int]:
    return [1 << at for at in range(mask.bit_length()) if mask >> at & 1]
