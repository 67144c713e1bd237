"""Where states lead."""

from typing import get_args, get_type_hints

from bot.conversation.grammar import Ask, Choice, Do, End, Flow, Hand, State, Target, Tell, Text


def outcomes_of(do: Do) -> tuple[str, ...]:
    """The outcomes that the function of a `Do` declares by its Literal return type; () when it declares none."""
    return get_args(get_type_hints(do.run).get("return"))


def targets(state: State) -> tuple[Target, ...]:
    """Where a state can lead."""
    match state:
        case Ask(hears=Choice() as choice):
            return tuple(choice.options.values())
        case Ask(hears=Text() as text):
            return (state.next, *text.options.values())
        case Do():
            return tuple(state.outcomes.values())
        case End():
            return ()
        case Ask() | Tell() | Hand():
            return (state.next,)


def binds(flow: Flow, target: Target) -> bool:
    """Whether going there does something binding before anything else is asked."""
    seen: set[str] = set()
    waiting = [target]
    while waiting:
        name = waiting.pop()
        if not isinstance(name, str) or name in seen:
            continue
        seen.add(name)
        state = flow.state(name)
        if isinstance(state, Do) and state.binds:
            return True
        if isinstance(state, Do | Tell):
            waiting += targets(state)
    return False
