"""The door of this room: `Understanding` reads a message, a choice, a date of birth."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.understanding import patterns
from bot.understanding.amounts import AmountReader
from bot.understanding.answers import AnswerReader
from bot.understanding.birthdays import written_date
from bot.understanding.choices import ChoiceReader
from bot.understanding.dates import DateReader
from bot.understanding.features import Features
from bot.understanding.identity import identity
from bot.understanding.intents import THRESHOLD, IntentReader
from bot.understanding.language import written_form
from bot.understanding.learnt import Learnt
from bot.understanding.lexicon import parse
from bot.understanding.meaning import Language, Meaning, Waiting
from bot.understanding.message import Message, MessageReader
from bot.understanding.number_words import NumberWords
from bot.understanding.numerals import NumeralReader
from bot.understanding.text import WORD
from bot.understanding.vocabulary import Vocabulary

__all__ = ["THRESHOLD", "Understanding"]


class Understanding:
    """Everything that listens, built once from the texts of the lexicon files."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """`texts` is {relative path: content} of the files under locales/*/listen/."""
        lexicon = parse(texts)
        names = patterns.names([*lexicon.intents, *lexicon.answers])
        self._vocabulary = Vocabulary(lexicon, names=names)
        words = NumberWords(lexicon.numbers, listed=self._vocabulary.listed)
        numerals = NumeralReader(
            words, units=self._unit_words(), joiners=self._vocabulary.spellings("joiner")
        )
        self._messages = MessageReader(self._vocabulary, numerals)
        self._amounts = AmountReader(self._vocabulary, words)
        self._dates = DateReader(self._vocabulary, words)
        self._answers = AnswerReader(self._vocabulary, lexicon.answers)
        self.features = Features(self._vocabulary.bits)
        learnt = Learnt(lexicon.learnt, self.features)
        self._intents = IntentReader(self._vocabulary, lexicon.intents, learnt)
        self.intents = tuple(sorted({*learnt.labels, *(line.name for line in lexicon.intents), "yes", "no"}))
        self._choices = ChoiceReader(self._vocabulary, words)
        self._rupee = self._vocabulary.bit("rupee")
        self._wanted = {
            "ur": self._vocabulary.bit("urdu"),
            "en": self._vocabulary.bit("english"),
            "ur-Latn": self._vocabulary.bit("roman"),
        }

    def read(self, text: str, *, today: date, waiting: Waiting = "nothing") -> Meaning:
        """The meaning of one message; `today` is the date in Pakistan, `waiting` what the state asked for."""
        message = self._messages.read(text)
        cnic, phone = identity(message.plain)
        day, dated = self._dates.read(message, today=today, waiting=waiting)
        amount = self._amounts.read(message, dated=dated, waiting=waiting)
        masks = self._messages.phrases(message, money=amount is not None)
        answer, plainness = self._answers.read(message, masks, waiting=waiting)
        found = self.features.of(message, masks) if self._speaks(message, dated, waiting) else None
        intent, score = self._intents.read(
            message, masks, found, answer=answer, plainness=plainness, waiting=waiting
        )
        language, sure = written_form(message)
        return Meaning(
            text=text, language=language, intent=intent, score=score, amount=amount, date=day, answer=answer,
            cnic=cnic, phone=phone, language_sure=sure,
            wanted_language=self._wanted_language(message) if intent == "change_language" else None,
        )  # fmt: skip

    def look(self, text: str) -> set[int | str]:
        """The features of a message, for learning from labelled ones."""
        message = self._messages.read(text)
        return self.features.of(message, self._messages.phrases(message, money=False))

    def choose(self, text: str, *, options: Mapping[str, Sequence[str]], among: bool = False) -> str | None:
        """The key of the option that `text` picks, by number or by words; None when none or several fit.

        `among`: words of an option count among others, too ("rickshaw chalata hun").
        """
        return self._choices.choose(self._messages.read(text), options, among=among)

    def written_date(self, text: str, *, today: date) -> date | None:
        """A complete date not after `today`, such as a date of birth; day first, years of two digits are past."""
        return written_date(self._messages.read(text), self._dates, today=today)

    def _speaks(self, message: Message, dated: set[int], waiting: Waiting) -> bool:
        """Whether there are words besides an amount or a day; those alone want nothing, they answer what was asked."""
        counted = {at for numeral in message.numerals for at in range(numeral.start, numeral.end)}
        counted |= dated if waiting != "nothing" else set()  # "5 din baad", unasked, may be a promise
        return any(
            token.kind == WORD and at not in counted and not message.has(at, self._rupee)
            for at, token in enumerate(message.tokens)
        )

    def _unit_words(self) -> frozenset[str]:
        names = ("unit", "percent", "day_unit", "week_unit", "month_unit", "year_unit", "hour_unit", "minute_unit",
                 "instalment", "rupee", "date")  # fmt: skip
        return frozenset().union(*(self._vocabulary.spellings(name) for name in names))

    def _wanted_language(self, message: Message) -> Language | None:
        """The form a message asks for; the one not negated, and "roman urdu" is Roman."""
        present = {form for form, bit in self._wanted.items() if any(mask & bit for mask in message.masks)}
        if "ur-Latn" in present:
            return "ur-Latn"
        if len(present) == 2:
            return self._last_wanted(message)
        return "ur" if "ur" in present else "en" if "en" in present else None

    def _last_wanted(self, message: Message) -> Language | None:
        """ "english nahi aati urdu mein": the one that is not followed by a negation."""
        neg = self._vocabulary.bit("neg")
        for at, mask in enumerate(message.masks):
            for form in ("ur", "en"):
                near = range(at + 1, at + 3)
                if mask & self._wanted[form] and any(message.has(spot, neg) for spot in near):
                    return "en" if form == "ur" else "ur"
        return (
            "ur" if message.masks and any(mask & self._wanted["ur"] for mask in message.masks[-3:]) else "en"
        )
