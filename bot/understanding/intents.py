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
_ANSWERING = (
    "yes",
    "neg",
    "fine_word",
    "done_word",
    "do",
    "give",
    "take",
    "want",
    "can",
    "i",
    "thanks",
    "leave",
    "be",
    "now",
    "not_now",
    "refuse",
    "never",
    "no_matter",
    "harm",
    "problem",
    "you",
    "please",
    "accept",
    "agree",
    "sure",
    "this",
    "it",
    "start",
    "cancel",
    "stop",
    "why",
    "why_not_word",
    "dont_mind",
    "zaroorat_word",
    "some",
    "any",
    "ahead_word",
    "go",
    "proceed",
    "continue",
    "works_word",
    "interested",
    "count",
    "very",
    "then",
    "to_word",
    "later",
    "inf",
    "deposit",
    "pay_act",
    "only",
    "must",
    "true",
    "let",
    "that",
    "for",
    "need",
    "soon",
    "sure_word",
)
_OWN_WORDS = frozenset(("greet", "goodbye", "back", "cancel"))  # said with a yes or no in passing


class IntentReader:
    """Weighs the patterns of all intents against each other."""

    def __init__(self, vocabulary: Vocabulary, lines: Iterable[Line]) -> None:
        self._patterns = PatternSet(lines, vocabulary)
        self._answering = sum(vocabulary.bit(name) for name in _ANSWERING)
        self._answering |= sum(bit for name, bit in vocabulary.bits.items() if name.startswith("'"))

    def read(
        self, message: Message, masks: list[int], *, answer: Answer | None, plainness: int
    ) -> tuple[str, float]:
        """The intent and its score, 0 to 1; below the threshold the intent is out_of_scope.

        `answer` and `plainness` (0 to 99) are what the message is as an answer to a question with yes or no.
        """
        present = 0
        for mask in masks:
            present |= mask
        match = self._patterns.best(masks, present)
        if answer in ("yes", "no") and self._only_answers(message, masks, match, plainness):
            return str(answer), round(min(0.95, plainness / 100 + 0.2), 3)
        if match is None:
            return OUT, 0.1
        score = self._score(message, match, len(masks))
        return (match.label, score) if score >= THRESHOLD else (OUT, score)

    def _only_answers(self, message: Message, masks: list[int], match: Match | None, plainness: int) -> bool:
        """Whether a yes or no is all that is said: few words, and none about anything else."""
        if match and (match.strength >= plainness or match.label in _OWN_WORDS):
            return False
        if len(masks) > 6 or any(mask and not mask & self._answering for mask in masks):
            return False
        return sum(token.kind == WORD and not entry.lemma for token, entry in message.known()) <= 1

    def _score(self, message: Message, match: Match, words: int) -> float:
        """Strength, less what the message says that nobody here understands."""
        known = unknown = 0
        for token, entry in message.known():
            if token.kind == WORD:
                known += bool(entry.lemma)
                unknown += not entry.lemma
        share = unknown / max(1, known + unknown)
        thin = max(0, words - 4 * match.size) * 0.012
        return round(max(0.0, min(0.99, match.strength / 100 - 0.35 * share - thin)), 3)
