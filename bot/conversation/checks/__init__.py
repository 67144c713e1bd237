"""`qist flows check`: what is promised of every flow, proved over every state, written form and channel.

A property is a function of the subject that yields problems; its name is what it promises. A later group is asked
only when the one before found nothing, for it would only repeat the same problem in other words.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bot.conversation.catalog import Catalog
from bot.conversation.checks import answers, approvals, paths, sizes, structure, texts
from bot.conversation.checks.problems import Problem
from bot.conversation.checks.subject import CHANNELS, Property, Subject
from bot.conversation.grammar import Ask, Script
from bot.conversation.samples import Samples
from bot.conversation.ways import targets
from bot.understanding import LANGUAGES

__all__ = ["PROPERTIES", "Problem", "Report", "check"]

GROUPS: tuple[tuple[Property, ...], ...] = (
    structure.RULES,
    paths.RULES,
    texts.KEYS,
    texts.RULES,
    (*texts.MEANINGS, *sizes.RULES, *answers.RULES, *approvals.RULES),
)
PROPERTIES = tuple(rule for group in GROUPS for rule in group)


@dataclass(slots=True)
class Report:
    """`proved`: what was looked at, in numbers; the last ones only when nothing is wrong."""

    problems: list[Problem] = field(default_factory=list)
    proved: dict[str, int] = field(default_factory=dict)

    def summary(self) -> str:
        return "\n".join(f"{number:>6} {name}" for name, number in self.proved.items())


def check(script: Script, catalog: Catalog, samples: Samples, *, intents: Iterable[str]) -> Report:
    """Everything that is wrong with a script and its texts. `intents`: those that somebody listens for."""
    subject = Subject(script, catalog, samples, frozenset(intents))
    report = Report(proved=_counted(subject))
    for group in GROUPS:
        for rule in group:
            report.problems += [replace(found, broken=rule.__name__) for found in rule(subject)]
        if report.problems:
            return report
    report.proved |= _measured(subject)
    return report


def _counted(subject: Subject) -> dict[str, int]:
    states = [state for _, state in subject.states()]
    return {
        "properties": len(PROPERTIES),
        "flows": len(subject.script.flows),
        "states": len(states),
        "of them questions": sum(isinstance(state, Ask) for state in states),
        "edges": sum(len(targets(state)) for state in states),
        "states x written forms x channels": len(states) * len(LANGUAGES) * len(CHANNELS),
        "templates x written forms": len(subject.script.templates) * len(LANGUAGES),
        "messages in all forms": sum(len(subject.catalog.keys(form)) for form in LANGUAGES),
    }


def _measured(subject: Subject) -> dict[str, int]:
    ways = list(answers.ways_to_a_person(subject))
    return {
        "segments in the longest SMS question": sizes.longest(subject, question=True),
        "segments in the longest other SMS": sizes.longest(subject, question=False),
        "messages to a person, nothing understood": max(unheard for _, unheard, _ in ways),
        "message to a person with 0": max(asked for _, _, asked in ways),
    }
