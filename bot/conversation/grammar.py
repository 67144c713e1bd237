"""The words a conversation is written in: flows, states, and what each state hears.

A flow is data. The engine walks it, the checker proves things about it, nothing in it does anything by itself.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from bot.understanding import Language as Language
from bot.understanding import Waiting

Json = Any  # what survives a round trip through JSON: str, int, bool, None, list, dict
Slots = Mapping[str, Json]
F = TypeVar("F")


class Task(Generic[F]):
    """What a `Do` may see and leave behind: facts and slots to read, slots to keep, commands to issue."""

    def __init__(self, *, facts: F, slots: Slots) -> None:
        self.facts = facts
        self.slots: dict[str, Json] = dict(slots)
        self.commands: list[object] = []

    def keep(self, **slots: Json) -> None:
        self.slots.update(slots)

    def drop(self, *names: str) -> None:
        for name in names:
            self.slots.pop(name, None)

    def issue(self, command: object) -> None:
        self.commands.append(command)


Params = Callable[[Any, Slots], Mapping[str, Json]]


def lines(entries: Iterable[tuple[str, Mapping[str, Json]]]) -> Json:
    """A parameter that becomes one line an entry (message key, parameters), for Fluent has no loops."""
    return {"lines": [[key, dict(params)] for key, params in entries]}


@dataclass(frozen=True, slots=True)
class Open:
    """An option that leads to another flow: it is laid on top, and when it ends this question stands again."""

    flow: str


@dataclass(frozen=True, slots=True)
class Goto:
    """A target that is another flow: this one is over, the other takes its place. `carry`: slots that go along."""

    flow: str
    carry: tuple[str, ...] = ()


Target = str | Open | Goto


@dataclass(frozen=True)
class Choice:
    """A numbered question with fixed options. `intents` lets a whole sentence choose ("mujhe paise dene hain").

    `despite`: intents that an answer may sound like here ("nahi, kahin qist nahi dete" is no hardship).
    `among`: the words of an option count among others, too ("rickshaw chalata hun"); not where money moves.
    `dated`: the flow that a day and nothing else opens here ("kal").
    """

    options: Mapping[str, Target]
    intents: Mapping[str, str] = field(default_factory=dict)
    despite: tuple[str, ...] = ()
    among: bool = False
    dated: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a `Pick`: its value goes into the slot; amount (paisa) or date (ISO) may be said instead."""

    value: Json
    params: Mapping[str, Json]
    amount: int | None = None
    date: str | None = None


@dataclass(frozen=True)
class Pick:
    """A numbered question whose options come from the facts. Labels: attribute `item` of the message.

    `most`: how many items there can be. `free` ("amount", "date" or "number"): another one than those offered is an
    answer too, kept in paisa, as ISO text or as the digits of a number that is longer than any of a line.
    """

    items: Callable[[Any, Slots], Sequence[Item]]
    most: int = 4
    free: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money, kept in paisa. Bounds in paisa.

    `behind`: a slot that was just told and may be told once more in front of the sum ("102 12000").
    """

    at_least: int = 100
    at_most: int = 10_000_000_00
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Date:
    """A day to come, kept as ISO text."""


@dataclass(frozen=True, slots=True)
class Born:
    """A date of birth, kept as ISO text."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month, 1 to 31. Written with two digits, for 9 alone is always the menu."""


@dataclass(frozen=True, slots=True)
class Cnic:
    """An identity card number, 13 digits. Kept in the slot only until the next `Do` takes it away."""


@dataclass(frozen=True, slots=True)
class Pin:
    """Four digits, never stored in a slot beyond the turn."""


@dataclass(frozen=True)
class Text:
    """Free text, at most `longest` characters; `digits` says that a number alone is a fine answer.

    `options`: ways out of the question by their words (attribute `<option>_words`), such as "later".
    """

    longest: int = 60
    digits: bool = False
    options: Mapping[str, Target] = field(default_factory=dict)


Hears = Choice | Pick | Amount | Date | Born | Day | Cnic | Pin | Text

WAITING: dict[type, Waiting] = {
    Choice: "choice", Pick: "choice", Amount: "amount", Date: "date", Born: "date",
    Day: "amount", Cnic: "cnic", Pin: "pin", Text: "text",
}  # fmt: skip


@dataclass(frozen=True)
class Ask:
    """Say something and wait. `known` skips the question when its slot was already filled by what was said."""

    name: str
    says: str
    hears: Hears
    next: Target = ""
    slot: str = ""
    params: Params | None = None
    known: bool = False


@dataclass(frozen=True)
class Tell:
    """Say something and go on. `alone` keeps it a message of its own; `language` "other" says it in the second
    language (English for those who write Urdu, Urdu for those who write English); `tag` marks it for the services."""

    name: str
    says: str
    next: Target
    params: Params | None = None
    alone: bool = False
    language: str = "own"
    tag: str = ""


@dataclass(frozen=True)
class Do:
    """Decide or act. `run` returns one of a Literal, and `outcomes` says where each leads.

    `binds`: it moves money or cannot be undone, so a message sent twice by mistake must not be the answer before it.
    """

    name: str
    run: Callable[[Task[Any]], str]
    outcomes: Mapping[str, Target]
    binds: bool = False


@dataclass(frozen=True)
class Hand:
    """Give the conversation to a person, with the reason; when it comes back the flow goes on at `next`."""

    name: str
    says: str
    reason: str
    next: Target


@dataclass(frozen=True)
class End:
    """The flow is over. `stop` also abandons whatever was waiting for it."""

    name: str
    says: str = ""
    params: Params | None = None
    stop: bool = False


State = Ask | Tell | Do | Hand | End


@dataclass(frozen=True, slots=True)
class Gate:
    """Something that must be true before a flow goes on; when it is not, `flow` is laid on top of it.

    `carry`: slots of the waiting flow that it may know.
    """

    name: str
    flow: str
    passed: Callable[[Any], bool]
    carry: tuple[str, ...] = ()


def _anybody(_facts: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Written:
    """A whole message of one shape that opens a flow; the named groups of `pattern` become its slots.

    The message is looked at in small letters, with the digits 0-9 and single spaces. `first`: it counts before the
    question that is open. `when`: for whom it counts.
    """

    pattern: str
    first: bool = False
    when: Callable[[Any], bool] = _anybody


@dataclass(frozen=True)
class Flow:
    """One conversation. The first state is the start.

    `opens_on`: intents that begin it from anywhere; `written`: messages that do. `needs`: names of gates. `takes`:
    fields of the meaning that opened it ("amount", "date") and the slots they fill. `yields`: when it does not
    understand, the question below it may. `passing`: it only shows something, so whoever goes elsewhere from it is not
    brought back to it. `passes`: gates that its end opens besides its own. `proof`: states that no path to the named
    state may avoid. `aliases`: old name → present name.
    """

    name: str
    states: tuple[State, ...]
    opens_on: tuple[str, ...] = ()
    written: tuple[Written, ...] = ()
    needs: tuple[str, ...] = ("consent",)
    takes: Mapping[str, str] = field(default_factory=dict)
    yields: bool = False
    passing: bool = False
    passes: tuple[str, ...] = ()
    proof: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    revision: int = 1

    @property
    def start(self) -> State:
        return self.states[0]

    def state(self, name: str) -> State | None:
        wanted = self.aliases.get(name, name)
        return next((state for state in self.states if state.name == wanted), None)


@dataclass(frozen=True, slots=True)
class Template:
    """A message that WhatsApp approves beforehand, for the time when free text may not be sent.

    `name`: its text is the message "template.<name>". `answers`: the labels of its buttons, each its payload too.
    `samples`: what a reviewer reads in the place of a plain value, by its name.
    """

    name: str
    answers: tuple[str, ...] = ()
    samples: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"template.{self.name}"


def _no_params(_facts: Any) -> Mapping[str, Json]:
    return {}


@dataclass(frozen=True)
class Script:
    """All flows together. `home` is the flow that is there when no other is; `menus`: flows that home may lay on top of
    itself, whose first question is then the menu.

    `earlier`: revisions that conversations still in progress go on with. `misses`: how often a message may not be
    understood before a person comes. `lock`: the gate before what is private; `private`: the names of values that
    are; `open_anyway`: keys that name one all the same, each with the reason. `templates`: what WhatsApp approves;
    `unfit`: words that make more of such a text than an account update.
    """

    flows: tuple[Flow, ...]
    gates: tuple[Gate, ...]
    home: str = "home"
    menus: tuple[str, ...] = ()
    earlier: tuple[Flow, ...] = ()
    misses: int = 3
    lock: str = ""
    private: frozenset[str] = frozenset()
    open_anyway: Mapping[str, str] = field(default_factory=dict)
    side_answers: Mapping[str, str] = field(default_factory=dict)
    side_params: Callable[[Any], Mapping[str, Json]] = _no_params
    templates: tuple[Template, ...] = ()
    unfit: frozenset[str] = frozenset()

    @property
    def every(self) -> tuple[Flow, ...]:
        """The flows that begin today, and those that are only finished."""
        return (*self.flows, *self.earlier)

    @cached_property
    def revisions(self) -> Mapping[str, tuple[Flow, ...]]:
        """By name, today's first."""
        names = dict.fromkeys(flow.name for flow in self.every)
        return {name: tuple(flow for flow in self.every if flow.name == name) for name in names}

    def flow(self, name: str, revision: int | None = None) -> Flow:
        """The flow as it is today, or the revision asked for where it is still kept. Raises KeyError."""
        named = self.revisions[name]
        return next((flow for flow in named if flow.revision == revision), named[0])

    def gate(self, name: str) -> Gate:
        return next(gate for gate in self.gates if gate.name == name)

    def carried_to(self, flow: str) -> tuple[str, ...]:
        """Slots that a flow which opens a gate may know of the one that waits."""
        return tuple(slot for gate in self.gates if gate.flow == flow for slot in gate.carry)

    def template(self, name: str) -> Template:
        """Raises KeyError."""
        found = next((template for template in self.templates if template.name == name), None)
        if found is None:
            raise KeyError(name)
        return found

    def opened_by(self, intent: str) -> Flow | None:
        return next((flow for flow in self.flows if intent in flow.opens_on), None)
