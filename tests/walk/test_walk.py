"""The real engine through every edge of every state, with every kind of message, in three forms on two channels.

No exception, no silence, no dead end, no text missing or left open, no message beyond its segments, no figure lost.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, get_args

import pytest
from walk.customer import FACTS, SLOTS, facts_in
from world import _built_once

from bot.conversation.catalog import Catalog
from bot.conversation.checks.sizes import budget
from bot.conversation.engine import Engine, Step
from bot.conversation.grammar import Ask, Choice, Do, End, Flow, Goto, Open, Pick, Script, State, Text
from bot.conversation.hearing import Heard
from bot.conversation.position import Frame, Position
from bot.conversation.render import Channel, Rendered, render
from bot.conversation.segments import measure
from bot.conversation.turn import Say
from bot.conversation.ways import targets
from bot.understanding import LANGUAGES, Language
from flows import SCRIPT

CHANNELS: tuple[Channel, ...] = get_args(Channel)
FLOWS = [pytest.param(flow, id=flow.name) for flow in SCRIPT.flows]
LEFT_OPEN = re.compile(r"[{}$]|None|\bMISSING\b|common-|\bRUPEES\b")
ANSWERS = {
    "Amount": ("2000", "2 hazar", "۲۰۰۰", "do hzar", "1", "99999999"),
    "Date": ("kal", "1 december", "کل", "1 decmber", "2020-01-01"),
    "Born": ("15081990", "15-8-1990", "۱۵-۰۸-۱۹۹۰", "31-02-1990", "2026-11-30"),
    "Day": ("05", "5 tareekh", "۰۵", "40"),
    "Cnic": ("3520212345671", "35202-1234567-1", "352021234567"),
    "Pin": ("4826", "۴۸۲۶", "1111", "48"),
    "Text": ("Namoona Khan", "101", "نمونہ خان", "1", "?"),
}
ALWAYS = (
    "", "   ", "?", "0", "9", "#", "*", "menu", "مینو", "wapas", "cancel", "STOP", "start", "help", "madad", "salam",
    "shukriya", "thanks", "khuda hafiz", "yeh halal hai?", "کیا یہ حلال ہے", "late fee kitni hai", "kya yeh safe hai",
    "plans kaun se hain", "insan se baat karni hai", "qist deni hai", "baqi raqam", "meri limit", "paise nahi hain",
    "naukri chali gayi", "shikayat hai", "sim gum ho gayi", "saman wapas karna hai", "english please", "اردو میں",
    "order 45678901", "Order 99999999", "آرڈر نمبر ۴۵۶۷۸۹۰۲", "45678901", "123456", "654321", "81111111 123456",
    "03001234567 15000", "statement chahiye", "asdf qwer", "haan", "nahi", "12345678901234567890", "\u202e", "😀",
)  # fmt: skip
MEDIA = ("image", "audio", "sticker", "location", "unknown", "call")


def engine(script: Script = SCRIPT) -> Engine:
    return replace(_built_once().engine, script=script)


def catalog() -> Catalog:
    return _built_once().catalog


def at(flow: Flow, state: State, language: Language | None) -> Position:
    frame = Frame(flow.name, state.name, flow.revision, dict(SLOTS))
    below = () if flow.name == SCRIPT.home else (Frame(SCRIPT.home, "menu", 1),)
    return Position((*below, frame), language, shown=isinstance(state, Ask))


def messages(ask: Ask, flow: Flow) -> Iterator[Heard]:
    """What people may send to a question, and what they send whatever was asked."""
    yield from map(typed, (*_fitting(ask), *ALWAYS))
    yield from (typed("", kind=kind) for kind in MEDIA)
    for option in _options(ask):
        yield typed(option, button=f"{flow.name}.{ask.name}.{option}")


def _fitting(ask: Ask) -> Iterator[str]:
    if isinstance(ask.hears, Choice | Text):
        for option in ask.hears.options:
            words = catalog().option_words(ask.says, option)
            yield from words
            yield from (f"{word[:1]}{word}" for word in words)  # a letter doubled
    if isinstance(ask.hears, Choice | Pick):
        yield from map(str, range(1, 10))
    yield from ANSWERS.get(type(ask.hears).__name__, ())


def _options(ask: Ask) -> tuple[str, ...]:
    if isinstance(ask.hears, Choice):
        return tuple(ask.hears.options)
    return tuple(map(str, range(1, ask.hears.most + 1))) if isinstance(ask.hears, Pick) else ()


def typed(text: str, *, button: str = "", kind: str = "text") -> Heard:
    meaning = _built_once().understanding.read(text, today=FACTS.today, waiting="nothing")
    return Heard(meaning, text, button, kind)


def sound(step: Step, *, where: str) -> None:
    """What is promised of every turn, in every form on every channel."""
    assert step.says, f"{where}: nothing was said"
    position = step.position
    handed = any(type(command).__name__ == "HandOff" for command in step.commands)
    top = SCRIPT.flow(position.top.flow).state(position.top.state)
    assert handed or isinstance(top, Ask) or len(position.frames) == 1 or isinstance(top, End), (
        f"{where}: a dead end"
    )
    for language in LANGUAGES:
        for channel in CHANNELS:
            for say in step.says:
                fits(say, language, channel, where)


def fits(say: Say, language: Language, channel: Channel, where: str) -> None:
    for message in render([say], language=language, channel=channel, catalog=catalog()):
        shown = f"{where}: {language} {channel} {say.key}"
        assert message.text.strip(), shown
        titles = " ".join(title for _, title in message.buttons)
        assert not LEFT_OPEN.search(message.text + titles), f"{shown}: {message.text}"
        missing = {
            figure for figure in _figures(say, message, channel) if figure not in _digits(message.text)
        }
        assert not missing, f"{shown} lost {missing}"
        if channel == "sms":
            size = measure(message.text)
            assert size.segments <= budget(tag=message.tag, language=message.language), (
                f"{shown}: {size.segments}"
            )
            assert message.language == "ur" or size.encoding == "GSM-7", shown


def _figures(say: Say, message: Rendered, channel: Channel) -> Iterator[str]:
    """The digits of every amount that the text of this form and channel names outside a choice between texts."""
    attributes = catalog().attributes(message.language, say.key)
    attribute = "sms" if channel == "sms" and "sms" in attributes else ""
    named = catalog().placeholders(message.language, say.key, attribute)
    for name, function in named.items():
        if function == "RUPEES" and name in say.params:
            yield str(say.params[name] // 100)


def _digits(text: str) -> str:
    return text.replace(",", "")


@pytest.mark.parametrize("flow", FLOWS)
def test_every_question_with_every_message(flow: Flow) -> None:
    real = engine()
    for ask in (state for state in flow.states if isinstance(state, Ask)):
        for heard in messages(ask, flow):
            for language in (None, *LANGUAGES):
                where = f"{flow.name}.{ask.name} <- {heard.text or heard.kind!r}"
                sound(
                    real.step(position=at(flow, ask, language), heard=heard, facts=facts_in(flow.name)),
                    where=where,
                )


@pytest.mark.parametrize("flow", FLOWS)
def test_every_edge(flow: Flow) -> None:
    """Each outcome of each function, each option of each question, each next: forced, then walked by the engine."""
    for state in flow.states:
        for target in targets(state):
            sound(_through(flow, state, target), where=f"{flow.name}.{state.name} -> {target}")


def _through(flow: Flow, state: State, target: Any) -> Step:
    """One turn that begins with this edge, through a door beside the state that leads nowhere else."""
    if isinstance(target, Open) and isinstance(state, Ask) and isinstance(state.hears, Choice):
        option = next(name for name, leads in state.hears.options.items() if leads == target)
        heard = typed(option, button=f"{flow.name}.{state.name}.{option}")
        return engine().step(position=at(flow, state, "en"), heard=heard, facts=facts_in(flow.name))
    door = Do("door", run=_out, outcomes={"out": target})
    widened = replace(flow, states=(*flow.states, door))
    script = replace(SCRIPT, flows=tuple(widened if one is flow else one for one in SCRIPT.flows))
    return engine(script).resume(position=at(flow, door, "en"), facts=facts_in(flow.name))


def _out(_task: Any) -> str:
    return "out"


def test_goto_carries_only_what_it_names() -> None:
    for flow in SCRIPT.flows:
        for state in flow.states:
            for target in targets(state):
                if isinstance(target, Goto):
                    top = _through(flow, state, target).position.top
                    if top.flow == target.flow:
                        kept = SLOTS.keys() & top.slots.keys()
                        assert kept >= set(target.carry) & kept
