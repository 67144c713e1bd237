"""A script with nothing behind it: same states and edges, but no facts, so that the real engine can be put anywhere."""

from dataclasses import replace
from typing import Any

from bot.conversation.grammar import Ask, Do, End, Flow, Item, Pick, Script, State, Task, Tell


def hollow(script: Script) -> Script:
    """No gates, no values; every `Do` comes out at its first outcome, every `Pick` shows as many as it can."""
    return replace(
        script,
        flows=tuple(map(_flow, script.flows)),
        earlier=tuple(map(_flow, script.earlier)),
        gates=(),
        side_params=lambda _facts: {},
    )


def _flow(flow: Flow) -> Flow:
    return replace(flow, needs=(), passes=(), states=tuple(map(_state, flow.states)))


def _state(state: State) -> State:
    match state:
        case Ask(hears=Pick() as pick):
            return replace(state, params=None, known=False, hears=replace(pick, items=_items(pick.most)))
        case Ask():
            return replace(state, params=None, known=False)
        case Tell() | End():
            return replace(state, params=None)
        case Do(outcomes=outcomes):
            return replace(state, run=_always(next(iter(outcomes))))
        case _:
            return state


def _items(most: int) -> Any:
    return lambda _facts, _slots: [Item(number, {}) for number in range(most)]


def _always(outcome: str) -> Any:
    def run(_task: Task[Any]) -> str:
        return outcome

    return run
