"""Proofs about ways through a flow: every state is reached, every way can end, no way avoids what must be seen."""

from collections.abc import Callable, Iterable, Iterator

from bot.conversation.grammar import Ask, End, Flow, Goto, Hand, Open, Script, State, Target, targets
from bot.conversation.problems import Problem

STOPS = (Ask, Hand)  # where a turn ends and somebody else speaks next


def every_state_is_reached(script: Script) -> Iterator[Problem]:
    for flow in script.flows:
        seen = _reached(flow, flow.start.name)
        for state in flow.states:
            if state.name not in seen:
                yield Problem(f"{flow.name}.{state.name}", "no way leads here")


def every_state_can_end(script: Script) -> Iterator[Problem]:
    """A way out is an end, another flow in its place, or home's own menu."""
    for flow in script.flows:
        if flow.name == script.home:
            continue
        for state in flow.states:
            if not any(_is_exit(flow, name) for name in _reached(flow, state.name)):
                yield Problem(f"{flow.name}.{state.name}", "from here the flow can never end")


def no_silent_circle(script: Script) -> Iterator[Problem]:
    """A circle without a question would run for ever in one turn."""
    for flow in script.flows:
        for state in flow.states:
            if not isinstance(state, STOPS) and state.name in _walked(flow, _inner(targets(state))):
                yield Problem(f"{flow.name}.{state.name}", "a circle without a question")


def nothing_is_avoided(script: Script) -> Iterator[Problem]:
    """No path to a state that needs proof avoids what must come before it."""
    for flow in script.flows:
        for goal, before in flow.proof.items():
            for name in before:
                if flow.state(name) is None:
                    yield Problem(f"{flow.name}.{goal}", f"must come after {name}, which does not exist")
                elif goal in _reached(flow, flow.start.name, without=name):
                    yield Problem(f"{flow.name}.{goal}", f"can be reached without {name}")


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


RULES: tuple[Callable[[Script], Iterator[Problem]], ...] = (
    every_state_is_reached,
    every_state_can_end,
    no_silent_circle,
    nothing_is_avoided,
)
