from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lending.schedule import Payday, add_months, due_dates, equal_intervals

DAILY = Payday("daily")


def monthly(day):
    return Payday("monthly", day)


def dues(start, count=3, every="month", payday=DAILY):
    return [str(day) for day in due_dates(start=start, count=count, every=every, payday=payday)]


@pytest.mark.parametrize(
    ("start", "months", "day"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_short_months_use_their_last_day(start, months, day):
    assert add_months(start, months) == day


def test_paid_by_the_month_due_the_day_after_payday():
    assert dues(date(2026, 11, 24), payday=monthly(5)) == ["2026-12-06", "2027-01-06", "2027-02-06"]


def test_payday_on_the_thirty_first_is_due_on_the_first():
    assert dues(date(2026, 11, 10), payday=monthly(31)) == ["2026-12-01", "2027-01-01", "2027-02-01"]
    assert dues(date(2027, 2, 10), payday=monthly(31)) == ["2027-03-01", "2027-04-01", "2027-05-01"]


def test_payday_on_the_thirtieth_in_february():
    assert dues(date(2027, 1, 20), payday=monthly(30)) == ["2027-01-31", "2027-03-01", "2027-03-31"]
    assert dues(date(2028, 1, 20), payday=monthly(29)) == ["2028-01-30", "2028-03-01", "2028-03-30"]


def test_the_first_instalment_is_at_least_a_week_away():
    assert dues(date(2026, 11, 29), 2, payday=monthly(5)) == ["2026-12-06", "2027-01-06"]
    assert dues(date(2026, 11, 30), 2, payday=monthly(5)) == ["2027-01-06", "2027-02-06"]


def test_paydays_that_outlast_the_tenor_give_way_to_thirty_days():
    assert dues(date(2026, 11, 30), 3, payday=monthly(5)) == ["2026-12-30", "2027-01-29", "2027-02-28"]


def test_three_months_that_are_more_than_ninety_days_become_thirty_days_each():
    assert dues(date(2027, 7, 1)) == ["2027-07-31", "2027-08-30", "2027-09-29"]
    assert dues(date(2027, 1, 15)) == ["2027-02-15", "2027-03-15", "2027-04-15"]


def test_paid_by_the_week_due_the_weekday_after():
    friday = Payday("weekly", 4)
    assert dues(date(2026, 11, 24), payday=friday) == ["2026-12-19", "2027-01-16", "2027-02-13"]
    assert dues(date(2026, 11, 24), every="15_days", payday=friday) == [
        "2026-12-05",
        "2026-12-19",
        "2027-01-02",
    ]
    sunday = Payday("weekly", 6)
    assert dues(date(2026, 11, 23), 2, "15_days", sunday) == ["2026-12-07", "2026-12-21"]


def test_every_fifteen_days():
    assert dues(date(2023, 1, 1), every="15_days") == ["2023-01-16", "2023-01-31", "2023-02-15"]


def test_no_dates_at_all():
    assert dues(date(2026, 1, 1), 0) == []


@pytest.mark.parametrize(
    ("kind", "day"), [("weekly", 7), ("monthly", 0), ("monthly", 32), ("daily", 1), ("weekly", None)]
)
def test_days_on_which_nobody_is_paid(kind, day):
    with pytest.raises(ValueError):
        Payday(kind, day)


def test_intervals():
    assert equal_intervals([])
    assert equal_intervals([date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)])
    assert equal_intervals([date(2026, 1, 31), date(2026, 3, 1), date(2026, 3, 31)])
    assert not equal_intervals([date(2026, 1, 1), date(2026, 1, 11), date(2026, 1, 31)])
    assert not equal_intervals([date(2026, 1, 5), date(2026, 2, 5), date(2026, 4, 5)])


paydays = st.one_of(
    st.just(DAILY),
    st.integers(0, 6).map(lambda day: Payday("weekly", day)),
    st.integers(1, 31).map(monthly),
)


@given(
    start=st.dates(date(2024, 1, 1), date(2032, 12, 31)),
    count=st.integers(1, 3),
    every=st.sampled_from(["15_days", "month"]),
    payday=paydays,
)
def test_due_dates_are_lawful_whoever_asks_whenever(start, count, every, payday):
    dates = due_dates(start=start, count=count, every=every, payday=payday)
    assert len(dates) == count and list(dates) == sorted(set(dates))
    assert equal_intervals(dates)
    assert dates[0] - start >= timedelta(days=7)
    assert dates[-1] - start <= timedelta(days=90)
    if payday.kind == "weekly":
        assert {day.weekday() for day in dates} == {(payday.day + 1) % 7}
