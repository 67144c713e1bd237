"""A calendar file: one all-day event an instalment, as RFC 5545 wants it. Importing a newer one updates the older."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

PRODUCT = "-//Qist Saathi//Instalments//EN"
EVENING_BEFORE = timedelta(hours=-6)  # counted from the midnight on which an all-day event begins


@dataclass(frozen=True, slots=True)
class Entry:
    """`uid` stays the same for ever; the highest `sequence` is the one that counts. `over`: take it out again."""

    uid: str
    sequence: int
    day: date
    title: str
    note: str = ""
    over: bool = False


def calendar_file(entries: Iterable[Entry], *, name: str, at: datetime) -> bytes:
    """The file in UTF-8, its long lines folded."""
    file = Calendar()
    file.add("version", "2.0")
    file.add("prodid", PRODUCT)
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", name)
    for entry in entries:
        file.add_component(_event(entry, at))
    return bytes(file.to_ical())


def _event(entry: Entry, at: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", at)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.title)
    event.add("status", "CANCELLED" if entry.over else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # nobody is busy all day for it
    event.add("class", "PRIVATE")
    if entry.note:
        event.add("description", entry.note)
    if not entry.over:
        event.add_component(_alarm(entry.title))
    return event


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", EVENING_BEFORE)
    return alarm
