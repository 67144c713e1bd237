"""What a message wants: learnt weights and the strongest pattern together, and how sure that is."""

import math
from collections.abc import Iterable

from bot.understanding.learnt import Learnt
from bot.understanding.lexicon import Line
from bot.understanding.meaning import Answer, Waiting
from bot.understanding.message import Message
from bot.understanding.patterns import Match, PatternSet
from bot.understanding.text import WORD
from bot.understanding.vocabulary import Vocabulary

THRESHOLD = 0.5
OUT = "out_of_scope"
ANSWER_BOOST = 4.0  # what a yes or no of strength 100 adds when nothing else is said
ASKED_BOOST = 5.0  # and what it adds beside other words, when a yes or no was asked for
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
        found: set[int | str] | None,
        *,
        answer: Answer | None,
        plainness: int,
        waiting: Waiting = "nothing",
    ) -> tuple[str, float]:
        """The intent and its score, 0 to 1; below the threshold the intent is out_of_scope.

        `found` is None where only a number or a day is said. `answer` and `plainness` (0 to 99) are what the message
        is as an answer to a question with yes or no.
        """
        present = 0
        for mask in masks:
            present |= mask
        match = self._patterns.best(masks, present)
        weighed = self._learnt.weigh(found) if found is not None else ()
        totals = dict(zip(self._learnt.labels, weighed, strict=False))
        answered = answer if answer in ("yes", "no") else None
        only = answered and self._only_answers(message, masks, match, plainness)
        if answered and (only or waiting == "yes_no"):
            boost = ANSWER_BOOST if only else ASKED_BOOST
            totals[answered] = totals.get(answered, 0.0) + boost * plainness / 100
        if match and not only:
            totals[match.label] = totals.get(match.label, 0.0) + BOOST * match.strength / 100
        intent, score = _likeliest(totals)
        if waiting == "text" and intent != OUT:
            # "Madad Ali" and "sales agent" are answers: where a name is expected, only a pattern makes sure.
            return _unless_doubtful(intent, min(score, _strength_for(intent, match)))
        return intent, score

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
    return _unless_doubtful(intent, score)


def _strength_for(intent: str, match: Match | None) -> float:
    return match.strength / 100 if match and match.label == intent else 0.0


def _unless_doubtful(intent: str, score: float) -> tuple[str, float]:
    return (intent if score >= THRESHOLD else OUT), score
