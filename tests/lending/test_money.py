from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lending.money import rupees, share, split, whole_rupees


@pytest.mark.parametrize(
    ("amount", "paisa"),
    [(1, 100), (0, 0), (99.99, 9_999), (0.1, 10), (Decimal("12.5"), 1_250), (1e3, 100_000), (-5, -500)],
)
def test_rupees_are_paisa(amount, paisa):
    assert rupees(amount) == paisa


@pytest.mark.parametrize("amount", [0.001, 1.999, Decimal("0.005"), float("nan"), float("inf")])
def test_what_is_no_whole_number_of_paisa_is_refused(amount):
    with pytest.raises(ValueError):
        rupees(amount)


def test_whole_rupees_rounds_down():
    assert whole_rupees(12_399) == 12_300
    assert whole_rupees(99) == 0


def test_a_share_is_rounded_down_to_a_rupee():
    assert share(1_250_000, basis_points=450) == 56_200  # Rs 562.50


def test_the_last_part_takes_the_remainder():
    assert split(125_000, parts=4) == (31_200, 31_200, 31_200, 31_400)


@pytest.mark.parametrize(("total", "parts"), [(-1, 2), (100, 0)])
def test_what_cannot_be_split(total, parts):
    with pytest.raises(ValueError):
        split(total, parts=parts)


@given(st.integers(0, 10**10), st.integers(1, 60))
def test_nothing_is_lost_in_splitting(total, parts):
    pieces = split(total, parts=parts)
    assert sum(pieces) == total and len(pieces) == parts
    assert all(piece % 100 == 0 for piece in pieces[:-1])
    assert pieces[-1] >= max(pieces) or parts == 1
    assert pieces[-1] - pieces[0] < parts * 100
