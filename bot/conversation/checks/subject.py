"""What is checked: a script, its texts, and values to try them with."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from bot.conversation import templates
from bot.conversation.catalog import Catalog
from bot.conversation.checks.problems import Problem
from bot.conversation.grammar import Ask, Choice, Do, End, Flow, Hand, Json, Pick, Script, State, Tell
from bot.conversation.render import Channel, Rendered, render
from bot.conversation.samples import Samples
from bot.conversation.turn import Say, Shown
from bot.understanding import Language

CHANNELS: tuple[Channel, ...] = get_args(Channel)


@dataclass(frozen=True, slots=True)
class Subject:
    script: Script
    catalog: Catalog
    samples: Samples
    intents: frozenset[str]

    def states(self) -> Iterator[tuple[Flow, State]]:
        for flow in self.script.every:
            for state in flow.states:
                yield flow, state

    def asks(self) -> Iterator[tuple[str, Ask]]:
        for flow, state in self.states():
            if isinstance(state, Ask):
                yield f"{flow.name}.{state.name}", state

    def said(self) -> Iterator[tuple[str, str]]:
        """Every place of a flow that says something, with the key of what it says."""
        for flow, state in self.states():
            if key := key_of(state):
                yield f"{flow.name}.{state.name}", key
        yield from self.script.side_answers.items()
        for template in self.script.templates:
            yield f"the template {template.name}", template.key

    def says(self) -> Iterator[Say]:
        """Every message of the product, filled with the longest plausible values."""
        tags = {state.says: state.tag for _, state in self.states() if isinstance(state, Tell)}
        asked = {ask.says: ask for _, ask in self.asks()}
        approved = {template.key: template for template in self.script.templates}
        for key in sorted(self.catalog.keys("en")):
            params = self.samples.params(self.catalog, key)
            if key in asked:
                yield Say(key, params, choices=self._choices(asked[key], params), tag="question")
            elif key in approved:
                yield templates.say(approved[key], params)
            else:
                yield Say(key, params, tag=tags.get(key, ""))

    def rendered(self, say: Say, *, language: Language, channel: Channel) -> Rendered:
        """The very message that would go out."""
        return render([say], language=language, channel=channel, catalog=self.catalog)[0]

    def _choices(self, ask: Ask, params: Mapping[str, Json]) -> tuple[Shown, ...]:
        names = labels(ask)
        if isinstance(ask.hears, Pick):
            names *= min(ask.hears.most, self.samples.items)
        return tuple(Shown(name, f"{ask.says}.{name}", params) for name in names)


Property = Callable[[Subject], Iterator[Problem]]


def key_of(state: State) -> str:
    """The message a state says, or ""."""
    match state:
        case Ask() | Tell() | Hand() | End():
            return state.says
        case Do():
            return ""


def labels(ask: Ask) -> list[str]:
    """The attributes that name the options of a question."""
    if isinstance(ask.hears, Choice):
        return list(ask.hears.options)
    return ["item"] if isinstance(ask.hears, Pick) else []
