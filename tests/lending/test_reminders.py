from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lending.hours import CITIES
from bot.lending.reminders import PAKISTAN, Standing, due_days, may_send, next_allowed, planned, suppressed

DUE = date(2026, 11, 24)
OWED = Standing(outstanding=50_000)


def at(day, clock="10:00"):
    return datetime.combine(date(2026, 11, day), time.fromisoformat(clock), PAKISTAN)


def test_the_cadence():
    assert [(kind, moment.strftime("%d %b %H:%M")) for kind, moment in planned(DUE)] == [
        ("before_3", "21 Nov 10:00"),
        ("on_day", "24 Nov 10:00"),
        ("after_1", "25 Nov 10:00"),
        ("after_3", "27 Nov 10:00"),
        ("after_7", "01 Dec 10:00"),
        ("people", "04 Dec 10:00"),
    ]


def test_at_most_one_a_day():
    assert may_send([], at(24))
    assert not may_send([at(24, "09:00")], at(24, "18:00"))
    assert may_send([at(23, "18:59")], at(24, "09:00"))


def test_at_most_three_in_any_seven_days():
    sent = [at(18, "10:01"), at(20), at(22)]
    assert not may_send(sent, at(24))
    assert not may_send(sent, at(25, "10:00"))
    assert may_send(sent, at(25, "10:01"))


def test_the_first_moment_that_hours_and_limits_allow():
    assert next_allowed([], at(24, "20:00")) == at(25, "09:00")
    assert next_allowed([at(24, "09:30")], at(24)) == at(25, "09:00")
    assert next_allowed([at(18), at(20), at(22)], at(24, "19:30")) == at(25, "10:00")


def test_sunset_in_ramadan_is_that_of_the_city():
    """In Quetta the sun sets some minutes after it has set over Lahore."""
    half_past_five = datetime(2026, 3, 1, 17, 35, tzinfo=PAKISTAN)
    assert next_allowed([], half_past_five, city=CITIES["Quetta"]) == half_past_five
    assert next_allowed([], half_past_five, city=CITIES["Lahore"]) > half_past_five


@pytest.mark.parametrize(
    ("standing", "reason"),
    [
        (OWED, None),
        (Standing(outstanding=0), "paid"),
        (Standing(outstanding=0, prepaid=True), "prepaid"),
        (Standing(outstanding=1, opted_out=True), "opted_out"),
        (Standing(outstanding=1, hardship=True), "hardship"),
        (Standing(outstanding=1, disputed=True), "disputed"),
        (Standing(outstanding=1, return_open=True), "return_open"),
        (Standing(outstanding=1, promised=date(2026, 11, 24)), "promised"),
        (Standing(outstanding=1, promised=date(2026, 11, 23)), None),
        (Standing(outstanding=1, held_by_agent=True), "held_by_agent"),
        (Standing(outstanding=1, locked=True), "locked"),
    ],
)
def test_what_keeps_a_reminder_from_going_out(standing, reason):
    assert suppressed(standing, kind="on_day", day=DUE, planned_at=at(24), at=at(24)) == reason


def test_an_old_reminder_is_not_sent_late():
    late = [
        suppressed(OWED, kind="after_1", day=DUE, planned_at=at(24), at=at(24) + timedelta(hours=hours))
        for hours in (36, 37)
    ]
    assert late == [None, "stale"]


def test_a_reminder_of_today_is_not_sent_tomorrow():
    same, next_day = at(24, "21:59"), at(25, "08:00")
    assert when(same, "on_day") is None
    assert when(next_day, "on_day") == "stale"
    assert when(next_day, "before_3", due=date(2026, 11, 27)) is None


def when(moment, kind, due=DUE):
    return suppressed(OWED, kind=kind, day=due, planned_at=at(24), at=moment)


def test_a_promise_rests_until_its_day_and_has_one_reminder_on_it():
    chosen = Standing(outstanding=1, promised=date(2026, 11, 27))
    on_it = {"day": date(2026, 11, 27), "planned_at": at(27)}
    assert suppressed(chosen, kind="after_1", day=DUE, planned_at=at(25), at=at(25)) == "promised"
    assert suppressed(chosen, kind="after_3", day=DUE, planned_at=at(27), at=at(27)) == "promised"
    assert suppressed(chosen, kind="promised", **on_it, at=at(27)) is None
    assert suppressed(chosen, kind="promised", **on_it, at=at(28, "09:00")) == "stale"
    assert suppressed(chosen, kind="broken", day=date(2026, 11, 27), planned_at=at(28), at=at(28)) is None


def test_what_falls_on_a_holiday_comes_before_it_and_what_is_late_after_it():
    """The Quaid's birthday is 25 December, a Friday in 2026."""
    kinds = {
        kind: [moment.strftime("%d") for name, moment in planned(due) if name == kind]
        for kind, due in (("on_day", date(2026, 12, 25)), ("after_1", date(2026, 12, 24)))
    }
    assert kinds == {"on_day": ["24"], "after_1": ["26"]}


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.integers(0, 5))
def test_the_days_of_a_span_are_those_whose_reminders_fall_into_it(day, length):
    start = datetime.combine(day, time(9, 59), PAKISTAN)
    end = start + timedelta(days=length)
    found = {(kind, due, moment) for kind, due, moment in due_days(start, end)}
    near = [day + timedelta(days=away) for away in range(-30, 30)]
    wanted = {(kind, due, moment) for due in near for kind, moment in planned(due) if start < moment <= end}
    assert found == wanted
