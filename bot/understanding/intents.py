"""What a message wants: learnt weights and the strongest pattern together, and how sure that is."""

import math
from collections.abc import Iterable

from bot.understanding.learnt import Learnt
from bot.understanding.lexicon import Line
from bot.understanding.meaning import Answer
from bot.understanding.message import Message
from bot.understanding.patterns import Match, PatternSet
from bot.understanding.text import WORD
from bot.understanding.vocabulary import Vocabulary

THRESHOLD = 0.5
OUT = "out_of_scope"
ANSWER_BOOST = 6.0
BOOST = 2.0  # what a pattern of strength 100 adds to the learnt weights
SHARP = 1.9  # so that of messages read with a score of 0.6, six in ten are right; see docs/understanding.md
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

    def __init__(self, vocabulary: Vocabulary, lines: Iterable[Line], learnt: Learnt) -> None:
        self._patterns = PatternSet(lines, vocabulary)
        self._learnt = learnt
        self._answering = sum(vocabulary.bit(name) for name in _ANSWERING)
        self._answering |= sum(bit for name, bit in vocabulary.bits.items() if name.startswith("'"))

    def read(
        self,
        message: Message,
        masks: list[int],
        found: set[int | str],
        *,
        answer: Answer | None,
        plainness: int,
    ) -> tuple[str, float]:
        """The intent and its score, 0 to 1; below the threshold the intent is out_of_scope.

        `answer` and `plainness` (0 to 99) are what the message is as an answer to a question with yes or no.
        """
        present = 0
        for mask in masks:
            present |= mask
        match = self._patterns.best(masks, present)
        # A number alone wants nothing by itself: it answers what was asked.
        spoken = any(token.kind == WORD for token, _ in message.known())
        weighed = self._learnt.weigh(found) if spoken else ()
        totals = dict(zip(self._learnt.labels, weighed, strict=False))
        if answer in ("yes", "no") and self._only_answers(message, masks, match, plainness):
            totals[answer] = totals.get(answer, 0.0) + ANSWER_BOOST * plainness / 100
        elif match:
            totals[match.label] = totals.get(match.label, 0.0) + BOOST * match.strength / 100
        return _likeliest(totals)

    def _only_answers(self, message: Message, masks: list[int], match: Match | None, plainness: int) -> bool:
        """Whether a yes or no is all that is said: few words, and none about anything else."""
        if match and (match.strength >= plainness or match.label in _OWN_WORDS):
            return False
        if len(masks) > 6 or any(mask and not mask & self._answering for mask in masks):
            return False
        return sum(token.kind == WORD and not entry.lemma for token, entry in message.known()) <= 1


def _likeliest(totals: dict[str, float]) -> tuple[str, float]:
    if not totals:
        return OUT, 0.0
    intent = max(totals, key=totals.__getitem__)
    top = totals[intent]
    score = round(min(0.99, 1 / sum(math.exp(SHARP * (total - top)) for total in totals.values())), 3)
    return (intent if score >= THRESHOLD else OUT), score
