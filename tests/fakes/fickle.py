"""A carrier in process that does to each message what the test has drawn, and reports when the test says so."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.channels.ports import Fetched, Media, NotFetched, Outgoing, SendFailed, Sent, StatusEvent
from tests.watch import Carried

Luck = Literal[
    "delivered", "silent", "lost", "retry", "rejected", "no_whatsapp", "maybe_not", "maybe", "window", "undelivered",
    "killed before", "killed after",
]  # fmt: skip
LUCK: tuple[Luck, ...] = (
    "delivered", "silent", "lost", "retry", "rejected", "no_whatsapp", "maybe_not", "maybe", "window", "undelivered",
    "killed before", "killed after",
)  # fmt: skip
# What is reported: nothing of what is silent (it came) or lost (it did not).
REPORTED: dict[str, tuple[tuple[str, int | None], ...]] = {
    "delivered": (("sent", None), ("delivered", None)),
    "maybe": (("delivered", None),),
    "killed after": (("delivered", None),),
    "window": (("undelivered", 63016),),
    "no_whatsapp": (("failed", 63024),),
    "undelivered": (("sent", None), ("undelivered", 30003)),
}
CAME = ("delivered", "silent", "maybe", "killed after")


class Killed(BaseException):
    """The worker is gone in the middle of sending."""


@dataclass
class Taken:
    sid: str
    at: datetime
    message: Outgoing
    luck: Luck
    told: list[tuple[datetime, str]] = field(default_factory=list)

    @property
    def carried(self) -> Carried:
        one = self.message
        came = self.luck in CAME
        return Carried(self.sid, self.at, one.channel, one.address, one.text, came, tuple(self.told))


class FickleCarrier:
    """`luck` is used up message by message; after it everything is delivered.

    `busy`: everything is to be tried again later. `meanwhile`: what another worker does, once, while the next message
    is being sent.
    """

    def __init__(self, luck: Iterator[Luck], *, clock: Callable[[], datetime]) -> None:
        self.luck, self.clock = luck, clock
        self.meanwhile: Callable[[], object] | None = None
        self.busy = False
        self.taken: list[Taken] = []
        self.reports: list[tuple[Taken, str, int | None]] = []

    def send(self, message: Outgoing) -> Sent:
        if self.meanwhile is not None:
            other, self.meanwhile = self.meanwhile, None
            other()
        luck = "retry" if self.busy else next(self.luck, "delivered")
        if luck == "no_whatsapp" and message.channel == "sms":
            luck = "undelivered"
        if luck == "retry":
            raise SendFailed("retry", "too many", code=20429)
        if luck == "rejected":
            raise SendFailed("rejected", "not a telephone", code=21211)
        if luck == "maybe_not":
            raise SendFailed("ambiguous", "nobody answered")
        if luck == "killed before":
            raise Killed
        one = self._take(message, luck)
        if luck == "killed after":
            raise Killed
        if luck == "maybe":
            raise SendFailed("ambiguous", "nobody answered")
        return Sent(one.sid, "queued")

    def _take(self, message: Outgoing, luck: Luck) -> Taken:
        one = Taken(f"SM{len(self.taken)}", self.clock(), message, luck)
        self.taken.append(one)
        self.reports.extend((one, state, code) for state, code in REPORTED.get(luck, ()))
        return one

    def tells(self, index: int) -> StatusEvent | None:
        """One of the reports that wait, whichever; the same may be told again."""
        if not self.reports:
            return None
        one, state, code = self.reports[index % len(self.reports)]
        if index % 3:  # two times in three it is the last time
            self.reports.remove((one, state, code))
        one.told.append((self.clock(), state))
        return StatusEvent(one.sid, state, code)

    def find(self, message: Outgoing, *, since: datetime, besides: Collection[str] = ()) -> Sent | None:
        for one in reversed(self.taken):
            same = one.message.address == message.address and one.message.text == message.text
            if same and one.message.channel == message.channel and one.sid not in besides and one.at >= since:
                return Sent(one.sid, "sent")
        return None

    def fetch(self, media: Media) -> Fetched:
        raise NotFetched
