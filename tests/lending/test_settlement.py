from datetime import timedelta

from bot.lending import ledger
from bot.lending.accounts import Account
from bot.lending.earning import earned_by, settlement_quote
from bot.lending.money import rupees

from .cases import DAY, FREE, LOAN, Book, after, offer


def quote(book, day):
    return settlement_quote(book.offer, balance=book.now, on=DAY + timedelta(days=day))


def test_markup_is_earned_in_a_straight_line_and_in_the_customers_favour():
    one = offer(1_000)
    on = {
        day: sum(earned_by(one, on=DAY + timedelta(days=day)).values())
        for day in (-1, 0, 1, 2, 30, 31, 90, 91)
    }
    assert on == {-1: 0, 0: 0, 1: 0, 2: 100, 30: 1_500, 31: 1_500, 90: 4_500, 91: 4_500}


def test_what_it_costs_to_settle_falls_on_the_first_days():
    book = Book(offer(1_000))
    assert [quote(book, day).amount / 100 for day in (0, 15, 30, 90)] == [1_000, 1_007, 1_015, 1_045]
    assert quote(book, 15).forgiven == rupees(38)


def test_settling_early_forgives_what_is_not_earned():
    book = Book(offer(1_000))
    book.settle(1_007, "P1", day=15)
    assert book.now.settled and book.now.credit == 0 and book.now.paid == rupees(1_007)
    assert book.stands(Account.MARKUP_INCOME) == -rupees(7) and book.now.unearned == 0
    assert [posting.kind for posting in book.postings] == ["accept", "earn", "rebate", "payment"]
    assert book.problems() == []


def test_a_rupee_less_is_an_ordinary_payment():
    book = Book(offer(1_000))
    book.settle(1_006, "P1", day=15)
    assert book.owed() == [0, 0, 39] and book.now.unearned == rupees(45)


def test_too_much_is_kept_as_credit():
    book = Book(offer(1_000))
    book.settle(1_045, "P1", day=15)
    assert book.now.settled and book.now.credit == rupees(38) and book.problems() == []


def test_after_part_payments_and_with_markup_paid_in_advance():
    book = Book(offer(1_000))
    book.settle(700, "P1", day=1)  # two instalments and Rs 4 of the third, mark-up of all three paid
    assert book.now.open[0].markup == rupees(11)
    assert quote(book, 2).amount == rupees(345 - 44)
    book.settle(301, "P2", day=2)
    assert book.now.settled and book.now.credit == 0 and book.problems() == []


def test_markup_already_booked_as_income_is_not_booked_twice():
    book = Book(offer(1_000))
    book.earn(day=10)
    book.settle(1_007, "P1", day=15)
    assert book.stands(Account.MARKUP_INCOME) == -rupees(7) and book.now.settled


def test_a_free_plan_and_a_closed_one():
    book = Book(offer(1_000, FREE))
    assert quote(book, 3).amount == rupees(1_000) and quote(book, 3).forgiven == 0
    book.settle(1_000, "P1", day=3)
    book.settle(50, "P2", day=4)
    assert book.now.credit == rupees(50) and book.problems() == []


def test_a_payment_told_late_settles_at_the_price_of_its_own_day():
    """The provider had the money on day 15 and told us on day 20, when more had been booked as earned."""
    book = Book(offer(1_000))
    book.earn(day=20)
    assert -book.stands(Account.MARKUP_INCOME) == rupees(10)
    assert quote(book, 15).amount == rupees(1_007)
    book.settle(1_007, "P1", day=15)
    assert book.now.settled and book.now.credit == 0 and book.stands(Account.MARKUP_INCOME) == -rupees(7)
    assert book.problems() == []


def test_a_return_can_leave_nothing_to_pay_and_the_plan_then_closes_without_a_payment():
    book = Book(offer(1_000))
    book.settle(999, "P1", day=0)
    book.add(ledger.refund(loan=LOAN, balance=book.now, amount=rupees(5), reference="G1", at=after(0)))
    assert book.now.outstanding and quote(book, 0).amount == 0
    book.add(*forgiven(book, day=0))
    assert book.now.settled and book.now.credit == rupees(4) and book.now.charges == 0
    assert book.problems() == []


def test_but_not_while_anything_is_to_pay():
    book = Book(offer(1_000))
    book.settle(999, "P1", day=0)
    assert forgiven(book, day=0) == () and quote(book, 0).amount == rupees(1)


def test_nothing_is_forgiven_twice_on_a_loan_written_off():
    book = Book(offer(1_000))
    book.settle(700, "P1", day=1)
    book.add(ledger.write_off(loan=LOAN, balance=book.now, reference="W1", at=after(60)))
    lost = book.now.written_off
    book.settle(10, "P2", day=61)
    assert (book.now.written_off, book.now.credit) == (lost - rupees(10), 0) and book.problems() == []


def test_the_quote_of_what_a_bounce_reopened_after_a_write_off_is_what_settles_it():
    book = Book(offer(1_000))
    book.settle(348, "P1", day=31)
    book.add(ledger.write_off(loan=LOAN, balance=book.now, reference="W1", at=after(60)))
    book.bounce("P1", day=61)
    book.settle(quote(book, 61).amount / 100, "P2", day=61)
    assert book.now.settled and book.problems() == []


def forgiven(book, *, day):
    at = {"on": DAY + timedelta(days=day), "at": after(day)}
    return ledger.forgive(offer=book.offer, loan=LOAN, postings=book.postings, reference="G1", amount=0, **at)


def test_a_suspended_payment_settles_when_it_is_placed():
    book = Book(offer(1_000))
    book.add(ledger.suspend(reference="S1", provider="onebill", amount=rupees(1_007), at=after(15)))
    settled = ledger.settle(
        offer=book.offer,
        loan=LOAN,
        postings=book.postings,
        reference="placed:S1",
        provider=None,
        amount=rupees(1_007),
        on=DAY + timedelta(days=15),
        at=after(20),
    )
    book.add(*settled)
    assert book.now.settled and book.now.credit == 0 and book.stands(Account.SUSPENSE) == 0
    assert book.postings[-1].kind == "placed" and book.problems() == []
