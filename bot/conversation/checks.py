"""`qist flows check`: what is promised of every flow, proved over every state, written form and channel."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bot.conversation import copy_checks, paths
from bot.conversation.catalog import Catalog
from bot.conversation.grammar import (
    Ask,
    Choice,
    Do,
    Flow,
    Goto,
    Open,
    Script,
    State,
    outcomes_of,
    targets,
)
from bot.conversation.problems import Problem
from bot.understanding import LANGUAGES

MOST_OPTIONS = 8  # 9 is the menu and 0 a person, on every keypad


@dataclass(slots=True)
class Report:
    problems: list[Problem] = field(default_factory=list)
    proved: dict[str, int] = field(default_factory=dict)

    def summary(self) -> str:
        """What was looked at, in numbers."""
        return ", ".join(f"{name} {number}" for name, number in self.proved.items())


def check(script: Script, catalog: Catalog) -> Report:
    """Everything that is wrong with a script and its texts."""
    report = Report()
    for rule in (*STRUCTURE, *paths.RULES):
        report.problems += rule(script)
    if not report.problems:  # texts of states that do not exist would only repeat the same problem
        found, longest = copy_checks.check_copy(script, catalog)
        report.problems += found
        report.proved["longest SMS in segments"] = longest
    states = [state for flow in script.flows for state in flow.states]
    report.proved = {
        "flows": len(script.flows),
        "states": len(states),
        "edges": sum(len(targets(state)) for state in states),
        "messages": sum(len(catalog.keys(form)) for form in LANGUAGES),
        **report.proved,
    }
    return report


def _each(script: Script) -> Iterator[tuple[Flow, State]]:
    for flow in script.flows:
        for state in flow.states:
            yield flow, state


def names_are_unique(script: Script) -> Iterator[Problem]:
    for flow in script.flows:
        names = [state.name for state in flow.states]
        for name in {name for name in names if names.count(name) > 1}:
            yield Problem(f"{flow.name}.{name}", "two states have this name")


def targets_exist(script: Script) -> Iterator[Problem]:
    flows = {flow.name for flow in script.flows}
    for flow, state in _each(script):
        for target in targets(state):
            if isinstance(target, Open | Goto):
                if target.flow not in flows:
                    yield Problem(f"{flow.name}.{state.name}", f"leads to no flow: {target.flow}")
            elif flow.state(target) is None:
                yield Problem(f"{flow.name}.{state.name}", f"leads to no state: {target or '(nothing)'}")
    for flow in script.flows:
        for old, new in flow.aliases.items():
            if flow.state(new) is None:
                yield Problem(f"{flow.name}.{old}", f"is an alias of no state: {new}")


def open_only_from_questions(script: Script) -> Iterator[Problem]:
    """Coming back to a `Do` or a `Tell` would run it again; home always begins anew."""
    for flow, state in _each(script):
        if flow.name == script.home:
            continue
        if not isinstance(state, Ask) and any(isinstance(target, Open) for target in targets(state)):
            yield Problem(f"{flow.name}.{state.name}", "only a question can open a flow on top of itself")


def outcomes_match(script: Script) -> Iterator[Problem]:
    for flow, state in _each(script):
        if isinstance(state, Do) and set(outcomes_of(state)) != set(state.outcomes):
            declared = ", ".join(sorted(outcomes_of(state))) or "nothing"
            handled = ", ".join(sorted(state.outcomes))
            yield Problem(
                f"{flow.name}.{state.name}", f"its function returns {declared}, the flow handles {handled}"
            )


def gates_exist(script: Script) -> Iterator[Problem]:
    gates = {gate.name for gate in script.gates}
    flows = {flow.name for flow in script.flows}
    for flow in script.flows:
        for name in {*flow.needs, *flow.passes} - gates:
            yield Problem(flow.name, f"needs or passes no gate that exists: {name}")
    for gate in script.gates:
        if gate.flow not in flows:
            yield Problem(gate.name, f"the gate leads to no flow: {gate.flow}")


def intents_open_one_flow(script: Script) -> Iterator[Problem]:
    seen: dict[str, str] = dict(script.side_answers)
    for flow in script.flows:
        for intent in flow.opens_on:
            if intent in seen:
                yield Problem(flow.name, f"the intent {intent} already leads to {seen[intent]}")
            seen[intent] = flow.name


def keypad_is_enough(script: Script) -> Iterator[Problem]:
    """Every question with options can be answered by one digit that means nothing else."""
    for flow, state in _each(script):
        if not isinstance(state, Ask):
            continue
        most = (
            len(state.hears.options) if isinstance(state.hears, Choice) else getattr(state.hears, "most", 0)
        )
        if most > MOST_OPTIONS:
            yield Problem(f"{flow.name}.{state.name}", f"{most} options; at most {MOST_OPTIONS} have a digit")


STRUCTURE: tuple[Callable[[Script], Iterator[Problem]], ...] = (
    names_are_unique,
    targets_exist,
    open_only_from_questions,
    outcomes_match,
    gates_exist,
    intents_open_one_flow,
    keypad_is_enough,
)
