from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lending.hours import (
    ISLAMABAD,
    PAKISTAN,
    is_holiday,
    is_open,
    is_ramadan,
    next_open_minute,
    sunset_on,
)
from bot.lending.rules import DEFAULT

TUESDAY, FRIDAY = date(2026, 11, 24), date(2026, 11, 27)
FAST = date(2026, 3, 3)  # a Tuesday in Ramadan; the sun sets in Karachi at 18:34


def at(day, clock):
    return datetime.combine(day, time.fromisoformat(clock), PAKISTAN)


def opens(day, clock, **more):
    found = next_open_minute(at(day, clock), **more)
    return found.strftime("%a %d %b %H:%M")


@pytest.mark.parametrize(
    ("day", "clock", "open_"),
    [
        (TUESDAY, "08:59:59", False),
        (TUESDAY, "09:00", True),
        (TUESDAY, "13:00", True),
        (TUESDAY, "18:59:59", True),
        (TUESDAY, "19:00", False),
        (FRIDAY, "12:29:59", True),
        (FRIDAY, "12:30", False),
        (FRIDAY, "14:29:59", False),
        (FRIDAY, "14:30", True),
        (FAST, "18:04", True),
        (FAST, "18:06", False),
    ],
)
def test_contact_hours(day, clock, open_):
    assert is_open(at(day, clock)) is open_


def test_the_hours_are_pakistans_wherever_the_server_is():
    assert is_open(datetime(2026, 11, 24, 4, 0, tzinfo=UTC)) and not is_open(
        datetime(2026, 11, 24, 3, 59, tzinfo=UTC)
    )


def test_what_falls_outside_waits_for_the_next_open_minute():
    assert opens(TUESDAY, "10:15:30") == "Tue 24 Nov 10:15"
    assert opens(TUESDAY, "06:00") == "Tue 24 Nov 09:00"
    assert opens(TUESDAY, "19:00") == "Wed 25 Nov 09:00"
    assert opens(FRIDAY, "13:00") == "Fri 27 Nov 14:30"
    assert opens(FAST, "18:10") == "Wed 04 Mar 09:00"
    assert next_open_minute(at(TUESDAY, "10:15:30")) == at(TUESDAY, "10:15:30")


def test_late_hours_open_again_after_the_fast_is_broken():
    late = replace(DEFAULT, contact_closes=time(22, 0))
    assert opens(FAST, "18:10", rules=late) == "Tue 03 Mar 20:35"


def test_sunset_is_the_citys():
    assert sunset_on(FAST).strftime("%H:%M") == "18:34"
    assert sunset_on(FAST, ISLAMABAD) < sunset_on(FAST)
    assert is_open(at(FAST, "17:45")) and not is_open(at(FAST, "17:45"), city=ISLAMABAD)


def test_ramadan_by_the_calendar_lasts_one_day_longer():
    days = [date(2026, 2, 17), date(2026, 2, 18), date(2026, 3, 19), date(2026, 3, 20), date(2026, 3, 21)]
    assert [is_ramadan(day) for day in days] == [False, True, True, True, False]


def test_announced_dates_correct_the_calendar_of_their_own_year_only():
    announced = replace(DEFAULT, ramadan_dates=((date(2026, 2, 19), date(2026, 3, 20)),))
    assert not is_ramadan(date(2026, 2, 18), rules=announced)
    assert is_ramadan(date(2026, 3, 20), rules=announced)
    assert not is_ramadan(date(2026, 3, 21), rules=announced)
    assert is_ramadan(date(2027, 2, 10), rules=announced)


def test_hours_that_never_open_are_an_error_and_no_endless_loop():
    with pytest.raises(ValueError):
        next_open_minute(at(TUESDAY, "10:00"), rules=replace(DEFAULT, contact_opens=time(20, 0)))


moments = st.datetimes(datetime(2025, 1, 1), datetime(2031, 1, 1)).map(lambda m: m.replace(tzinfo=PAKISTAN))  # noqa: DTZ001


@settings(max_examples=60)
@given(moments)
def test_the_next_open_minute_is_open_and_nothing_open_is_skipped(moment):
    found = next_open_minute(moment)
    assert is_open(found) and found >= moment
    step = moment
    while step < found:
        assert not is_open(step)
        step += timedelta(minutes=7)


QUAID, EID = date(2026, 12, 25), date(2027, 3, 10)  # the second by the calendar's estimate, three days of it


@pytest.mark.parametrize(
    ("day", "rules", "holiday"),
    [
        (QUAID, DEFAULT, True),
        (QUAID + timedelta(days=1), DEFAULT, False),
        (EID, DEFAULT, True),
        (EID + timedelta(days=3), DEFAULT, True),  # the moon may be a day later
        (EID + timedelta(days=4), DEFAULT, False),
        (EID + timedelta(days=3), replace(DEFAULT, holidays_removed=frozenset([date(2027, 3, 13)])), False),
        (TUESDAY, replace(DEFAULT, holidays_added=frozenset([TUESDAY])), True),
        (QUAID, replace(DEFAULT, holidays_removed=frozenset([QUAID])), False),
    ],
)
def test_public_holidays(day, rules, holiday):
    assert is_holiday(day, rules=rules) is holiday
    assert is_open(at(day, "10:00"), rules=rules) is not holiday


def test_what_falls_on_a_holiday_waits_until_it_is_over():
    assert opens(QUAID, "10:00") == "Sat 26 Dec 09:00"
    assert opens(EID, "08:00") == "Sun 14 Mar 09:00"
