"""A flow as a graph: Mermaid, which most readers of Markdown draw, and DOT for a picture."""

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


DOT_SHAPES = {Ask: "box", Do: "hexagon", Hand: "parallelogram", End: "oval"}
DOT_LOOK = (
    'graph [bgcolor="transparent" rankdir="TB"]',
    'node [fontname="Helvetica" fontsize="11" style="filled" fillcolor="#f4efe4" color="#0f766e"]',
    'edge [fontname="Helvetica" fontsize="9" color="#0f766e" fontcolor="#555555"]',
)


def dot(flow: Flow) -> str:
    """The same graph for Graphviz: questions are boxes, functions hexagons, people parallelograms."""
    lines = [f'digraph "{flow.name}" {{', *DOT_LOOK]
    for state in flow.states:
        mark = "?" if isinstance(state, Ask) else ""
        lines.append(
            f'"{state.name}" [label="{state.name}{mark}" shape="{DOT_SHAPES.get(type(state), "note")}"]'
        )
    for state in flow.states:
        for label, target in _edges(state):
            lines.append(f'"{state.name}" -> "{_dot_name(target)}" [label="{label}"]')
    others = {
        _dot_name(target)
        for state in flow.states
        for _, target in _edges(state)
        if not isinstance(target, str)
    }
    lines += [f'"{other}" [shape="component" fillcolor="#e8c47a"]' for other in sorted(others)]
    return "\n".join([*lines, "}"])


def _dot_name(target: Target) -> str:
    return target if isinstance(target, str) else f"flow {target.flow}"


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
