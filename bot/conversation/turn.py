"""One turn in the making: frames to move, things to say, commands to issue. Thrown away when the turn is over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.conversation.commands import HandOff, Speak
from bot.conversation.grammar import (
    Ask,
    Choice,
    Do,
    End,
    Flow,
    Goto,
    Hand,
    Json,
    Open,
    Pick,
    Script,
    State,
    Target,
    Task,
    Tell,
)
from bot.conversation.position import Frame, Position

LONGEST_WALK = 60


class FlowLoop(Exception):
    """A flow went from state to state without ever asking or ending; the checker should have found it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An option as it will be shown: its button payload, and its label as a key (an attribute) with parameters."""

    payload: str
    label: str
    params: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Say:
    """A message key with what fills it. `language`: "own", "other", or a written form."""

    key: str
    params: Mapping[str, Json] = field(default_factory=dict)
    choices: tuple[Shown, ...] = ()
    alone: bool = False
    language: str = "own"
    tag: str = ""


@dataclass(slots=True)
class Turn:
    script: Script
    facts: Any
    position: Position
    frames: list[Frame] = field(default_factory=list)
    says: list[Say] = field(default_factory=list)
    commands: list[object] = field(default_factory=list)
    passed: set[str] = field(default_factory=set)
    steps: int = 0

    def __post_init__(self) -> None:
        self.frames = list(self.position.frames) or [self._fresh(self.script.flow(self.script.home))]

    # What is open

    @property
    def top(self) -> Frame:
        return self.frames[-1]

    @property
    def flow(self) -> Flow:
        return self.script.flow(self.top.flow, self.top.revision)

    @property
    def state(self) -> State:
        found = self.flow.state(self.top.state)
        assert found is not None  # a turn begins with a settled position
        return found

    @property
    def at_home(self) -> bool:
        return len(self.frames) == 1

    # Saying

    def say(self, key: str, *, alone: bool = False, **params: Json) -> None:
        self.says.append(Say(key, params, alone=alone))

    # Moving

    def open(self, name: str, *, slots: Mapping[str, Json] | None = None) -> None:
        """Lay a flow on top and walk it; a flow already open further down is returned to instead."""
        if name == self.script.home:
            self.go_home()
            return
        if self.flow.passing and not self.at_home and self.top.flow != name:
            self.frames.pop()
        self._lay(name, slots)
        self.walk()

    def begin(self, name: str, *, slots: Mapping[str, Json]) -> None:
        """Open a flow anew with what was just written. What has to come first anyway goes on where it is."""
        gates = {gate.flow for gate in self.script.gates}
        first = len(self.frames)
        while first > 1 and self.frames[first - 1].flow in gates:
            first -= 1
        below, waiting = self.frames[:first], self.frames[first:]
        depth = next((i for i, frame in enumerate(below) if frame.flow == name), None)
        if depth is not None:
            below = below[:depth]
        elif len(below) > 1 and self.script.flow(below[-1].flow).passing:
            below = below[:-1]
        self.frames = [*below, self._fresh(self.script.flow(name), slots), *waiting]
        self.walk()

    def go_home(self) -> None:
        self.frames = [self._fresh(self.script.flow(self.script.home))]
        self.walk()

    def go(self, target: Target) -> None:
        """Follow a target: a state of this flow, a flow on top of it, or another in its place."""
        self._move(target)
        self.walk()

    def answer(self, ask: Ask, value: Json, target: Target | None) -> None:
        """Keep an answer, remember the question for going back, and go on."""
        slots = {**self.top.slots, ask.slot: value} if ask.slot else self.top.slots
        if isinstance(target, Open):
            self.open(target.flow)  # the question stays where it is, to be asked again
            return
        self.frames[-1] = replace(self.top, slots=slots, trail=(*self.top.trail, ask.name))
        self.go(target or ask.next)

    def back(self) -> bool:
        """To the question before this one; False when there is none."""
        if self.top.trail:
            before = self.top.trail[-1]
            asked = self.flow.state(before)
            slots = dict(self.top.slots)
            if isinstance(asked, Ask):
                slots.pop(asked.slot, None)
            self.frames[-1] = replace(self.top, state=before, slots=slots, trail=self.top.trail[:-1])
        elif len(self.frames) > 1:
            self.frames.pop()
        else:
            return False
        self.walk()
        return True

    def walk(self) -> None:
        """From the state on top, until a question is asked, a person is called or everything has ended."""
        while self._walk_one():
            self.steps += 1
            if self.steps > LONGEST_WALK:
                raise FlowLoop(f"{self.top.flow}.{self.top.state}")

    def missing_gate(self) -> str | None:
        """The flow that must come first before the one on top may go on. What ends without a word shows nothing."""
        if isinstance(self.state, End) and not self.state.says:
            return None
        for name in self.flow.needs:
            gate = self.script.gate(name)
            if name not in self.passed and not gate.passed(self.facts) and gate.flow != self.top.flow:
                return gate.flow
        return None

    def done(self, *, misses: int = 0) -> Position:
        """The position after this turn."""
        asked = isinstance(self.state, Ask) and any(say.tag == "question" for say in self.says)
        return replace(self.position, frames=tuple(self.frames), misses=misses, shown=asked)

    # The states, one by one

    def _walk_one(self) -> bool:
        if gate := self.missing_gate():
            carried = self.script.carried_to(gate)
            slots = {slot: self.top.slots[slot] for slot in carried if slot in self.top.slots}
            self.frames.append(self._fresh(self.script.flow(gate), slots))
            return True
        match self.state:
            case Ask() as ask:
                return self._ask(ask)
            case Tell() as tell:
                self._tell(tell)
            case Do() as do:
                self._do(do)
            case Hand() as hand:
                return self._hand(hand)
            case End() as end:
                return self._end(end)
        return True

    def _ask(self, ask: Ask) -> bool:
        if ask.known and ask.slot in self.top.slots:
            self.frames[-1] = replace(self.top, trail=(*self.top.trail, ask.name))  # going back asks it
            self._move(ask.next)
            return True
        params = ask.params(self.facts, self.top.slots) if ask.params else {}
        self.says.append(Say(ask.says, params, choices=self.choices(ask, params), tag="question"))
        return False

    def choices(self, ask: Ask, params: Mapping[str, Json]) -> tuple[Shown, ...]:
        prefix = f"{self.top.flow}.{ask.name}."
        if isinstance(ask.hears, Choice):
            return tuple(
                Shown(prefix + option, f"{ask.says}.{option}", params) for option in ask.hears.options
            )
        if isinstance(ask.hears, Pick):
            items = ask.hears.items(self.facts, self.top.slots)
            return tuple(
                Shown(f"{prefix}{n}", f"{ask.says}.item", item.params) for n, item in enumerate(items, 1)
            )
        return ()

    def _tell(self, tell: Tell) -> None:
        params = tell.params(self.facts, self.top.slots) if tell.params else {}
        self.says.append(Say(tell.says, params, alone=tell.alone, language=tell.language, tag=tell.tag))
        self._move(tell.next)

    def _do(self, do: Do) -> None:
        task = Task[Any](facts=self.facts, slots=self.top.slots)
        outcome = do.run(task)
        # What has been done cannot be walked back from, so the trail ends here.
        trail = () if task.commands else self.top.trail
        self.frames[-1] = replace(self.top, slots=task.slots, trail=trail)
        for command in task.commands:
            self.issue(command)
        self._move(do.outcomes[outcome])

    def issue(self, command: object) -> None:
        if isinstance(command, Speak):
            self.position = replace(self.position, language=command.language)
        else:
            self.commands.append(command)

    def _hand(self, hand: Hand) -> bool:
        self.say(hand.says)
        self.issue(HandOff(hand.reason))
        self._move(hand.next)
        return False

    def _end(self, end: End) -> bool:
        if end.says:
            params = end.params(self.facts, self.top.slots) if end.params else {}
            self.says.append(Say(end.says, params))
        self._leave()
        if end.stop or not self.frames:
            self.frames = self.frames[:1]
        if len(self.frames) <= 1:
            return self._rest(quiet=bool(end.says))
        return True

    def _rest(self, *, quiet: bool) -> bool:
        """Back at home: the menu is shown only when nothing else was said, for every message costs."""
        home = self.script.flow(self.script.home)
        self.frames = [self._fresh(home)]
        return not quiet

    def _move(self, target: Target) -> None:
        match target:
            case Goto():
                self._replace(target.flow, target.carry)
            case Open():
                self._lay(target.flow)
            case _:
                self.frames[-1] = self.top.at(target)

    def _lay(self, name: str, slots: Mapping[str, Json] | None = None) -> None:
        """A flow on top; one that is open further down is returned to instead."""
        depth = next((i for i, frame in enumerate(self.frames) if frame.flow == name), None)
        if depth is not None:
            del self.frames[depth + 1 :]
        else:
            self.frames.append(self._fresh(self.script.flow(name), slots))

    def _leave(self) -> None:
        """Take the flow on top away; whatever waited behind it as a gate is open now."""
        ended = self.frames.pop()
        self.passed |= {gate.name for gate in self.script.gates if gate.flow == ended.flow}
        self.passed |= set(self.script.flow(ended.flow, ended.revision).passes)
        done = {gate.flow for gate in self.script.gates if gate.name in self.passed}
        while self.frames and self.top.flow in done:
            self.frames.pop()  # it was asked for something else meanwhile; nobody gives the PIN twice in a row

    def _replace(self, name: str, carry: Iterable[str] = ()) -> None:
        slots = {slot: self.top.slots[slot] for slot in carry if slot in self.top.slots}
        self._leave()
        depth = next((i for i, frame in enumerate(self.frames) if frame.flow == name), None)
        if depth is not None:
            del self.frames[depth + 1 :]
            self.frames[depth] = replace(self.top, slots={**self.top.slots, **slots})
        elif name == self.script.home or not self.frames:
            self.frames = [self._fresh(self.script.flow(self.script.home))]
        else:
            self.frames.append(self._fresh(self.script.flow(name), slots))

    def _fresh(self, flow: Flow, slots: Mapping[str, Json] | None = None) -> Frame:
        return Frame(flow.name, flow.start.name, flow.revision, dict(slots or {}))
