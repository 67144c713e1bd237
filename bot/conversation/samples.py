"""The longest plausible values, so that what fits in a check fits in life. What a text names, its flows explain."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.conversation.catalog import Catalog
from bot.conversation.grammar import Json, lines
from bot.understanding import LANGUAGES

# For what a text formats itself: an amount in paisa, a day with a long name in a long month.
BY_FUNCTION: Mapping[str, Json] = {
    "RUPEES": 5_000_000, "DAY": "2026-09-28", "SHORTDAY": "2026-09-28", "DATE": "2026-09-28",
    "WEEKDAY": "2026-09-30", "TIME": "12:30",
}  # fmt: skip


class NoSample(Exception):
    """A text names a value for which there is no sample."""


@dataclass(frozen=True)
class Samples:
    """`values`: by name. `lines`: "message.key:name" → the key of each line and how many there can be. `items`: how
    many options a `Pick` plausibly shows."""

    values: Mapping[str, Json] = field(default_factory=dict)
    lines: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    items: int = 3

    def params(self, catalog: Catalog, key: str) -> dict[str, Json]:
        """Everything that any form, channel or label of a message names. Raises NoSample."""
        return {name: self._value(catalog, key, name, function) for name, function in variables(catalog, key)}

    def _value(self, catalog: Catalog, key: str, name: str, function: str) -> Json:
        if line := self.lines.get(f"{key}:{name}"):
            inner, count = line
            return lines([(inner, self.params(catalog, inner))] * count)
        if function:
            return BY_FUNCTION[function]
        if name not in self.values:
            raise NoSample(f"no sample for ${name}; add one beside the others")
        return self.values[name]


def variables(catalog: Catalog, key: str) -> Iterator[tuple[str, str]]:
    """Each name once, with a function that formats it if any text uses one."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        if not catalog.has(language, key):
            continue
        for attribute in ("", *sorted(catalog.attributes(language, key))):
            for name, function in catalog.placeholders(language, key, attribute).items():
                found[name] = found.get(name) or function
    yield from found.items()
