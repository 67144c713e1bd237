"""What the learnt weights look at: concepts, their neighbours, and the words themselves.

Written like patterns, so that a linguist can read a weight: "instalment when" side by side, "pay .. fut" with a
word between, "^ stop" and "bye $" at the edges, "=chori" a word by its sound, "~chr" by its consonants.
"""

from collections.abc import Iterator, Mapping

from bot.understanding.message import Message
from bot.understanding.spelling import skeleton, sound
from bot.understanding.text import WORD

_NEXT, _SKIP = 1 << 12, 1 << 24
_START, _END = 4094, 4095  # no lexicon names so many concepts
_LONGEST = 24  # words; what comes after them seldom changes what is wanted


class Features:
    """Turns messages into feature keys, and written features into the same keys."""

    def __init__(self, bits: Mapping[str, int]) -> None:
        """`bits` are the concepts of the vocabulary; very words of patterns ('word) are left to "=word"."""
        self._numbers = {
            name: bit.bit_length() for name, bit in bits.items() if name[0] != "'" and "+" not in name
        }
        self._names = {number: name for name, number in self._numbers.items()} | {_START: "^", _END: "$"}
        self._telling = sum(bits[name] for name in self._numbers)
        self._marks = 0
        self._known: dict[int, tuple[int, ...]] = {}

    def of(self, message: Message, masks: list[int]) -> set[int | str]:
        """The features of a message; `masks` are its concepts with phrases as one."""
        found: set[int | str] = set()
        before: tuple[int, ...] = (_START,)
        earlier: tuple[int, ...] = ()
        for mask in [*masks[:_LONGEST], 0]:
            here = self._concepts(mask & self._telling) if mask else ()
            found.update(here)
            for right in here:
                found.update([_NEXT * (left + 1) + right for left in before])
                found.update([_SKIP * (left + 1) + right for left in earlier])
            before, earlier = here, before + earlier[:6]
        found.update([_NEXT * (left + 1) + _END for left in earlier])
        found.update(_words(message))
        words = [mask for mask in masks if not mask & self._marks]
        telling = sum(1 for mask in words if mask)
        found.add(f"%telling{min(4, telling)}")
        found.add(f"%plain{min(4, len(words) - telling)}")
        return found

    def key(self, written: str) -> int | str | None:
        """The key of a written feature; None when no word stands for its concepts any more."""
        if written[0] in "=~%":
            return written
        parts = written.split()
        numbers = [
            {"^": _START, "$": _END}.get(part) or self._numbers.get(part, 0) for part in parts if part != ".."
        ]
        if not all(numbers):
            return None
        if len(numbers) == 1:
            return numbers[0]
        return (_SKIP if ".." in parts else _NEXT) * (numbers[0] + 1) + numbers[1]

    def written(self, key: int | str) -> str:
        """The feature of a key, in words."""
        if isinstance(key, str):
            return key
        if key < _NEXT:
            return self._names[key]
        size, sign = (_SKIP, " .. ") if key >= _SKIP else (_NEXT, " ")
        left, right = divmod(key, size)
        return f"{self._names[left - 1]}{sign}{self._names[right]}"

    def _concepts(self, mask: int) -> tuple[int, ...]:
        known = self._known.get(mask)
        if known is None:
            known = tuple(at + 1 for at in range(mask.bit_length()) if mask >> at & 1)
            if len(self._known) < 20_000:
                self._known[mask] = known
        return known


def _words(message: Message) -> Iterator[str]:
    for token, entry in zip(message.tokens[:_LONGEST], message.entries, strict=False):
        if token.kind == WORD:
            word = entry.lemma or token.text
            yield "=" + sound(word)
            yield "~" + skeleton(word)
