from datetime import date, datetime, time, timedelta

import pytest

from bot.lending.hours import CITIES
from bot.lending.reminders import PAKISTAN, Standing, is_overdue, may_send, next_allowed, planned, suppressed

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
    ]


def test_which_reminders_speak_of_an_overdue_instalment():
    assert [kind for kind, _ in planned(DUE) if is_overdue(kind)] == ["after_1", "after_3", "after_7"]
    with pytest.raises(KeyError):
        is_overdue("after_99")


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
    assert next_allowed([at(18), at(20), at(22)], at(24, "19:30")) == at(26, "09:00")


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
    assert suppressed(standing, kind="on_day", planned_at=at(24), at=at(24)) == reason


def test_an_old_reminder_is_not_sent_late():
    late = [
        suppressed(OWED, kind="after_1", planned_at=at(24), at=at(24) + timedelta(hours=hours))
        for hours in (36, 37)
    ]
    assert late == [None, "stale"]


def test_a_reminder_of_today_is_not_sent_tomorrow():
    same, next_day = at(24, "21:59"), at(25, "08:00")
    assert suppressed(OWED, kind="on_day", planned_at=at(24), at=same) is None
    assert suppressed(OWED, kind="on_day", planned_at=at(24), at=next_day) == "stale"
    assert suppressed(OWED, kind="before_3", planned_at=at(24), at=next_day) is None
