"""Messages that WhatsApp approves beforehand: a text of the catalogue with numbered places for what changes.

A text that changes is another template: its name carries a digest of everything that was approved.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from bot.conversation.catalog import Catalog, Place
from bot.conversation.grammar import Json, Template
from bot.conversation.samples import BY_FUNCTION
from bot.conversation.turn import Say, Shown
from bot.conversation.values import FORMATS
from bot.understanding import Language

# WhatsApp knows no code for Urdu in Latin letters: docs/decisions/0010.
CODES: Mapping[Language, str] = {"en": "en", "ur": "ur"}
DIGEST = 8  # hexadecimal digits: a catalogue of a dozen texts will not meet the same twice


@dataclass(frozen=True, slots=True)
class Written:
    """A template in one written form, as WhatsApp is asked to approve it. `code`: the language it is handed in as."""

    template: str
    language: Language
    code: str
    body: str
    samples: tuple[str, ...]
    buttons: tuple[tuple[str, str], ...]  # payload, title

    @property
    def digest(self) -> str:
        approved = [self.code, self.body, self.buttons]
        return hashlib.sha256(json.dumps(approved, ensure_ascii=False).encode()).hexdigest()[:DIGEST]

    @property
    def name(self) -> str:
        """Lower case, digits and underscores, as WhatsApp wants names."""
        return f"qist_{self.template}_{self.language.lower().replace('-', '_')}_{self.digest}"


def say(template: Template, params: Mapping[str, Json]) -> Say:
    """The same as a message that needs no approval: inside the window, and by SMS."""
    choices = tuple(Shown(answer, answer) for answer in template.answers)
    return Say(template.key, params, choices=choices, tag="question" if choices else "")


def write(template: Template, *, language: Language, catalog: Catalog, roman_as: str = "ur") -> Written:
    """The template in one form. Raises MissingText, and KeyError when a plain value has no sample."""
    pieces = catalog.pieces(language, template.key)
    places = [piece for piece in pieces if not isinstance(piece, str)]
    numbers = iter(range(1, len(places) + 1))
    examples = {**BY_FUNCTION, **template.samples}
    return Written(
        template=template.name,
        language=language,
        code=CODES.get(language, roman_as),
        body="".join(piece if isinstance(piece, str) else f"{{{{{next(numbers)}}}}}" for piece in pieces),
        samples=tuple(_filled(language, place, examples[place.function or place.name]) for place in places),
        buttons=tuple(
            (answer, catalog.label(language=language, channel="whatsapp", label=answer, params={}))
            for answer in template.answers
        ),
    )


def filling(
    template: Template, *, language: Language, catalog: Catalog, params: Mapping[str, Json]
) -> tuple[str, ...]:
    """What goes into the numbered places, in their order."""
    pieces = catalog.pieces(language, template.key)
    return tuple(
        _filled(language, piece, params[piece.name]) for piece in pieces if not isinstance(piece, str)
    )


def _filled(language: Language, place: Place, value: Json) -> str:
    text = FORMATS[place.function](language, value) if place.function else str(value)
    return " ".join(text.split())  # a line break or a run of blanks in a value is refused
