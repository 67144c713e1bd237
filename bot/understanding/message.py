"""A message taken apart once, for every reader of this room: tokens, concepts, numerals."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.understanding.numerals import Numeral, NumeralReader
from bot.understanding.text import MARK, WORD, Token, plain, tokens
from bot.understanding.vocabulary import Entry, Vocabulary

MOST_TOKENS = 90  # of one message; texts are short, and a pasted page is not a message
_UNKNOWN = Entry("")


@dataclass(slots=True)
class Message:
    """Tokens with what is known of each; `masks` holds concepts as bits, position by position."""

    plain: str
    tokens: list[Token]
    entries: list[Entry]
    masks: list[int]
    numerals: list[Numeral]

    def known(self) -> Iterator[tuple[Token, Entry]]:
        """Every token with what is known of it."""
        return zip(self.tokens, self.entries, strict=True)

    def has(self, at: int, concepts: int) -> bool:
        """Whether the token at `at` exists and stands for any of these concepts."""
        return 0 <= at < len(self.masks) and bool(self.masks[at] & concepts)

    def word(self, at: int) -> str:
        """The token at `at`, or nothing outside of the message."""
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""


class MessageReader:
    """Takes messages apart."""

    def __init__(self, vocabulary: Vocabulary, numerals: NumeralReader) -> None:
        self._vocabulary = vocabulary
        self._numerals = numerals
        self._number = vocabulary.bits["count"]
        self._money = vocabulary.bits["money"]
        self._qmark = vocabulary.bits["qmark"]

    def read(self, text: str) -> Message:
        """The message of a text as it came in."""
        clean = plain(text)
        found = self._apart(tokens(clean)[:MOST_TOKENS])
        look_up = self._vocabulary.look_up
        entries = [look_up(token.text) or _UNKNOWN for token in found]
        masks = [entry.concepts for entry in entries]
        numerals = self._numerals.read(found)
        for numeral in numerals:
            for at in range(numeral.start, numeral.end):
                masks[at] = self._number
        return Message(clean, found, entries, masks, numerals)

    def phrases(self, message: Message, *, money: bool) -> list[int]:
        """The concepts word by word, with phrases of several words as one and without marks."""
        lemmas = [
            entry.lemma or token.text for token, entry in zip(message.tokens, message.entries, strict=True)
        ]
        masks: list[int] = []
        at = 0
        while at < len(lemmas):
            if message.tokens[at].kind == MARK and not message.masks[at]:
                at += 1
                continue
            taken, concepts = self._vocabulary.phrase(lemmas, at)
            masks.append(concepts if taken else message.masks[at])
            at += taken or 1
        if masks:
            masks[-1] |= self._qmark if "?" in message.plain else 0
        if money:
            masks = [mask | self._money if mask & self._number else mask for mask in masks]
        return masks

    def _apart(self, found: list[Token]) -> list[Token]:
        apart: list[Token] = []
        for token in found:
            if token.kind != WORD:
                apart.append(token)
                continue
            pieces = self._vocabulary.pieces(token.text)
            apart.append(Token(WORD, pieces[0], token.glued))
            apart.extend(Token(WORD, piece, glued=True) for piece in pieces[1:])
        return apart
