"""When people are at the desk, how soon they answer, what needs two of them. Ours, not the law; each is a setting."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache

from bot.lending.hours import PAKISTAN

ONE_DAY = timedelta(days=1)
EVERY_DAY = frozenset(range(1, 8))
LONG_AGO = datetime(2001, 1, 1, tzinfo=PAKISTAN)  # a Monday


@dataclass(frozen=True, slots=True)
class DeskRules:
    """Hours are Pakistan time; `days` as ISO counts them, Monday 1 to Sunday 7.

    `first_response`, `next_response`: in desk hours, from the customer's words to a person's. `forgotten`: so long
    an agent may hold a conversation without doing anything in it before they are reminded; `gives_back` later it
    returns to the queue. `two_eyes_above`: paisa; what moves more money needs a second person.
    `score_after`: so long after a handback the one question about the help waits, while nothing is said.
    """

    opens: time = time(9)
    closes: time = time(19)
    days: frozenset[int] = EVERY_DAY
    first_response: timedelta = timedelta(minutes=15)
    next_response: timedelta = timedelta(minutes=10)
    forgotten: timedelta = timedelta(minutes=30)
    gives_back: timedelta = timedelta(minutes=10)
    two_eyes_above: int = 5_000_00
    score_after: timedelta = timedelta(minutes=10)

    def is_open(self, at: datetime) -> bool:
        local = at.astimezone(PAKISTAN)
        return local.isoweekday() in self.days and self.opens <= local.time() < self.closes

    def next_open(self, at: datetime) -> datetime:
        """`at` itself while the desk is open, otherwise when somebody will be there."""
        if self.is_open(at):
            return at
        local = at.astimezone(PAKISTAN)
        ahead = (local.date() + days * ONE_DAY for days in range(8))
        openings = (
            datetime.combine(day, self.opens, PAKISTAN) for day in ahead if day.isoweekday() in self.days
        )
        return next(opening for opening in openings if opening > local)

    def after(self, at: datetime, span: timedelta) -> datetime:
        """`span` of desk hours after `at`: the night does not count. Raises ValueError for a negative span."""
        if span < timedelta(0):
            raise ValueError("a span of desk hours cannot be negative")
        moment, left = self.next_open(at), span
        while left > (today := self._closing(moment) - moment):
            left -= today
            moment = self.next_open(self._closing(moment))
        return moment + left

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Desk hours between two moments; zero when `end` is not after `start`."""
        return max(self._until(end) - self._until(start), timedelta(0))

    def _until(self, at: datetime) -> timedelta:
        """Desk hours from a Monday long ago: figures ask for a hundred thousand spans at once."""
        weeks, rest = divmod(at - LONG_AGO, 7 * ONE_DAY)
        days, clock = divmod(rest, ONE_DAY)
        whole = weeks * len(self.days) + _days_before(self.days)[days]
        opens, closes = _clock(self.opens), _clock(self.closes)
        today = min(max(clock, opens), closes) - opens if days + 1 in self.days else timedelta(0)
        return whole * (closes - opens) + today

    def _closing(self, moment: datetime) -> datetime:
        return datetime.combine(moment.astimezone(PAKISTAN).date(), self.closes, PAKISTAN)


@cache
def _clock(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute, seconds=at.second)


@cache
def _days_before(days: frozenset[int]) -> tuple[int, ...]:
    """How many of these days a week has had when its Monday, its Tuesday ... begins."""
    return tuple(sum(day <= number for day in days) for number in range(len(EVERY_DAY)))


DEFAULT = DeskRules()
