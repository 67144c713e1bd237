"""A flow as a picture: Mermaid, which most readers of Markdown draw."""

from collections.abc import Iterator

from bot.conversation.grammar import Ask, Choice, Do, End, Flow, Goto, Hand, Open, State, Target, Text

SHAPES = {Ask: '{n}["{n}?"]', Do: '{n}{{{{"{n}"}}}}', Hand: '{n}[/"{n}: a person"/]', End: '{n}(["{n}"])'}


def mermaid(flow: Flow) -> str:
    """The states and edges of one flow."""
    lines = ["flowchart TD", f"  %% {flow.name}"]
    for state in flow.states:
        shape = SHAPES.get(type(state), '{n}("{n}")')
        lines.append("  " + shape.format(n=state.name))
    for state in flow.states:
        for label, target in _edges(state):
            arrow = f"-->|{label}|" if label else "-->"
            lines.append(f"  {state.name} {arrow} {_name(target)}")
    return "\n".join(lines)


def _edges(state: State) -> Iterator[tuple[str, Target]]:
    match state:
        case Ask(hears=Choice() as choice):
            yield from choice.options.items()
        case Do():
            yield from state.outcomes.items()
        case Ask(hears=Text() as text):
            yield "", state.next
            yield from text.options.items()
        case Ask() | Hand():
            yield "", state.next
        case End():
            return
        case _:
            yield "", state.next


def _name(target: Target) -> str:
    if isinstance(target, Open | Goto):
        return f'flow_{target.flow}[["{target.flow}"]]'
    return target
