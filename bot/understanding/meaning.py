"""What one message means, without any memory of the conversation."""

import datetime
from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "ur", "ur-Latn"]
Answer = Literal["yes", "no", "other"]
Waiting = Literal["choice", "yes_no", "amount", "cnic", "date", "text", "pin", "nothing"]

LANGUAGES: tuple[Language, ...] = ("en", "ur", "ur-Latn")


@dataclass(frozen=True, slots=True)
class Meaning:
    """One reading of one message.

    `amount` is in rupees (a whole number unless paisa were written), None when absent or doubtful.
    `score` is the confidence in `intent`, 0 to 1; below the threshold the intent is "out_of_scope".
    `language_sure` is False when the text holds no evidence of a written form (digits, a bare name).
    `wanted_language` is the form asked for by a message of intent change_language, if it names one.
    """

    text: str
    language: Language
    intent: str
    score: float
    amount: int | float | None = None
    date: datetime.date | None = None
    answer: Answer | None = None
    cnic: str | None = None
    phone: str | None = None
    language_sure: bool = True
    wanted_language: Language | None = None
