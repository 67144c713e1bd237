"""Checks of what is said: every key in every form, same placeholders, room on buttons, segments of an SMS."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from bot.conversation.catalog import Catalog, MissingText
from bot.conversation.grammar import Ask, Choice, End, Hand, Pick, Script, Tell
from bot.conversation.problems import Problem
from bot.conversation.segments import measure
from bot.understanding import LANGUAGES, Language

BUTTON_TITLE, LIST_TITLE, BUTTONS, BODY = 20, 24, 3, 1024
QUESTION_SEGMENTS, STATEMENT_SEGMENTS = 2, 3
# Urdu script on SMS costs a third of the room; it is sent only to those who write it.
URDU_FACTOR = 3
# The longest plausible value for each function and each plain name that a text may use.
BY_FUNCTION: Mapping[str, Any] = {
    "RUPEES": 5_000_000, "DAY": "2026-09-28", "SHORTDAY": "2026-09-28", "DATE": "2026-09-28",
    "WEEKDAY": "2026-09-30",
}  # fmt: skip
BY_NAME: Mapping[str, Any] = {
    "shop": "Misaal Silai Markaz", "name": "Muhammad Abdul Rehman", "loan": "88888888", "rate": "73.99",
    "reference": "8888888888", "link": "https://qist.example.pk/pay/8888888888", "agent": "Ayesha Siddiqua",
    "days": 90, "count": 4, "number": 4, "left": 2, "needed": 18, "grace": 3, "hours": 24,
    "advance": "yes", "free": "no", "paid": "no",
}  # fmt: skip
LINES: Mapping[str, tuple[str, int]] = {
    "rows": ("kfs.row", 4), "plans": ("owe.plan", 1), "offers": ("buy.offer", 3),
    "reasons": ("reason.income_low", 1), "why": ("reason.limit_by_all_lenders", 2),
}  # fmt: skip


def check_copy(script: Script, catalog: Catalog) -> tuple[list[Problem], int]:
    """What is wrong with the texts, and the segments of the longest SMS question in the default form."""
    problems = list(_keys(script, catalog))
    if problems:
        return problems, 0
    problems += _placeholders(catalog)
    problems += _words(script, catalog)
    longest = 0
    for ask in _asks(script):
        problems += _titles(ask, catalog)
        for language in LANGUAGES:
            segments = measure(_sms(ask, language, catalog)).segments
            if language == "ur-Latn":
                longest = max(longest, segments)
            problems += _budget(ask, language, segments)
    for key in sorted(catalog.keys("ur-Latn")):
        problems += _plain_sms(key, catalog)
    return problems, longest


def _said(script: Script) -> Iterator[tuple[str, str]]:
    for flow in script.flows:
        for state in flow.states:
            match state:
                case Ask() | Tell() | Hand():
                    yield f"{flow.name}.{state.name}", state.says
                case End() if state.says:
                    yield f"{flow.name}.{state.name}", state.says
    yield from script.side_answers.items()


def _asks(script: Script) -> list[Ask]:
    return [state for flow in script.flows for state in flow.states if isinstance(state, Ask)]


def _labels(ask: Ask) -> Sequence[str]:
    if isinstance(ask.hears, Choice):
        return list(ask.hears.options)
    return ["item"] if isinstance(ask.hears, Pick) else []


def _keys(script: Script, catalog: Catalog) -> Iterator[Problem]:
    for language in LANGUAGES:
        for where, key in _said(script):
            if not catalog.has(language, key):
                yield Problem(where, f"{language} has no text {key}")
        for ask in _asks(script):
            if catalog.has(language, ask.says):
                for label in set(_labels(ask)) - catalog.attributes(language, ask.says):
                    yield Problem(ask.says, f"{language} has no label for {label}")


def _placeholders(catalog: Catalog) -> Iterator[Problem]:
    """The three forms of a message say the same figures."""
    for key in sorted(catalog.keys("en")):
        sets = {form: set(catalog.placeholders(form, key)) for form in LANGUAGES if catalog.has(form, key)}
        for form in LANGUAGES:
            if form not in sets:
                yield Problem(key, f"{form} has no text")
            elif sets[form] != sets["en"]:
                yield Problem(key, f"{form} does not have the placeholders of en")


def _words(script: Script, catalog: Catalog) -> Iterator[Problem]:
    """No word means two options of one question."""
    for ask in _asks(script):
        if not isinstance(ask.hears, Choice):
            continue
        heard = {
            option: {word.casefold() for word in catalog.option_words(ask.says, option)}
            for option in ask.hears.options
        }
        for one, two in combinations(heard, 2):
            for word in heard[one] & heard[two]:
                yield Problem(ask.says, f"{word!r} means both {one} and {two}")


def _titles(ask: Ask, catalog: Catalog) -> Iterator[Problem]:
    labels = _labels(ask)
    count = ask.hears.most if isinstance(ask.hears, Pick) else len(labels)
    most = BUTTON_TITLE if count <= BUTTONS else LIST_TITLE
    for language in LANGUAGES:
        for label in labels:
            params = sample(catalog.placeholders(language, ask.says, label), language, "whatsapp", catalog)
            title = catalog.label(
                language=language, channel="whatsapp", label=f"{ask.says}.{label}", params=params
            )
            if len(title) > most:
                yield Problem(ask.says, f"{language}: the button {title!r} has more than {most} characters")


def _sms(ask: Ask, language: Language, catalog: Catalog) -> str:
    lines = [text_of(ask.says, language, "sms", catalog)]
    count = min(ask.hears.most, 3) if isinstance(ask.hears, Pick) else 1
    for label in _labels(ask):
        sms = f"{label}_sms" if f"{label}_sms" in catalog.attributes(language, ask.says) else label
        params = sample(catalog.placeholders(language, ask.says, sms), language, "sms", catalog)
        title = catalog.label(language=language, channel="sms", label=f"{ask.says}.{label}", params=params)
        lines += [f"1 {title}"] * count
    return "\n".join(lines)


def _budget(ask: Ask, language: Language, segments: int) -> Iterator[Problem]:
    most = QUESTION_SEGMENTS * (URDU_FACTOR if language == "ur" else 1)
    if segments > most:
        yield Problem(ask.says, f"{language}: {segments} segments of SMS, at most {most}")


def _plain_sms(key: str, catalog: Catalog) -> Iterator[Problem]:
    """On SMS everything that is not Urdu script is pure GSM-7, and a statement keeps its own budget."""
    for language in ("en", "ur-Latn"):
        form: Language = "en" if language == "en" else "ur-Latn"
        size = measure(text_of(key, form, "sms", catalog))
        if size.encoding != "GSM-7":
            yield Problem(key, f"{form}: a letter outside GSM-7 makes this SMS three times as dear")
        if size.segments > STATEMENT_SEGMENTS:
            yield Problem(key, f"{form}: {size.segments} segments of SMS, at most {STATEMENT_SEGMENTS}")


def text_of(key: str, language: Language, channel: str, catalog: Catalog) -> str:
    """The message with the longest plausible values. Raises MissingText."""
    attribute = "sms" if channel == "sms" and "sms" in catalog.attributes(language, key) else ""
    variables = catalog.placeholders(language, key, attribute)
    params = sample(variables, language, channel, catalog)
    return catalog.text(language=language, channel=channel, key=key, params=params)


def sample(
    variables: Mapping[str, str], language: Language, channel: str, catalog: Catalog
) -> dict[str, Any]:
    return {name: _value(name, function, language, channel, catalog) for name, function in variables.items()}


def _value(name: str, function: str, language: Language, channel: str, catalog: Catalog) -> Any:
    if function:
        return BY_FUNCTION[function]
    if name in LINES:
        key, count = LINES[name]
        return "\n".join([text_of(key, language, channel, catalog)] * count)
    if name not in BY_NAME:
        raise MissingText(f"no sample value for ${name}; add one beside the others")
    return BY_NAME[name]
