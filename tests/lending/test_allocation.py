import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lending.allocation import Outstanding, Portion, allocate

OWED = (
    Outstanding(2, principal=300, markup=20, late=100),
    Outstanding(1, principal=200, markup=10, late=50),
)


def paid(amount):
    portions, left = allocate(amount, outstanding=OWED)
    return [(part.installment, str(part.account), part.amount) for part in portions], left


def test_oldest_first_and_inside_it_markup_then_principal_then_late_charge():
    assert paid(700) == (
        [
            (1, "receivable_markup", 10),
            (1, "receivable_principal", 200),
            (1, "late_receivable", 50),
            (2, "receivable_markup", 20),
            (2, "receivable_principal", 300),
            (2, "late_receivable", 100),
        ],
        20,
    )


def test_a_part_payment_stops_where_the_money_ends():
    assert paid(15) == ([(1, "receivable_markup", 10), (1, "receivable_principal", 5)], 0)


def test_nothing_paid_and_nothing_owed():
    assert paid(0) == ([], 0)
    assert allocate(50, outstanding=()) == ((), 50)


def test_a_payment_is_not_negative():
    with pytest.raises(ValueError):
        allocate(-1, outstanding=OWED)


def test_nor_is_a_debt():
    with pytest.raises(ValueError):
        allocate(10, outstanding=(Outstanding(1, principal=-5, markup=0),))


owed = st.builds(
    Outstanding,
    installment=st.integers(1, 9),
    principal=st.integers(0, 10_000),
    markup=st.integers(0, 500),
    late=st.integers(0, 100),
)


@given(st.integers(0, 50_000), st.lists(owed, max_size=5, unique_by=lambda part: part.installment))
def test_no_paisa_is_lost_and_nothing_is_paid_twice(amount, outstanding):
    portions, left = allocate(amount, outstanding=outstanding)
    assert sum(part.amount for part in portions) + left == amount
    assert left == max(0, amount - sum(part.total for part in outstanding))
    open_by_number = {part.installment: part for part in outstanding}
    assert all(0 < part.amount <= open_by_number[part.installment].of(part.account) for part in portions)
    assert len({(part.installment, part.account) for part in portions}) == len(portions)
    assert portions == tuple(Portion(part.installment, part.account, part.amount) for part in portions)
