from datetime import date

import pytest

from bot.lending.identity import age, cnic_format, is_adult, mask_cnic, valid_cnic

CNIC = "3520212345671"


@pytest.mark.parametrize("digits", [CNIC, "9" * 13, "1000000000000"])
def test_a_cnic_has_thirteen_digits_and_does_not_begin_with_nought(digits):
    assert valid_cnic(digits)


@pytest.mark.parametrize(
    "digits", ["", "0520212345671", CNIC[:12], CNIC + "1", "35202-1234567-1", "۳" * 13, "x" * 13]
)
def test_everything_else_is_none(digits):
    assert not valid_cnic(digits)


def test_it_is_written_five_seven_one_and_shown_masked():
    assert cnic_format(CNIC) == "35202-1234567-1"
    assert mask_cnic(CNIC) == "35202-*****67-1"


@pytest.mark.parametrize("show", [cnic_format, mask_cnic])
def test_a_malformed_number_is_neither_shown_nor_quoted_in_the_error(show):
    with pytest.raises(ValueError) as error:
        show("352021234567")
    assert "352021234567" not in str(error.value)


@pytest.mark.parametrize(
    ("born", "today", "adult"),
    [
        (date(2008, 11, 24), date(2026, 11, 23), False),
        (date(2008, 11, 24), date(2026, 11, 24), True),
        (date(2008, 2, 29), date(2026, 2, 28), False),
        (date(2008, 2, 29), date(2026, 3, 1), True),
        (date(2012, 2, 29), date(2030, 2, 28), False),
    ],
)
def test_adults_are_eighteen_on_the_day(born, today, adult):
    assert is_adult(born, today=today) is adult


def test_age_counts_completed_years():
    assert age(date(1990, 12, 31), today=date(2026, 12, 30)) == 35
    assert age(date(2004, 2, 29), today=date(2024, 2, 29)) == 20
