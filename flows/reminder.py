"""The answer to a reminder. The scheduler sends the words; this flow lies on top of whatever was open before."""

from bot.conversation.grammar import Ask, Choice, Flow, Goto

REMINDER = Flow(
    "reminder",
    (
        Ask(
            "answer",
            says="reminder.answer",
            hears=Choice(
                {"pay": Goto("repay", carry=("loan",)), "day": Goto("promise"), "hard": Goto("hardship")},
                dated="promise",
            ),
        ),
    ),
    yields=True,
    passing=True,
    revision=2,
)
