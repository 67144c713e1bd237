"""What we say, in three written forms: Fluent messages, found by key, filled with plain values.

A key "repay.due" is the message `repay-due`. Its attribute `sms` is a shorter text for SMS, an attribute named like
an option is that option's label, and `<option>_words` lists other words for it, separated by commas.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

from bot.conversation.grammar import Json
from bot.conversation.values import FORMATS
from bot.understanding import LANGUAGES, Language

RESERVED = ("sms",)


class MissingText(Exception):
    """A key, an attribute or a value that the catalogue lacks; `qist flows check` finds these beforehand."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value goes into a text, and the function that writes it there ("" for plain text)."""

    name: str
    function: str


class Catalog:
    """Built once at the start from {written form: {file name: text}}. Raises MissingText on junk entries."""

    def __init__(self, texts: Mapping[str, Mapping[str, str]]) -> None:
        self._bundles = {form: _bundle(form, texts.get(form, {})) for form in LANGUAGES}
        self._words = lru_cache(maxsize=None)(self._option_words)

    def text(self, *, language: Language, channel: str, key: str, params: Mapping[str, Json]) -> str:
        """The message for a channel. Raises MissingText when there is none or a placeholder is not filled."""
        message = self._message(language, key)
        if channel == "sms" and "sms" in message.attributes:
            return self._format(language, message.attributes["sms"], params, key)
        if message.value is None:
            raise MissingText(f"{language}: {key} has no text")
        return self._format(language, message.value, params, key)

    def label(self, *, language: Language, channel: str, label: str, params: Mapping[str, Json]) -> str:
        """The label of an option, "repay.due.pay_due"; `<option>_sms` where a line has more room than a button."""
        key, _, option = label.rpartition(".")
        attributes = self._message(language, key).attributes
        if channel == "sms" and f"{option}_sms" in attributes:
            option = f"{option}_sms"
        if option not in attributes:
            raise MissingText(f"{language}: {key} has no label for {option}")
        return self._format(language, attributes[option], params, label)

    def option_words(self, key: str, option: str) -> Sequence[str]:
        """Every word for an option in every written form: people mix, so all of them listen."""
        return self._words(key, option)

    def has(self, language: Language, key: str) -> bool:
        return bool(self._bundles[language].has_message(_identifier(key)))

    def attributes(self, language: Language, key: str) -> set[str]:
        return set(self._message(language, key).attributes)

    def placeholders(self, language: Language, key: str, attribute: str = "") -> dict[str, str]:
        """The variables of a text, each with the function that formats it ("" for plain text)."""
        message = self._message(language, key)
        pattern = message.attributes[attribute] if attribute else message.value
        return dict(_variables(pattern)) if pattern is not None else {}

    def pieces(self, language: Language, key: str) -> list[str | Place]:
        """The text cut at its values: words as they stand, and a place for each value. Raises MissingText."""
        pattern = self._message(language, key).value
        if pattern is None:
            raise MissingText(f"{language}: {key} has no text")
        found: list[str | Place] = []
        for element in pattern.elements if isinstance(pattern, ast.Pattern) else [pattern]:
            if isinstance(element, ast.TextElement):
                found.append(element.value)
            else:
                found += [Place(name, function) for name, function in _variables(element)]
        return found

    def literal(self, language: Language, key: str) -> str:
        """What a message says by itself, without what fills it."""
        finder = _Literal()
        finder.visit(self._message(language, key).value or ast.Pattern([]))
        return " ".join(" ".join(finder.found).split())

    def keys(self, language: Language) -> set[str]:
        names: Mapping[str, object] = self._bundles[language]._messages
        return {name.replace("-", ".", 1) for name in names}

    def _option_words(self, key: str, option: str) -> tuple[str, ...]:
        found: list[str] = []
        for language in LANGUAGES:
            attributes = self._message(language, key).attributes
            if option in attributes and not self.placeholders(language, key, option):
                found.append(self._format(language, attributes[option], {}, key))
            if extra := attributes.get(f"{option}_words"):
                found += self._format(language, extra, {}, key).split(",")
        return tuple(word.strip() for word in found if word.strip())

    def _message(self, language: Language, key: str) -> Any:
        bundle = self._bundles[language]
        if not bundle.has_message(_identifier(key)):
            raise MissingText(f"{language}: no message {key}")
        return bundle.get_message(_identifier(key))

    def _format(self, language: Language, pattern: Any, params: Mapping[str, Json], key: str) -> str:
        text, errors = self._bundles[language].format_pattern(pattern, dict(params))
        if errors:
            raise MissingText(f"{language}: {key}: {errors[0]}")
        return str(text)


def _identifier(key: str) -> str:
    return key.replace(".", "-", 1)


def _bundle(form: Language, files: Mapping[str, str]) -> FluentBundle:
    # Always "en" inside: our own functions write amounts and dates, and no library may guess a direction or a
    # format for Roman Urdu (Babel would take ur-Latn for ur).
    functions: dict[str, Callable[..., Any]] = {name: partial(rule, form) for name, rule in FORMATS.items()}
    bundle = FluentBundle(["en"], functions=functions, use_isolating=False)
    for name, text in files.items():
        resource = FluentResource(text)
        junk = [entry for entry in resource.body if isinstance(entry, ast.Junk)]
        if junk:
            raise MissingText(f"{form}/{name}: cannot be read near: {_near(junk[0].content or '')}")
        bundle.add_resource(resource)
    return bundle


def _near(content: str) -> str:
    return re.sub(r"\s+", " ", content)[:60]


def _variables(pattern: Any) -> Iterator[tuple[str, str]]:
    finder = _Variables()
    finder.visit(pattern)
    yield from finder.found


class _Variables(Visitor):
    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []
        self._function = ""

    def visit_FunctionReference(self, node: ast.FunctionReference) -> None:
        self._function = node.id.name
        self.generic_visit(node)
        self._function = ""

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.found.append((node.id.name, self._function))


class _Literal(Visitor):
    def __init__(self) -> None:
        self.found: list[str] = []

    def visit_TextElement(self, node: ast.TextElement) -> None:
        self.found.append(node.value)
