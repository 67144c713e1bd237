"""Properties of ways: every state is reached, every way can end, no way avoids what must be seen."""

from collections.abc import Iterable, Iterator

from bot.conversation.checks.problems import Problem
from bot.conversation.checks.subject import Property, Subject
from bot.conversation.grammar import Ask, End, Flow, Goto, Hand, Open, Script, State, Target
from bot.conversation.ways import targets

STOPS = (Ask, Hand)  # where a turn ends and somebody else speaks next


def every_state_is_reached(subject: Subject) -> Iterator[Problem]:
    for flow in subject.script.every:
        seen = _reached(flow, flow.start.name)
        for state in flow.states:
            if state.name not in seen:
                yield Problem(f"{flow.name}.{state.name}", "no way leads here")


def every_state_can_end(subject: Subject) -> Iterator[Problem]:
    """A way out is an end, another flow in its place, or home's own menu."""
    for flow in subject.script.every:
        if flow.name == subject.script.home:
            continue
        for state in flow.states:
            if not any(_is_exit(flow, name) for name in _reached(flow, state.name)):
                yield Problem(f"{flow.name}.{state.name}", "from here the flow can never end")


def no_silent_circle(subject: Subject) -> Iterator[Problem]:
    """A circle without a question would run for ever in one turn."""
    for flow in subject.script.every:
        for state in flow.states:
            if not isinstance(state, STOPS) and state.name in _walked(flow, _inner(targets(state))):
                yield Problem(f"{flow.name}.{state.name}", "a circle without a question")


def gates_open_in_the_end(subject: Subject) -> Iterator[Problem]:
    """A gate whose own flow waits behind that gate would lay flow upon flow for ever."""
    for gate in subject.script.gates:
        if gate.name in _gates_before(subject.script, gate.flow):
            yield Problem(gate.name, f"the flow {gate.flow} that opens this gate stands behind it")


def nothing_is_avoided(subject: Subject) -> Iterator[Problem]:
    """No path to a state that needs proof avoids what must come before it."""
    for flow in subject.script.every:
        for goal, before in flow.proof.items():
            for name in before:
                if flow.state(name) is None or flow.state(goal) is None:
                    yield Problem(
                        f"{flow.name}.{goal}", f"must come after {name}; one of them does not exist"
                    )
                elif goal in _reached(flow, flow.start.name, without=name):
                    yield Problem(f"{flow.name}.{goal}", f"can be reached without {name}")


def _gates_before(script: Script, name: str) -> set[str]:
    """Every gate that a flow may have to pass; its own gate stands open for the flow that opens it."""
    seen: set[str] = set()
    own = {gate.name for gate in script.gates if gate.flow == name}
    waiting = [need for need in script.flow(name).needs if need not in own]
    while waiting:
        need = waiting.pop()
        if need not in seen:
            seen.add(need)
            waiting += script.flow(script.gate(need).flow).needs
    return seen


def _is_exit(flow: Flow, name: str) -> bool:
    state = _state(flow, name)
    return isinstance(state, End) or any(isinstance(target, Goto) for target in targets(state))


def _state(flow: Flow, name: str) -> State:
    state = flow.state(name)
    assert state is not None  # targets were checked to exist
    return state


def _inner(all_targets: Iterable[Target]) -> list[str]:
    return [target for target in all_targets if not isinstance(target, Open | Goto)]


def _reached(flow: Flow, start: str, *, without: str = "") -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name in seen or name == without or flow.state(name) is None:
            continue
        seen.add(name)
        waiting += _inner(targets(_state(flow, name)))
    return seen


def _walked(flow: Flow, start: list[str]) -> set[str]:
    """The states walked through without stopping at a question."""
    seen: set[str] = set()
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        state = flow.state(name)
        if name in seen or state is None or isinstance(state, STOPS):
            continue
        seen.add(name)
        waiting += _inner(targets(state))
    return seen


RULES: tuple[Property, ...] = (
    every_state_is_reached,
    every_state_can_end,
    no_silent_circle,
    gates_open_in_the_end,
    nothing_is_avoided,
)
