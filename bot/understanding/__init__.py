"""Understanding: one text message in, one `Meaning` out. Pure: no clock, no files, no network."""

from bot.understanding.identity import mask, says_pin
from bot.understanding.meaning import LANGUAGES, Answer, Language, Meaning, Waiting
from bot.understanding.reader import THRESHOLD, Understanding

__all__ = [
    "LANGUAGES",
    "THRESHOLD",
    "Answer",
    "Language",
    "Meaning",
    "Understanding",
    "Waiting",
    "mask",
    "says_pin",
]
