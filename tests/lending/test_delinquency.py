from datetime import date, timedelta

import pytest

from bot.lending.delinquency import bucket, days_late, portfolio

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("days", "name"),
    [
        (0, "current"),
        (1, "1_3"),
        (3, "1_3"),
        (4, "4_30"),
        (30, "4_30"),
        (31, "31_60"),
        (60, "31_60"),
        (61, "61_90"),
        (90, "61_90"),
        (91, "over_90"),
    ],
)
def test_buckets(days, name):
    assert bucket(days) == name


def test_the_oldest_unpaid_instalment_says_how_late():
    assert days_late([TODAY - timedelta(days=5), TODAY - timedelta(days=20)], today=TODAY) == 20
    assert days_late([TODAY, TODAY + timedelta(days=3)], today=TODAY) == 0 == days_late([], today=TODAY)


def test_portfolio_at_risk():
    book = portfolio([(600, 0), (200, 2), (100, 31), (60, 61), (40, 120)])
    assert book.outstanding == 1_000
    assert [book.at_risk(over_days=days) for days in (0, 3, 30, 60, 90)] == [400, 200, 200, 100, 40]
    assert book.share_at_risk_bp(over_days=30) == 2_000
    assert portfolio([]).share_at_risk_bp(over_days=30) == 0
    with pytest.raises(ValueError):
        book.at_risk(over_days=45)
