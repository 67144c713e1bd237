import pytest

from bot.lending import ledger
from bot.lending.accounts import Account
from bot.lending.money import rupees
from bot.lending.plans import RuleBroken

from .cases import FREE, LOAN, Book, after, offer


def cancelled(book):
    book.add(ledger.cancel_cooling_off(loan=LOAN, balance=book.now, at=after(0)))
    return book


def returned(book, amount, reference="G1", **more):
    goods = {"amount": rupees(amount), "reference": reference, "at": after(1), **more}
    book.add(ledger.refund(loan=LOAN, balance=book.now, **goods))
    return book


def written_off(book, **more):
    book.add(ledger.write_off(loan=LOAN, balance=book.now, reference="W1", at=after(200), **more))
    return book


def test_leaving_within_the_cooling_off_time_costs_the_principal_only():
    book = cancelled(Book(offer(1_000)))
    assert book.now.outstanding == rupees(1_000) and book.now.charges == 0
    assert book.stands(Account.MARKUP_UNEARNED) == book.stands(Account.MARKUP_INCOME) == 0
    assert book.problems() == []


def test_markup_already_paid_pays_principal_instead():
    book = Book(offer(1_000))
    book.pay(348)
    book.earn(day=1)
    cancelled(book)
    assert book.now.outstanding == rupees(652) and book.stands(Account.MARKUP_INCOME) == 0
    assert book.problems() == []


def test_leaving_after_paying_everything_gives_the_markup_back():
    book = Book(offer(1_000))
    book.pay(1_045)
    assert cancelled(book).now.credit == rupees(45) and book.problems() == []


def test_a_free_plan_has_nothing_to_take_back():
    book = Book(offer(1_000, FREE))
    assert ledger.cancel_cooling_off(loan=LOAN, balance=book.now, at=after(0)) is None


def test_goods_returned_before_any_payment():
    book = returned(Book(offer(1_000), shop_discount=3_000), 1_000)
    assert book.now.settled and book.now.credit == 0 and book.now.charges == 0
    assert book.stands(Account.SHOP_REFUND_RECEIVABLE) == rupees(1_000)
    assert book.stands(Account.SHOP_DISCOUNT_INCOME) == 0 and book.problems() == []


def test_the_shops_share_is_taken_back_with_the_goods_and_never_twice():
    book = Book(offer(1_000), shop_discount=3_001)
    shares = []
    for place, amount in enumerate((333, 333, 334)):
        returned(book, amount, f"G{place}")
        shares.append(book.stands(Account.SHOP_DISCOUNT_RECEIVABLE))
    assert shares == [2_002, 1_003, 0] and book.stands(Account.SHOP_DISCOUNT_INCOME) == 0


def test_goods_returned_after_everything_was_paid_and_earned():
    book = Book(offer(1_000))
    book.pay(1_045)
    book.earn(day=90)
    returned(book, 1_000)
    assert book.now.credit == rupees(1_045) and book.stands(Account.MARKUP_INCOME) == 0
    assert book.problems() == []


def test_a_part_of_the_goods_shortens_the_plan_from_its_end():
    book = returned(Book(offer(1_000)), 400)
    assert book.owed() == [348, 279, 0]  # 400 of principal and 18 of its mark-up
    assert book.now.principal == rupees(600) and book.now.charges == rupees(27)
    assert book.problems() == []


def test_a_return_of_more_than_is_still_owed_becomes_credit():
    book = Book(offer(1_000, FREE))
    book.pay(750)
    returned(book, 400)
    assert (book.now.outstanding, book.now.credit) == (0, rupees(150)) and book.problems() == []


def test_two_returns_cannot_exceed_the_price():
    book = returned(Book(offer(1_000)), 700)
    with pytest.raises(RuleBroken, match="refund_too_large"):
        returned(book, 301, "G2")
    returned(book, 300, "G2")
    assert book.now.settled and book.problems() == []


def test_a_loan_written_off_takes_no_return():
    with pytest.raises(RuleBroken, match="written_off"):
        returned(written_off(Book(offer(1_000))), 100)


def test_a_write_off_is_a_loss_of_what_was_lent_and_earned_only():
    book = Book(offer(1_000))
    book.pay(348)
    book.earn(day=45)
    written_off(book)
    assert book.now.settled and book.stands(Account.WRITE_OFF) == rupees(697 - 23)  # Rs 23 were never earned
    assert book.problems() == []
    assert written_off(book).now.settled and len(book.postings) == 4


def test_relief_is_the_same_money_under_its_own_name():
    book = written_off(Book(offer(1_000)), relief=True)
    assert book.postings[-1].kind == "relief" and book.now.written_off == rupees(1_000)


def test_money_on_a_loan_written_off_makes_the_loss_good_before_it_is_credit():
    book = written_off(Book(offer(1_000, FREE)))
    book.pay(600, "P1", day=201)
    assert (book.now.written_off, book.now.credit) == (rupees(400), 0)
    book.pay(500, "P2", day=202)
    assert (book.now.written_off, book.now.credit) == (0, rupees(100)) and book.problems() == []
