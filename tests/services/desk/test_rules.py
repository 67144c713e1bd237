"""Desk hours: when somebody is there, and how long a customer has really waited."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.desk.rules import DeskRules

START = datetime(2026, 1, 1, tzinfo=UTC)
DESK = DeskRules()
WEEKDAYS = DeskRules(opens=time(10), closes=time(18), days=frozenset({1, 2, 3, 4, 5}))
MOMENTS = st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
SPANS = st.timedeltas(timedelta(0), timedelta(days=3))


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+05:00")


@pytest.mark.parametrize(
    ("moment", "opened"),
    [
        ("2026-11-27T09:00", True),
        ("2026-11-27T08:59", False),
        ("2026-11-27T18:59", True),
        ("2026-11-27T19:00", False),
    ],
)
def test_the_closing_minute_is_closed(moment: str, opened: bool) -> None:
    assert DESK.is_open(at(moment)) is opened


def test_after_closing_the_next_morning_and_after_friday_monday() -> None:
    assert DESK.next_open(at("2026-11-27T19:00")) == at("2026-11-28T09:00")
    assert WEEKDAYS.next_open(at("2026-11-27T18:00")) == at("2026-11-30T10:00")
    assert DESK.next_open(at("2026-11-27T12:00")) == at("2026-11-27T12:00")


def test_the_night_does_not_count() -> None:
    assert DESK.after(at("2026-11-27T18:50"), timedelta(minutes=15)) == at("2026-11-28T09:05")
    assert DESK.after(at("2026-11-27T22:00"), timedelta(minutes=15)) == at("2026-11-28T09:15")
    assert DESK.between(at("2026-11-27T18:50"), at("2026-11-28T09:05")) == timedelta(minutes=15)
    assert DESK.between(at("2026-11-27T20:00"), at("2026-11-28T08:00")) == timedelta(0)
    assert WEEKDAYS.between(at("2026-11-27T17:00"), at("2026-11-30T11:00")) == timedelta(hours=2)


def test_no_time_goes_backwards() -> None:
    assert DESK.between(at("2026-11-28T10:00"), at("2026-11-27T10:00")) == timedelta(0)
    with pytest.raises(ValueError, match="negative"):
        DESK.after(at("2026-11-27T10:00"), timedelta(minutes=-1))


@given(MOMENTS, SPANS, st.sampled_from([DESK, WEEKDAYS]))
def test_what_is_due_after_a_span_is_that_span_away(
    moment: datetime, span: timedelta, desk: DeskRules
) -> None:
    assert desk.between(moment, desk.after(moment, span)) == span
