"""Another written form, for those who ask for one without naming it."""

from typing import Literal

from bot.conversation.commands import Speak
from bot.conversation.grammar import Ask, Choice, Do, End, Flow, Language, Task
from bot.lending.facts import Facts

FORMS: dict[str, Language] = {"urdu": "ur", "roman": "ur-Latn", "english": "en"}


def speak(task: Task[Facts]) -> Literal["changed"]:
    task.issue(Speak(FORMS[task.slots["form"]]))
    return "changed"


LANGUAGE = Flow(
    "language",
    (
        Ask("which", says="language.which", hears=Choice(dict.fromkeys(FORMS, "speak")), slot="form"),
        Do("speak", run=speak, outcomes={"changed": "changed"}),
        End("changed", says="common.language_changed"),
    ),
    needs=(),
)
