"""What a message wants: the strongest pattern, and how sure that is."""

from collections.abc import Iterable

from bot.understanding.lexicon import Line
from bot.understanding.meaning import Answer
from bot.understanding.message import Message
from bot.understanding.patterns import Match, PatternSet
from bot.understanding.text import WORD
from bot.understanding.vocabulary import Vocabulary

THRESHOLD = 0.5
OUT = "out_of_scope"
_OWN_WORDS = frozenset(("greet", "goodbye", "back", "cancel"))  # said with a yes or no in passing


class IntentReader:
    """Weighs the patterns of all intents against each other."""

    def __init__(self, vocabulary: Vocabulary, lines: Iterable[Line]) -> None:
        self._patterns = PatternSet(lines, vocabulary)

    def read(self, message: Message, masks: list[int], *, answer: Answer | None, plainness: int) -> tuple[str, float]:
        """The intent and its score, 0 to 1; below the threshold the intent is out_of_scope."""
        present = 0
        for mask in masks:
            present |= mask
        match = self._patterns.best(masks, present)
        words = len(masks)
        if answer in ("yes", "no") and words <= 6 and (match is None or (match.strength < plainness and match.label not in _OWN_WORDS)):
            return str(answer), min(0.95, plainness / 100 + 0.2)
        if match is None:
            return OUT, 0.1
        score = self._score(message, match, words)
        return (match.label, score) if score >= THRESHOLD else (OUT, score)

    def _score(self, message: Message, match: Match, words: int) -> float:
        """Strength, less what the message says that nobody here understands."""
        known = unknown = 0
        for token, entry in zip(message.tokens, message.entries, strict=True):
            if token.kind == WORD:
                known += bool(entry.lemma)
                unknown += not entry.lemma
        share = unknown / max(1, known + unknown)
        thin = max(0, words - 4 * match.size) * 0.012
        return round(max(0.0, min(0.99, match.strength / 100 - 0.35 * share - thin)), 3)
