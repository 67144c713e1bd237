"""The menu: what is there when nothing else is open."""

from typing import Literal

from bot.conversation.grammar import Ask, Choice, Do, Flow, Open, Task, Tell
from bot.lending.facts import Facts


def who(task: Task[Facts]) -> Literal["just_agreed", "newcomer", "customer", "shop"]:
    if task.facts.sells:
        return "shop"
    if task.facts.enrolled:
        return "customer"
    # Facts are from before this turn: who comes here without having agreed has agreed a moment ago.
    return "newcomer" if task.facts.consented else "just_agreed"


HOME = Flow(
    "home",
    (
        Do(
            "who",
            run=who,
            outcomes={
                "just_agreed": Open("eligibility"),
                "newcomer": "newcomer",
                "customer": "menu",
                "shop": Open("shop"),
            },
        ),
        Ask("newcomer", says="home.newcomer", hears=Choice({"limit": Open("eligibility"), "how": "how"})),
        Tell("how", says="home.how", next="newcomer", alone=True),
        Ask(
            "menu",
            says="home.menu",
            hears=Choice(
                {
                    "buy": Open("buy"),
                    "owe": Open("owe"),
                    "pay": Open("repay"),
                    "how": "how_again",
                    "papers": Open("papers"),
                }
            ),
        ),
        Tell("how_again", says="home.how", next="menu", alone=True),
    ),
    needs=("welcome",),
    revision=2,
)
