"""The first words: who we are, what we do with what we are told, and whether that is agreed."""

from typing import Literal

from bot.conversation.grammar import Ask, Choice, Do, End, Flow, Task, Tell
from bot.lending.commands import AgreeToTerms
from bot.lending.facts import Facts


def agree(task: Task[Facts]) -> Literal["agreed"]:
    task.issue(AgreeToTerms())
    return "agreed"


WELCOME = Flow(
    "welcome",
    (
        Ask(
            "terms",
            says="welcome.terms",
            hears=Choice({"yes": "agree", "no": "declined", "more": "details"}),
        ),
        Tell("details", says="welcome.details", next="terms", alone=True),
        Do("agree", run=agree, outcomes={"agreed": "agreed"}, binds=True),
        End("agreed"),
        End("declined", says="welcome.declined", stop=True),
    ),
    needs=(),
)
