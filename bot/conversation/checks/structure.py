"""Properties of a script by itself: everything that is named exists, and nothing is named twice."""

from collections.abc import Iterator

from bot.conversation.checks.problems import Problem
from bot.conversation.checks.subject import Property, Subject
from bot.conversation.grammar import Ask, Do, Goto, Open
from bot.conversation.ways import outcomes_of, targets


def names_are_unique(subject: Subject) -> Iterator[Problem]:
    for flow in subject.script.every:
        names = [state.name for state in flow.states]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield Problem(f"{flow.name}.{name}", "two states have this name")
    known = [(flow.name, flow.revision) for flow in subject.script.every]
    for name, revision in sorted({one for one in known if known.count(one) > 1}):
        yield Problem(name, f"there are two flows of this name with revision {revision}")


def targets_exist(subject: Subject) -> Iterator[Problem]:
    flows = {flow.name for flow in subject.script.flows}
    for flow, state in subject.states():
        for target in targets(state):
            if isinstance(target, Open | Goto):
                if target.flow not in flows:
                    yield Problem(f"{flow.name}.{state.name}", f"leads to no flow: {target.flow}")
            elif flow.state(target) is None:
                yield Problem(f"{flow.name}.{state.name}", f"leads to no state: {target or '(nothing)'}")


def aliases_exist(subject: Subject) -> Iterator[Problem]:
    """An alias leads somewhere, and takes no name from a state that is there."""
    for flow in subject.script.every:
        names = {state.name for state in flow.states}
        for old, new in flow.aliases.items():
            if new not in names:
                yield Problem(f"{flow.name}.{old}", f"is an alias of no state: {new}")
            if old in names:
                yield Problem(f"{flow.name}.{old}", "is a state and an alias at once")


def questions_open_flows(subject: Subject) -> Iterator[Problem]:
    """Coming back to a `Do` or a `Tell` would run it again; home always begins anew."""
    for flow, state in subject.states():
        if flow.name == subject.script.home or isinstance(state, Ask):
            continue
        if any(isinstance(target, Open) for target in targets(state)):
            yield Problem(f"{flow.name}.{state.name}", "only a question can open a flow on top of itself")


def outcomes_match(subject: Subject) -> Iterator[Problem]:
    for flow, state in subject.states():
        if isinstance(state, Do) and set(outcomes_of(state)) != set(state.outcomes):
            declared = ", ".join(sorted(outcomes_of(state))) or "nothing"
            handled = ", ".join(sorted(state.outcomes))
            yield Problem(
                f"{flow.name}.{state.name}", f"its function returns {declared}, the flow handles {handled}"
            )


def gates_exist(subject: Subject) -> Iterator[Problem]:
    gates = {gate.name for gate in subject.script.gates}
    flows = {flow.name for flow in subject.script.flows}
    for flow in subject.script.every:
        for name in sorted({*flow.needs, *flow.passes} - gates):
            yield Problem(flow.name, f"needs or passes no gate that exists: {name}")
    for gate in subject.script.gates:
        if gate.flow not in flows:
            yield Problem(gate.name, f"the gate leads to no flow: {gate.flow}")


def intents_open_one_flow(subject: Subject) -> Iterator[Problem]:
    seen: dict[str, str] = dict(subject.script.side_answers)
    for flow in subject.script.flows:
        for intent in flow.opens_on:
            if intent in seen:
                yield Problem(flow.name, f"the intent {intent} already leads to {seen[intent]}")
            seen[intent] = flow.name


def intents_are_heard(subject: Subject) -> Iterator[Problem]:
    """A flow that opens on a wish which nobody understands would never be opened by it."""
    opening = [(flow.name, intent) for flow in subject.script.flows for intent in flow.opens_on]
    for where, intent in (*opening, *(("a side answer", intent) for intent in subject.script.side_answers)):
        if intent not in subject.intents:
            yield Problem(
                where, f"nothing listens for the intent {intent} (docs/understanding.md, For a linguist)"
            )


RULES: tuple[Property, ...] = (
    names_are_unique,
    targets_exist,
    aliases_exist,
    questions_open_flows,
    outcomes_match,
    gates_exist,
    intents_open_one_flow,
    intents_are_heard,
)
