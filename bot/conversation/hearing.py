"""What a message answers, given the question that is open. Nothing here moves the conversation."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from bot.conversation.grammar import (
    Amount,
    Ask,
    Born,
    Choice,
    Cnic,
    Date,
    Day,
    Item,
    Json,
    Pick,
    Pin,
    Slots,
    Target,
    Text,
)
from bot.conversation.phrases import AMOUNT_LARGE, AMOUNT_SMALL, DAY_WRONG
from bot.understanding import THRESHOLD, Meaning, Waiting

PAISA = 100
OUT_OF_SCOPE = "out_of_scope"
CALL = "call"
LONG_NUMBER = 5  # digits; no line of a question has so many


@dataclass(frozen=True, slots=True)
class Heard:
    """One message as it came, with what was understood of it. `button` is "flow.state.option" or "".

    `kind` "call": they rang, which says nothing. `repeated`: the same words came a moment ago, perhaps by mistake.
    """

    meaning: Meaning
    text: str
    button: str = ""
    kind: str = "text"
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The open question was answered: the value for its slot, and where an option leads (None: to `ask.next`)."""

    value: Json
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """The message tried to answer, but the value will not do; `key` says why."""

    key: str
    params: Mapping[str, Json] = field(default_factory=dict)


Reply = Answer | Problem | None


class Understands(Protocol):
    """What the ears need of the understanding room."""

    def read(self, text: str, *, today: date, waiting: Waiting = "nothing") -> Meaning: ...

    def choose(
        self, text: str, *, options: Mapping[str, Sequence[str]], among: bool = False
    ) -> str | None: ...

    def written_date(self, text: str, *, today: date) -> date | None: ...


class Words(Protocol):
    """The words that stand for an option in any written form, from the catalogue."""

    def option_words(self, key: str, option: str) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Ears:
    understanding: Understands
    words: Words

    def listen(self, *, ask: Ask, flow: str, heard: Heard, facts: Any, slots: Slots) -> Reply:
        """Read the message as an answer to `ask`; None when it is none."""
        if heard.kind != "text" or not heard.text:
            return None
        return _LISTENERS[type(ask.hears)](self, ask, flow, heard, facts, slots)

    def _choice(self, ask: Ask, flow: str, heard: Heard, _facts: Any, _slots: Slots) -> Reply:
        choice = ask.hears
        assert isinstance(choice, Choice)
        option = self._option(ask, choice, flow, heard)
        return Answer(option, choice.options[option]) if option else None

    def _option(self, ask: Ask, choice: Choice, flow: str, heard: Heard) -> str | None:
        pressed = _pressed(heard.button, flow, ask.name)
        if pressed in choice.options:
            return pressed
        words = {option: self.words.option_words(ask.says, option) for option in choice.options}
        if chosen := self.understanding.choose(heard.text, options=words, among=choice.among):
            return chosen
        meaning = heard.meaning
        # A sentence that means something of its own ("speak English") is no yes, whatever words are in it.
        plain = meaning.intent in ("yes", "no", *choice.despite) or meaning.score < THRESHOLD
        if plain and meaning.answer in choice.options:
            return meaning.answer
        return choice.intents.get(meaning.intent)

    def _pick(self, ask: Ask, flow: str, heard: Heard, facts: Any, slots: Slots) -> Reply:
        assert isinstance(ask.hears, Pick)
        items = list(ask.hears.items(facts, slots))
        number = _pressed(heard.button, flow, ask.name) or folded(heard.text)
        if number.isdecimal() and 0 < int(number) <= len(items):
            return Answer(items[int(number) - 1].value)
        # What is written counts before words for numbers: "3 December" is a date and not the third line.
        said = [item for item in items if _says(item, heard.meaning)]
        if len(said) == 1:
            return Answer(said[0].value)
        return self._nth(items, heard) or _free(ask.hears, heard)

    def _nth(self, items: Sequence[Item], heard: Heard) -> Reply:
        numbers: dict[str, Sequence[str]] = {str(index): () for index in range(len(items))}
        chosen = self.understanding.choose(heard.text, options=numbers)
        return Answer(items[int(chosen)].value) if chosen is not None else None

    def _amount(self, ask: Ask, _flow: str, heard: Heard, facts: Any, slots: Slots) -> Reply:
        bounds = ask.hears
        assert isinstance(bounds, Amount)
        rupees = heard.meaning.amount
        if rupees is None and bounds.behind:
            rupees = self._behind(str(slots.get(bounds.behind, "")), heard, facts)
        if rupees is None:
            return None
        paisa = round(rupees * PAISA)
        if paisa < bounds.at_least:
            return Problem(AMOUNT_SMALL, {"least": bounds.at_least})
        if paisa > bounds.at_most:
            return Problem(AMOUNT_LARGE, {"most": bounds.at_most})
        return Answer(paisa)

    def _behind(self, known: str, heard: Heard, facts: Any) -> float | None:
        """The sum behind what we know already; None when something else stands in front."""
        first, _, rest = folded(heard.text).partition(" ")
        if first != known or not rest:
            return None
        return self.understanding.read(rest, today=facts.today, waiting="amount").amount

    def _date(self, _ask: Ask, _flow: str, heard: Heard, _facts: Any, _slots: Slots) -> Reply:
        return Answer(heard.meaning.date.isoformat()) if heard.meaning.date else None

    def _born(self, _ask: Ask, _flow: str, heard: Heard, facts: Any, _slots: Slots) -> Reply:
        day = self.understanding.written_date(heard.text, today=facts.today)
        return Answer(day.isoformat()) if day else None

    def _day(self, _ask: Ask, _flow: str, heard: Heard, _facts: Any, _slots: Slots) -> Reply:
        digits = folded(heard.text)  # "05", as the question itself suggests, is no amount
        number = heard.meaning.date.day if heard.meaning.date else heard.meaning.amount
        if number is None and digits.isdecimal():
            number = int(digits[:3])
        if number is None:
            return None
        return Answer(int(number)) if number in range(1, 32) else Problem(DAY_WRONG)

    def _cnic(self, _ask: Ask, _flow: str, heard: Heard, _facts: Any, _slots: Slots) -> Reply:
        return Answer(heard.meaning.cnic) if heard.meaning.cnic else None

    def _pin(self, _ask: Ask, _flow: str, heard: Heard, _facts: Any, _slots: Slots) -> Reply:
        digits = folded(heard.text).replace(" ", "").replace("-", "")
        return Answer(digits) if len(digits) == 4 and digits.isdecimal() else None

    def _text(self, ask: Ask, _flow: str, heard: Heard, _facts: Any, _slots: Slots) -> Reply:
        assert isinstance(ask.hears, Text)
        if option := self._way_out(ask, ask.hears, heard):
            return Answer("", ask.hears.options[option])
        written = folded(heard.text) if ask.hears.digits else heard.text  # a shop's code in Urdu digits
        text = " ".join(written.split())
        if ask.hears.digits and _wants(heard.meaning) and not any(character.isdigit() for character in text):
            return None  # "meri limit?" is no code of a shop
        letters = sum(character.isalpha() for character in text)
        enough = len(text) > 0 if ask.hears.digits else letters >= 2
        return Answer(text[: ask.hears.longest]) if enough else None

    def _way_out(self, ask: Ask, text: Text, heard: Heard) -> str | None:
        """The option of a text question whose very words were written: a name may mean anything else."""
        said = " ".join(folded(heard.text).casefold().split())
        words = {option: self.words.option_words(ask.says, option) for option in text.options}
        return next((option for option, known in words.items() if said in known), None)


def folded(text: str) -> str:
    """The text with the digits of every script as 0-9, trimmed."""
    return "".join(str(unicodedata.decimal(char, char)) for char in text).strip()


def _pressed(button: str, flow: str, state: str) -> str:
    """The option of a tapped button if it belongs to this question; a button of an older one counts for nothing."""
    prefix = f"{flow}.{state}."
    return button.removeprefix(prefix) if button.startswith(prefix) else ""


def _wants(meaning: Meaning) -> bool:
    return meaning.score >= THRESHOLD and meaning.intent != OUT_OF_SCOPE


def _says(item: Item, meaning: Meaning) -> bool:
    amount = item.amount is not None and meaning.amount is not None
    if amount and round((meaning.amount or 0) * PAISA) == item.amount:
        return True
    return item.date is not None and meaning.date is not None and meaning.date.isoformat() == item.date


def _free(pick: Pick, heard: Heard) -> Reply:
    meaning, digits = heard.meaning, folded(heard.text)
    if pick.free == "number" and digits.isdecimal() and len(digits) >= LONG_NUMBER:
        return Answer(digits)
    if pick.free == "amount" and meaning.amount is not None:
        return Answer(round(meaning.amount * PAISA))
    if pick.free == "date" and meaning.date is not None:
        return Answer(meaning.date.isoformat())
    return None


_LISTENERS: dict[type, Callable[[Ears, Ask, str, Heard, Any, Slots], Reply]] = {
    Choice: Ears._choice,
    Pick: Ears._pick,
    Amount: Ears._amount,
    Date: Ears._date,
    Born: Ears._born,
    Day: Ears._day,
    Cnic: Ears._cnic,
    Pin: Ears._pin,
    Text: Ears._text,
}
