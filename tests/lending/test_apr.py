"""The worked examples of Regulation Z, Appendix J, and of the European directive."""

from datetime import date
from decimal import Decimal

import pytest
from dateutil.relativedelta import relativedelta

from bot.lending.apr import MONTH, annual_percentage_rate, effective_annual_rate, every, once, unit_period


def monthly(first, count, amount):
    return [(first + relativedelta(months=number), amount) for number in range(count)]


def weekly(first, count, amount):
    return [(first + relativedelta(weeks=number), amount) for number in range(count)]


def test_appendix_j_regular_months():
    payments = monthly(date(1978, 2, 10), 24, 23_000)
    rate = annual_percentage_rate(advances=[(date(1978, 1, 10), 500_000)], payments=payments)
    assert rate == Decimal("9.69")


def test_appendix_j_a_long_first_period():
    payments = monthly(date(1978, 4, 1), 36, 20_000)
    rate = annual_percentage_rate(advances=[(date(1978, 2, 10), 600_000)], payments=payments, unit=MONTH)
    assert rate == Decimal("11.82")


def test_appendix_j_weeks_with_odd_days():
    payments = weekly(date(1978, 4, 21), 30, 1_760)
    advances = [(date(1978, 3, 20), 50_000)]
    assert annual_percentage_rate(advances=advances, payments=payments) == Decimal("14.96")
    assert annual_percentage_rate(advances=advances, payments=payments, unit=every(7)) == Decimal("14.96")


def test_the_european_case():
    start = date(2001, 1, 1)
    payments = [(start + relativedelta(days=546), 120_000)]
    assert effective_annual_rate(advances=[(start, 100_000)], payments=payments) == Decimal("12.96")


@pytest.mark.parametrize(
    ("days", "most"), [((0, 30, 60), 596), ((0, 15, 30, 45), 454), ((0, 30, 60, 90), 902)]
)
def test_the_most_a_fee_may_be_under_the_cap_of_seventy_four_per_cent(days, most):
    start = date(2026, 1, 1)

    def rate(fee_bp):
        each = 100_000_000 * (10_000 + fee_bp) // 10_000 // len(days)
        payments = [(start + relativedelta(days=day), each) for day in days]
        return annual_percentage_rate(advances=[(start, 100_000_000)], payments=payments)

    assert rate(most - 1) <= Decimal("74.00") < rate(most + 1)  # rules.md rounds to a basis point


def test_what_local_players_charge():
    start = date(2026, 1, 1)
    payments = [(start + relativedelta(days=day), 38_333_334) for day in (0, 30, 60)]
    rate = annual_percentage_rate(advances=[(start, 100_000_000)], payments=payments)
    assert 192 < rate < 194


def test_a_free_plan_has_no_rate():
    start = date(2026, 1, 1)
    flows = {"advances": [(start, 1_000)], "payments": [(start, 500), (date(2026, 2, 1), 500)]}
    assert annual_percentage_rate(**flows) == effective_annual_rate(**flows) == Decimal("0.00")


@pytest.mark.parametrize("rate", [annual_percentage_rate, effective_annual_rate])
def test_less_back_than_was_lent_has_no_rate(rate):
    with pytest.raises(ValueError):
        rate(advances=[(date(2026, 1, 1), 1_000)], payments=[(date(2026, 2, 1), 999)])
    with pytest.raises(ValueError):
        rate(advances=[], payments=[])


def test_months_are_counted_back_from_the_payment():
    assert MONTH.between(date(1978, 2, 10), date(1978, 4, 1)) == (1, 19 / 30)
    assert MONTH.between(date(2026, 1, 31), date(2026, 3, 31)) == (2, 0.0)
    assert MONTH.between(date(2026, 1, 30), date(2026, 2, 28)) == (0, 29 / 30)


def test_the_unit_period_is_found_from_the_dates():
    start = date(2026, 1, 1)
    assert unit_period(start=start, dates=[start]) == once(365)
    assert unit_period(start=start, dates=[date(2026, 1, 31)]) == once(30)
    assert unit_period(start=start, dates=[date(2026, 1, 16), date(2026, 1, 31)]) == every(15)
    assert unit_period(start=start, dates=[date(2026, m, 1) for m in (2, 3, 4)]) == MONTH


def test_a_year_has_fifty_two_weeks_or_three_hundred_and_sixty_five_days():
    assert (every(7).a_year, every(28).a_year, every(15).a_year) == (52, 13, 365 / 15)
    assert once(14).a_year == 365 / 14
    assert once(546).days == 365
