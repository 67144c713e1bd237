from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lending import ledger
from bot.lending.accounts import Account
from bot.lending.money import rupees

from .cases import DAY, FREE, LOAN, NOON, Book, offer


def test_a_bounced_payment_is_as_if_it_had_never_come():
    book, without = Book(offer(1_000)), Book(offer(1_000))
    book.pay(348, "P1")
    before = book.now
    book.pay(200, "P2")
    book.bounce("P2")
    assert book.now == before and book.problems() == []
    without.pay(200, "P2")
    book.pay(200, "P3")
    book.bounce("P1")
    assert book.now == without.now and book.problems() == []


def test_everything_after_it_is_booked_again_in_order():
    book, without = Book(offer(1_000)), Book(offer(1_000))
    for amount, reference in ((348, "P1"), (300, "P2"), (450, "P3")):
        book.pay(amount, reference)
        if reference != "P1":
            without.pay(amount, reference)
    assert book.now.credit == rupees(53)
    added = book.bounce("P1", day=40)
    assert [posting.reference for posting in added] == [
        "P3~reversed",
        "P2~reversed",
        "P1~reversed",
        "P2~rebooked",
        "P3~rebooked",
    ]
    assert book.now == without.now and book.now.credit == 0 and book.problems() == []
    assert book.stands("cash:jazzcash") == rupees(750)


def test_a_payment_bounces_once_however_often_we_hear_of_it():
    book = Book(offer(1_000))
    book.pay(348)
    assert book.bounce("P1") and book.bounce("P1") == ()
    with pytest.raises(KeyError):
        book.bounce("P9")


def test_a_payment_booked_again_can_bounce_too():
    book = Book(offer(1_000))
    for reference in ("P1", "P2", "P3"):
        book.pay(100, reference)
    book.bounce("P1")
    book.bounce("P2")
    added = book.bounce("P3")
    assert [posting.reference for posting in added] == ["P3~rebooked~rebooked~reversed"]
    assert book.now.paid == 0 and book.now.outstanding == rupees(1_045) and book.problems() == []


def test_an_early_settlement_whose_money_is_gone_no_longer_holds():
    book = Book(offer(1_000))
    book.settle(1_007, "P1", day=15)
    book.bounce("P1", day=16)
    assert book.now.outstanding == rupees(1_045) and book.now.unearned == rupees(38)
    assert book.problems() == []


def test_a_settlement_that_was_enough_without_the_bounced_payment_still_holds():
    """Rs 100 came, then more than the whole price of day 15: with the Rs 100 gone it is still enough."""
    book, without = Book(offer(1_000)), Book(offer(1_000))
    book.pay(100, "P1")
    book.settle(1_010, "P2", day=15)
    book.earn(day=40)
    without.settle(1_010, "P2", day=15)
    assert book.now.settled and book.now.credit == rupees(103)
    book.bounce("P1", day=41)
    assert book.now == without.now and book.now.credit == rupees(3) and book.problems() == []
    book.bounce("P2", day=42)
    assert book.now.outstanding == rupees(1_045) and book.now.credit == 0 and book.problems() == []


lives = st.lists(
    st.tuples(st.sampled_from(["pay", "enough"]), st.integers(1, 60_000), st.integers(0, 30), st.booleans()),
    min_size=1,
    max_size=6,
)


@given(lives, st.data())
def test_whatever_the_life_a_bounced_payment_is_as_if_it_had_never_come(life, data):
    gone = data.draw(st.integers(0, len(life) - 1))
    book = lived(life)
    book.bounce(f"P{gone}", day=200)
    without = lived(life, but=gone)
    for one in (book, without):
        one.earn(day=200)
    assert book.now == without.now and book.problems() == []


def lived(life, *, but=None):
    """A plan whose customer pays what they name, or what settles it and so much more."""
    book, day = Book(offer(1_000)), 0
    amounts = asked(life)
    for place, (_, _, days, earns) in enumerate(life):
        day += days
        if earns:
            book.earn(day=day)
        if place != but:
            book.settle(amounts[place] / 100, f"P{place}", day=day)
    return book


def asked(life):
    """What was paid each time when nothing had bounced yet."""
    book, day, amounts = Book(offer(1_000)), 0, []
    for place, (how, amount, days, earns) in enumerate(life):
        day += days
        if earns:
            book.earn(day=day)
        quote = ledger.settlement_quote(book.offer, balance=book.now, on=DAY + timedelta(days=day))
        amounts.append(quote.amount + amount if how == "enough" else amount)
        book.settle(amounts[-1] / 100, f"P{place}", day=day)
    return amounts


def test_nor_one_after_an_earlier_payment_is_gone():
    book = Book(offer(1_000))
    book.pay(348, "P1")
    book.settle(659, "P2", day=15)
    assert book.now.settled
    book.bounce("P1", day=16)
    assert book.now.paid == rupees(659) and book.now.outstanding == rupees(1_045 - 659)
    assert book.problems() == []


def test_an_instalment_paid_by_credit_from_a_bounced_payment_is_owed_again():
    book = Book(offer(1_000, FREE))
    book.pay(1_200, "P1")
    assert book.now.credit == rupees(200)
    book.bounce("P1")
    assert book.now.credit == 0 and book.now.outstanding == rupees(1_000) and book.problems() == []


def test_credit_already_paid_out_is_made_good_by_later_money_first():
    book = Book(offer(1_000, FREE))
    book.pay(600, "P1")
    book.pay(600, "P2")
    book.add(ledger.request_payout(reference="R1", amount=rupees(200), balance=book.now, at=NOON))
    book.bounce("P1")
    assert (book.now.credit, book.now.outstanding) == (0, rupees(600))  # of P2 200 went out again
    assert book.problems() == []


def test_credit_paid_out_with_no_money_left_is_owed_to_us():
    book = Book(offer(1_000, FREE))
    book.pay(1_200, "P1")
    book.add(ledger.request_payout(reference="R1", amount=rupees(200), balance=book.now, at=NOON))
    book.bounce("P1")
    assert book.stands(Account.CHARGEBACK_RECEIVABLE) == rupees(200)
    assert (book.now.credit, book.now.outstanding) == (0, rupees(1_000)) and book.problems() == []


def test_credit_from_a_return_pays_the_debt_a_bounce_brings_back():
    book = Book(offer(1_000, FREE))
    book.pay(1_000, "P1")
    book.add(ledger.refund(loan=LOAN, balance=book.now, amount=rupees(400), reference="G1", at=NOON))
    assert book.now.credit == rupees(400)
    book.bounce("P1")
    assert (book.now.credit, book.now.outstanding) == (0, rupees(600)) and book.problems() == []


def test_a_suspended_payment_that_was_placed_bounces_like_any_other():
    book = Book(offer(1_000))
    book.add(ledger.suspend(reference="S1", provider="onebill", amount=rupees(348), at=NOON))
    placed = {"amount": rupees(348), "loan": LOAN, "outstanding": book.now.open, "at": NOON}
    book.add(ledger.place(reference="S1:placed", **placed))
    book.bounce("S1:placed")
    assert book.now.paid == 0 and book.stands(Account.SUSPENSE) == -rupees(348)


def test_what_stands():
    book = Book(offer(1_000))
    book.pay(100, "P1")
    book.pay(100, "P2")
    book.bounce("P1")
    assert [posting.reference for posting in ledger.live(book.postings)] == [f"accept:{LOAN}", "P2~rebooked"]
