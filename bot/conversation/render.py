"""Says → messages ready to send: written form, channel, choices as buttons or digits, SMS kept in its segments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from bot.conversation.catalog import Catalog
from bot.conversation.grammar import Json
from bot.conversation.phrases import FOOTER
from bot.conversation.segments import measure
from bot.conversation.turn import Say, Shown
from bot.understanding import Language

Channel = Literal["whatsapp", "sms"]


@dataclass(frozen=True, slots=True)
class Rendered:
    """One message. On SMS the choices are digits inside `text`; on WhatsApp they are `buttons` (payload, title)."""

    text: str
    buttons: tuple[tuple[str, str], ...] = ()
    language: Language = "en"
    tag: str = ""


def render(says: Iterable[Say], *, language: Language, channel: Channel, catalog: Catalog) -> list[Rendered]:
    """Every say becomes text; neighbours share a message unless one must stand alone. Raises MissingText."""
    messages: list[Rendered] = []
    joinable = False
    for say in says:
        message = _one(say, _form(say, language, channel), channel, catalog)
        if joinable and not say.alone:
            messages[-1] = _join(messages[-1], message, channel)
        else:
            messages.append(message)
        joinable = not say.alone and not say.choices
    return [_finish(message, channel, catalog) for message in messages]


def default_language(channel: Channel) -> Language:
    """Before any evidence: Roman Urdu costs a third of Urdu script on SMS; on WhatsApp Urdu is what most read."""
    return "ur-Latn" if channel == "sms" else "ur"


def _form(say: Say, language: Language, channel: Channel) -> Language:
    if say.language == "own":
        return language
    if say.language == "other":
        return "en" if language != "en" else default_language(channel)
    raise ValueError(f"no such written form: {say.language}")


def _one(say: Say, language: Language, channel: Channel, catalog: Catalog) -> Rendered:
    params = {name: _value(value, language, channel, catalog) for name, value in say.params.items()}
    text = catalog.text(language=language, channel=channel, key=say.key, params=params)
    labels = [_label(choice, language, channel, catalog) for choice in say.choices]
    if channel == "sms" and labels:
        numbered = [f"{number} {label}" for number, label in enumerate(labels, 1)]
        return Rendered("\n".join([text, *numbered]), (), language, say.tag)
    buttons = tuple((choice.payload, label) for choice, label in zip(say.choices, labels, strict=True))
    return Rendered(text, buttons, language, say.tag)


def _label(choice: Shown, language: Language, channel: Channel, catalog: Catalog) -> str:
    params = {name: _value(value, language, channel, catalog) for name, value in choice.params.items()}
    return catalog.label(language=language, channel=channel, label=choice.label, params=params)


def _value(value: Json, language: Language, channel: Channel, catalog: Catalog) -> Json:
    """What `grammar.lines` made becomes text here, in the form and for the channel of the message around it."""
    if not isinstance(value, Mapping):
        return value
    return "\n".join(
        catalog.text(language=language, channel=channel, key=key, params=params)
        for key, params in value["lines"]
    )


def _join(first: Rendered, second: Rendered, channel: Channel) -> Rendered:
    gap = "\n" if channel == "sms" else "\n\n"
    tag = second.tag or first.tag
    return replace(second, text=f"{first.text}{gap}{second.text}", tag=tag)


def _finish(message: Rendered, channel: Channel, catalog: Catalog) -> Rendered:
    """On SMS the way to a person and to the menu is added wherever it costs nothing."""
    if channel != "sms" or message.tag != "question":
        return message
    footer = catalog.text(language=message.language, channel=channel, key=FOOTER, params={})
    longer = f"{message.text}\n{footer}"
    free = measure(longer).segments == measure(message.text).segments
    return replace(message, text=longer) if free else message
