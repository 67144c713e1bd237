from datetime import date, timedelta

import pytest

from bot.lending.hardship import extend, longest_extension, promise_problem, smaller_installments
from bot.lending.money import rupees
from bot.lending.plans import PAY2, RuleBroken

from .cases import DAY, FREE, LOAN, SMALL, Book, after, offer


def unpaid(one, paid=0):
    return {part.number: part.due for part in one.installments[paid:]}


def test_a_free_extension_moves_what_is_unpaid_and_nothing_else():
    one = offer(1_000, FREE)
    moved = extend(unpaid=unpaid(one, paid=2), by_days=10, agreed_on=DAY, extensions_used=0)
    assert moved == {3: DAY + timedelta(days=40), 4: DAY + timedelta(days=55)}


@pytest.mark.parametrize(
    ("days", "used", "code"),
    [(10, 1, "no_extension_left"), (16, 0, "extension_too_long"), (0, 0, "extension_too_long")],
)
def test_extensions_that_are_refused(days, used, code):
    with pytest.raises(RuleBroken, match=code):
        extend(unpaid=unpaid(offer(1_000, FREE)), by_days=days, agreed_on=DAY, extensions_used=used)


def test_the_tenor_holds_with_every_extension():
    with pytest.raises(RuleBroken, match="tenor_too_long"):
        extend(unpaid=unpaid(offer(1_000)), by_days=1, agreed_on=DAY, extensions_used=0)


def test_how_far_an_extension_can_go():
    ask = {"agreed_on": DAY, "extensions_used": 0}
    assert longest_extension(unpaid=unpaid(offer(1_000, FREE)), **ask) == 15
    assert longest_extension(unpaid={2: DAY + timedelta(days=85)}, **ask) == 5
    assert longest_extension(unpaid=unpaid(offer(1_000)), **ask) == 0
    assert longest_extension(unpaid={}, **ask) == 0
    assert longest_extension(unpaid=unpaid(offer(1_000, FREE)), agreed_on=DAY, extensions_used=1) == 0


def spread(book, count, *, first=61, apart=7):
    plan = smaller_installments(
        loan=LOAN,
        balance=book.now,
        count=count,
        first_due=DAY + timedelta(days=first),
        every_days=apart,
        agreed_on=DAY,
        reference="H1",
        at=after(60),
        rules=SMALL,
    )
    book.add(plan.posting)
    return plan.installments


def test_smaller_instalments_inside_the_tenor_cost_nothing_more():
    book = Book(offer(1_000, PAY2))
    book.pay(515)
    parts = spread(book, 4)
    assert [part.amount // 100 for part in parts] == [128, 128, 128, 131]
    assert [part.number for part in parts] == [3, 4, 5, 6]
    assert book.owed() == [0, 0, 128, 128, 128, 131]
    assert book.now.paid == rupees(515) and book.problems() == []
    book.pay(515, "P2")
    assert book.now.settled and book.problems() == []


def test_a_payment_that_bounces_after_that_is_owed_where_it_was():
    book = Book(offer(1_000, PAY2))
    book.pay(515)
    spread(book, 4)
    book.bounce("P1")
    assert book.owed() == [515, 0, 128, 128, 128, 131] and book.problems() == []


@pytest.mark.parametrize(
    ("count", "apart", "code"), [(6, 7, "tenor_too_long"), (1, 7, "not_smaller"), (5, 8, "tenor_too_long")]
)
def test_spreading_that_is_refused(count, apart, code):
    book = Book(offer(1_000, PAY2))
    book.pay(515)
    with pytest.raises(RuleBroken, match=code):
        spread(book, count, apart=apart)


def test_nothing_owed_nothing_spread():
    book = Book(offer(1_000, PAY2))
    book.pay(1_030)
    with pytest.raises(RuleBroken, match="nothing_owed"):
        spread(book, 2)


def test_nothing_unpaid_nothing_extended():
    with pytest.raises(RuleBroken, match="nothing_owed"):
        extend(unpaid={}, by_days=10, agreed_on=DAY, extensions_used=0)


@pytest.mark.parametrize(
    "when", [{"count": 0}, {"count": 2, "apart": 0}, {"count": 2, "first": -1}, {"count": 3, "apart": -7}]
)
def test_dates_that_make_no_schedule(when):
    with pytest.raises(RuleBroken, match="bad_dates"):
        spread(Book(offer(1_000, PAY2)), **when)


def test_a_debt_too_small_to_divide():
    """By whole rupees the parts would be nothing at all, or less than nothing."""
    book = Book(offer(1_000, PAY2))
    book.pay(1_025, "P1")
    with pytest.raises(RuleBroken, match="too_little_to_spread"):
        spread(book, 6, first=61, apart=2)
    book.pay(1, "P2")
    with pytest.raises(RuleBroken, match="too_little_to_spread"):
        spread(book, 5, first=61, apart=2)


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        (date(2026, 11, 23), "past"),
        (date(2026, 11, 24), None),
        (date(2026, 12, 8), None),
        (date(2026, 12, 9), "too_far"),
    ],
)
def test_a_promise_names_a_day_that_is_near(day, problem):
    assert promise_problem(day, due=DAY, today=DAY) == problem


def test_before_the_due_date_the_days_count_from_there():
    due = date(2026, 12, 24)
    assert promise_problem(date(2027, 1, 7), due=due, today=DAY) is None
    assert promise_problem(date(2027, 1, 8), due=due, today=DAY) == "too_far"
