"""Which of the three written forms a message is in, by its function words."""

from bot.understanding.meaning import Language
from bot.understanding.message import Message
from bot.understanding.spelling import is_urdu
from bot.understanding.text import WORD
from bot.understanding.vocabulary import Entry

_ROMAN_SHAPES = (
    "aa",
    "kh",
    "gh",
    "bh",
    "dh",
    "jh",
    "ayi",
    "aye",
    "iya",
    "unga",
    "ungi",
    "oon",
    "ein",
    "ain",
    "hn",
)
_ENGLISH_ENDS = ("ing", "ed", "tion", "ly", "ment", "ness", "ous", "ful", "ght", "ck", "ce", "ve", "ss")
_SURE = 1.0


def written_form(message: Message) -> tuple[Language, bool]:
    """The written form, and whether the message holds evidence of it."""
    urdu = english = roman = 0.0
    words = 0
    for token, entry in zip(message.tokens, message.entries, strict=True):
        if token.kind != WORD:
            continue
        words += 1
        if is_urdu(token.text):
            urdu += 1
        else:
            english, roman = english + _english(token.text, entry), roman + _roman(token.text, entry)
    if urdu and (urdu * 2.5 >= roman or words <= urdu):
        return "ur", True
    if english == roman:
        return ("en" if english and words else "ur-Latn"), False
    return ("en" if english > roman else "ur-Latn"), max(english, roman) >= _SURE


def _english(word: str, entry: Entry) -> float:
    if entry.lemma:
        return entry.english * (0.5 if entry.near else 1.0)
    return 1.0 if word.endswith(_ENGLISH_ENDS) else 0.3 * (len(word) > 3)


def _roman(word: str, entry: Entry) -> float:
    if entry.lemma:
        return entry.roman * (0.5 if entry.near else 1.0)
    return 1.0 if any(shape in word for shape in _ROMAN_SHAPES) else 0.0
