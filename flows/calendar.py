"""The days of the instalments for the calendar of the customer's telephone; by SMS the days themselves."""

from typing import Literal

from bot.conversation.grammar import Do, End, Flow, Task
from bot.lending.commands import SendCalendar
from bot.lending.facts import Facts
from flows.owe import schedule


def send(task: Task[Facts]) -> Literal["nothing", "sent"]:
    """The file goes along where the channel carries links that somebody would open."""
    if not task.facts.outstanding:
        return "nothing"
    task.issue(SendCalendar())
    return "sent"


CALENDAR = Flow(
    "calendar",
    (
        Do("send", run=send, outcomes={"nothing": "nothing", "sent": "sent"}),
        End("nothing", says="owe.nothing"),
        End("sent", says="calendar.sent", params=schedule),
    ),
    opens_on=("calendar",),
    passing=True,
    needs=("consent", "pin"),
)
