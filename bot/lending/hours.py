"""When we may write first (our own conduct rule 1, not the law). All hours are Pakistan time.

09:00 to 19:00; on Friday not during prayers; in Ramadan not from half an hour before sunset to two hours
after; on public holidays not at all. What falls outside waits for the next open minute. An answer to somebody who
has just written is not the business of this file: it is always allowed.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache

from astral import Observer
from astral.sun import sunset
from hijridate import Gregorian
from holidays import country_holidays

from bot.lending.rules import DEFAULT, Rules

PAKISTAN = timezone(timedelta(hours=5), "PKT")  # no daylight saving since 2009
ONE_MINUTE = timedelta(minutes=1)
ONE_DAY = timedelta(days=1)
FRIDAY = 4
RAMADAN = 9
DAYS_AHEAD = 8


@dataclass(frozen=True, slots=True)
class City:
    """A place on earth, in degrees north and east; sunset depends on it."""

    name: str
    latitude: float
    longitude: float


KARACHI = City("Karachi", 24.8607, 67.0011)
LAHORE = City("Lahore", 31.5497, 74.3436)
ISLAMABAD = City("Islamabad", 33.6844, 73.0479)
PESHAWAR = City("Peshawar", 34.0151, 71.5249)
QUETTA = City("Quetta", 30.1798, 66.9750)
CITIES = {city.name: city for city in (KARACHI, LAHORE, ISLAMABAD, PESHAWAR, QUETTA)}

Span = tuple[datetime, datetime]


def midnight(day: date) -> datetime:
    """The first moment of a day in Pakistan."""
    return datetime.combine(day, time(), PAKISTAN)


def is_open(at: datetime, *, rules: Rules = DEFAULT, city: City = KARACHI) -> bool:
    """Whether we may write first at this moment (with a time zone). A closing minute is closed."""
    local = at.astimezone(PAKISTAN)
    if is_holiday(local.date(), rules=rules):
        return False
    opens, closes = _on(local, rules.contact_opens), _on(local, rules.contact_closes)
    return opens <= local < closes and _quiet(local, rules, city) is None


def next_open_minute(at: datetime, *, rules: Rules = DEFAULT, city: City = KARACHI) -> datetime:
    """`at` itself when open, otherwise the first open whole minute after it, in Pakistan time.

    Raises ValueError when the rules never open (for example closing before opening).
    """
    moment = at.astimezone(PAKISTAN)
    horizon = moment + DAYS_AHEAD * ONE_DAY
    while moment < horizon:
        later = _wait(moment, rules, city)
        if later == moment:
            return moment
        moment = later
    raise ValueError("these contact hours never open")


def is_ramadan(day: date, *, rules: Rules = DEFAULT) -> bool:
    """Whether a day is in Ramadan.

    By `rules.ramadan_dates` when it names dates within a month of this day; otherwise by the Umm al-Qura
    calendar and `rules.ramadan_slack_days` more, because the moon is usually sighted a day later here.
    """
    for first, last in rules.ramadan_dates:
        if first - timedelta(days=30) <= day <= last + timedelta(days=30):
            return first <= day <= last
    return any(_calendar_ramadan(day - slack * ONE_DAY) for slack in range(rules.ramadan_slack_days + 1))


def is_holiday(day: date, *, rules: Rules = DEFAULT) -> bool:
    """Whether a day is a public holiday of Pakistan: as `rules` correct it, otherwise by the calendar.

    An estimated one lasts `rules.holiday_slack_days` longer, because the moon may be sighted a day later.
    """
    if day in rules.holidays_added or day in rules.holidays_removed:
        return day in rules.holidays_added
    slack = (day - late * ONE_DAY for late in range(1, rules.holiday_slack_days + 1))
    return day in _holidays(day.year) or any(_holidays(one.year).get(one) for one in slack)


@lru_cache(maxsize=32)
def _holidays(year: int) -> dict[date, bool]:
    """{public holiday: whether its date is an estimate}"""
    named = country_holidays("PK", years=year, language="en_US")
    return {day: "estimated" in name for day, name in named.items()}


@lru_cache(maxsize=1024)
def sunset_on(day: date, city: City = KARACHI) -> datetime:
    """The moment of sunset, in Pakistan time."""
    observer = Observer(city.latitude, city.longitude)
    moment: datetime = sunset(observer, date=day, tzinfo=PAKISTAN)
    return moment


@lru_cache(maxsize=1024)
def _calendar_ramadan(day: date) -> bool:
    month: int = Gregorian(day.year, day.month, day.day).to_hijri().month
    return month == RAMADAN


def _wait(local: datetime, rules: Rules, city: City) -> datetime:
    """The moment itself when open, or a later one before which it certainly stays closed."""
    opens, closes = _on(local, rules.contact_opens), _on(local, rules.contact_closes)
    if local >= closes or is_holiday(local.date(), rules=rules):
        return _on(local + ONE_DAY, rules.contact_opens)
    if local < opens:
        return opens
    quiet = _quiet(local, rules, city)
    return _whole_minute(quiet[1]) if quiet else local


def _quiet(local: datetime, rules: Rules, city: City) -> Span | None:
    spans = [_friday(local, rules)] if local.weekday() == FRIDAY else []
    if is_ramadan(local.date(), rules=rules):
        spans.append(_iftar(local.date(), rules, city))
    return next(((start, end) for start, end in spans if start <= local < end), None)


def _friday(local: datetime, rules: Rules) -> Span:
    return _on(local, rules.friday_closed_from), _on(local, rules.friday_closed_until)


def _iftar(day: date, rules: Rules, city: City) -> Span:
    down = sunset_on(day, city)
    before = timedelta(minutes=rules.ramadan_minutes_before_sunset)
    return down - before, down + timedelta(minutes=rules.ramadan_minutes_after_sunset)


def _on(local: datetime, clock: time) -> datetime:
    return datetime.combine(local.date(), clock, PAKISTAN)


def _whole_minute(moment: datetime) -> datetime:
    floor = moment.replace(second=0, microsecond=0)
    return floor if floor == moment else floor + ONE_MINUTE
