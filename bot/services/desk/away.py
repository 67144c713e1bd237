"""Out of hours nobody is promised a person soon: the customer hears when somebody will be there."""

from collections.abc import Iterable
from datetime import datetime

from bot.conversation import phrases
from bot.conversation.commands import HandOff
from bot.conversation.grammar import Choice
from bot.conversation.turn import Say
from bot.lending.hours import PAKISTAN
from bot.services.desk.rules import DeskRules

STILL_WAITING = "common.still_waiting"
AWAY = "common.people_away"
AWAY_UNTIL = "common.away_until"  # after what a flow says when it calls a person
TOLD = "waiting"  # the tag of what was said to somebody who waits: once is enough
SORRY = phrases.miss(Choice)
INSTEAD = (phrases.PERSON_CALLED, phrases.PERSON_AFTER_MISSES, STILL_WAITING)


def told(says: Iterable[Say], *, commands: Iterable[object], desk: DeskRules, now: datetime) -> list[Say]:
    """What is said when a person is called. The desk is open: as it is."""
    said = list(says)
    if desk.is_open(now) or not any(isinstance(command, HandOff) for command in commands):
        return said
    if any(say.key in INSTEAD for say in said):
        away = [when(AWAY, desk=desk, now=now) if say.key in INSTEAD else say for say in said]
        missed = any(say.key == phrases.PERSON_AFTER_MISSES for say in said)
        return [Say(SORRY), *away] if missed else away
    return [*said, when(AWAY_UNTIL, desk=desk, now=now)]


def still_waiting(*, desk: DeskRules, now: datetime, key: str = STILL_WAITING) -> Say:
    """To somebody who waits for a person and writes on (or rings: then by another `key`)."""
    return Say(key) if desk.is_open(now) else when(AWAY, desk=desk, now=now)


def when(key: str, *, desk: DeskRules, now: datetime) -> Say:
    """With the hour, and the day as one says it: today, tomorrow, or by its name."""
    opens = desk.next_open(now).astimezone(PAKISTAN)
    days = (opens.date() - now.astimezone(PAKISTAN).date()).days
    near = ("today", "tomorrow")[days] if days < 2 else "later"
    return Say(key, {"near": near, "day": opens.date().isoformat(), "opens": f"{opens:%H:%M}"}, tag=TOLD)
