"""Properties of what is heard: digits are enough, no word means two things, and a person is always near."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from bot.conversation.checks.problems import Problem
from bot.conversation.checks.subject import Property, Subject
from bot.conversation.commands import HandOff
from bot.conversation.engine import Engine
from bot.conversation.grammar import Ask, Choice, Pick, Text
from bot.conversation.hearing import Ears, Heard
from bot.conversation.hollow import hollow
from bot.conversation.position import Frame, Position
from bot.conversation.reaction import BACK, MENU, PERSON
from bot.understanding import LANGUAGES, Meaning, Waiting

MOST_OPTIONS = 8  # 9 is the menu and 0 a person, on every keypad
NEAR = 3  # messages


def digits_are_enough(subject: Subject) -> Iterator[Problem]:
    """Every question has an answer of digits that mean nothing else."""
    for where, ask in subject.asks():
        match ask.hears:
            case Choice(options=options) if len(options) > MOST_OPTIONS:
                yield Problem(where, f"{len(options)} options; at most {MOST_OPTIONS} have a digit")
            case Pick(most=most) if most > MOST_OPTIONS:
                yield Problem(where, f"{most} options; at most {MOST_OPTIONS} have a digit")
            case Text(digits=False, options=ways) if not any(
                word.isdecimal() for way in ways for word in subject.catalog.option_words(ask.says, way)
            ):
                yield Problem(where, "wants letters, and no option has a digit among its words")
            case _:
                pass


def words_mean_one_option(subject: Subject) -> Iterator[Problem]:
    for where, ask in subject.asks():
        heard = _heard(subject, ask)
        for one, two in combinations(heard, 2):
            for word in sorted(heard[one] & heard[two]):
                yield Problem(where, f"{word!r} means both {one} and {two}")


def digits_keep_their_meaning(subject: Subject) -> Iterator[Problem]:
    """No option takes 0, 9 or # for itself, nor the number of another one."""
    for where, ask in subject.asks():
        for number, (option, words) in enumerate(_heard(subject, ask).items(), 1):
            taken = {PERSON, MENU, *BACK} if isinstance(ask.hears, Text) else _not_its_own(number)
            for word in sorted(words & taken):
                yield Problem(where, f"{word!r} cannot stand for {option}, for it means something else")


def a_person_is_near(subject: Subject) -> Iterator[Problem]:
    """From every question the real engine calls a person after so many unheard messages, and at once on 0."""
    for where, unheard, asked in ways_to_a_person(subject):
        if unheard > NEAR:
            yield Problem(
                where, f"a person comes after {unheard} messages that are not understood, {NEAR} allowed"
            )
        if asked > 1:
            yield Problem(where, "0 does not call a person")


def ways_to_a_person(subject: Subject) -> Iterator[tuple[str, int, int]]:
    """For every question: the messages until a person comes when nothing is understood, and when 0 is sent."""
    script = hollow(subject.script)
    engine = Engine(script, Ears(_Deaf(), subject.catalog))
    for flow in script.every:
        for state in flow.states:
            if isinstance(state, Ask):
                frames = [Frame(flow.name, state.name, flow.revision)]
                if flow.name != script.home:
                    frames.insert(0, Frame(script.home, script.flow(script.home).start.name, 1))
                start = Position(tuple(frames), shown=True)
                where = f"{flow.name}.{state.name}"
                yield where, _messages(engine, start, _sticker()), _messages(engine, start, _zero())


def _messages(engine: Engine, position: Position, heard: Heard) -> int:
    for count in range(1, 3 * NEAR):
        step = engine.step(position=position, heard=heard, facts=None)
        if any(isinstance(command, HandOff) for command in step.commands):
            return count
        position = step.position
    return 3 * NEAR


def _heard(subject: Subject, ask: Ask) -> dict[str, set[str]]:
    """The words of each option in every form, and the digits in them."""
    options = ask.hears.options if isinstance(ask.hears, Choice | Text) else {}
    words = {option: subject.catalog.option_words(ask.says, option) for option in options}
    return {option: {" ".join(word.casefold().split()) for word in words[option]} for option in options}


def _not_its_own(number: int) -> set[str]:
    return {str(digit) for digit in range(10) if digit != number} | set(BACK)


class _Deaf:
    """Understands nothing at all."""

    def read(self, text: str, *, today: date, waiting: Waiting = "nothing") -> Meaning:
        del today, waiting
        return _nothing(text)

    def choose(self, _text: str, *, options: object, among: bool = False) -> None:
        del options, among

    def written_date(self, _text: str, *, today: date) -> None:
        del today


def _sticker() -> Heard:
    return Heard(_nothing(""), "", kind="sticker")


def _zero() -> Heard:
    return Heard(_nothing(PERSON), PERSON)


def _nothing(text: str) -> Meaning:
    return Meaning(text, LANGUAGES[0], "out_of_scope", 0.0, language_sure=False)


RULES: tuple[Property, ...] = (
    digits_are_enough,
    words_mean_one_option,
    digits_keep_their_meaning,
    a_person_is_near,
)
