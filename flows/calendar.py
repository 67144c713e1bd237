"""The days of the instalments for the calendar of the customer's telephone; by SMS the days themselves."""

from typing import Literal

from bot.conversation.grammar import Do, End, Flow, Task
from bot.lending.commands import SendCalendar
from bot.lending.facts import Facts
from flows.owe import schedule


def send(task: Task[Facts]) -> Literal["nothing", "sent", "cleared"]:
    """A link goes along where the channel carries such; after the last payment it clears what an earlier one put in."""
    if not task.facts.outstanding and not task.facts.has_calendar():
        return "nothing"
    task.issue(SendCalendar())
    return "sent" if task.facts.outstanding else "cleared"


CALENDAR = Flow(
    "calendar",
    (
        Do("send", run=send, outcomes={"nothing": "nothing", "sent": "sent", "cleared": "cleared"}),
        End("nothing", says="owe.nothing"),
        End("sent", says="calendar.sent", params=schedule),
        End("cleared", says="calendar.cleared"),
    ),
    opens_on=("calendar",),
    passing=True,
    needs=("consent", "pin"),
)
