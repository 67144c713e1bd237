"""Yes, no, or neither."""

from collections.abc import Iterable

from bot.understanding.lexicon import Line
from bot.understanding.meaning import Answer, Waiting
from bot.understanding.message import Message
from bot.understanding.patterns import PatternSet
from bot.understanding.vocabulary import Vocabulary


class AnswerReader:
    """Reads a message as an answer to a question with yes or no."""

    def __init__(self, vocabulary: Vocabulary, lines: Iterable[Line]) -> None:
        self._patterns = PatternSet(lines, vocabulary)

    def read(self, message: Message, masks: list[int], *, waiting: Waiting) -> tuple[Answer | None, int]:
        """The answer and the strength of its pattern (0 to 99); None when it is no answer at all."""
        present = 0
        for mask in masks:
            present |= mask
        match = self._patterns.best(masks, present)
        if match is None:
            return ("other" if waiting == "yes_no" and message.tokens else None), 0
        answer: Answer = "yes" if match.label == "yes" else "no" if match.label == "no" else "other"
        return answer, match.strength
