"""How was the help? One question, some time after a person handed back; whoever has something else to say says that."""

from typing import Literal

from bot.conversation.grammar import Ask, Choice, Do, End, Flow, Task
from bot.lending.commands import RateHelp
from bot.lending.facts import Facts

SCORES = ("one", "two", "three", "four", "five")


def keep(task: Task[Facts]) -> Literal["kept"]:
    task.issue(RateHelp(SCORES.index(task.slots["score"]) + 1))
    task.drop("score")
    return "kept"


RATING = Flow(
    "rating",
    (
        Ask("score", says="rating.score", hears=Choice(dict.fromkeys(SCORES, "keep")), slot="score"),
        Do("keep", run=keep, outcomes={"kept": "thanks"}),
        End("thanks", says="rating.thanks"),
    ),
    needs=(),
    yields=True,
)
