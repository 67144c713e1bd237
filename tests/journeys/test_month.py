"""A short form of benchmarks/month.py: some customers, thirty days, a Twilio that fails, lost days, two workers."""

from datetime import datetime
from pathlib import Path

from benchmarks.month import simulate
from tests.conduct import PAKISTAN

CUSTOMERS, MINUTES = 25, 180  # a clock that ticks every three hours is late for everything


def test_a_month_in_which_nobody_hears_what_they_should_not(tmp_path: Path) -> None:
    start = datetime(2026, 12, 1, tzinfo=PAKISTAN)
    told = simulate(tmp_path, customers=CUSTOMERS, start=start, days=30, every=MINUTES)
    shown = "\n".join(told.lines())
    assert told.violations == [], shown
    # and it was about something
    assert set(told.kinds) >= {"before_3", "on_day", "after_1", "after_3", "after_7"}, shown
    assert set(told.suppressed) >= {"paid", "stale"} and told.retried and told.fall_backs, shown
    assert told.sent > CUSTOMERS and (told.a_day, told.a_week) <= (1, 3), shown
