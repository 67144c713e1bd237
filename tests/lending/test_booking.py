from datetime import timedelta

import pytest

from bot.lending import ledger
from bot.lending.accounts import Account
from bot.lending.money import rupees

from .cases import DAY, FREE, LOAN, NOON, PRICED, Book, after, offer


def test_accepting_owes_the_shop_the_whole_principal():
    book = Book(offer(1_000), shop_discount=rupees(30))
    assert book.stands(Account.MERCHANT_PAYABLE) == -rupees(1_000)
    assert book.stands(Account.RECEIVABLE_PRINCIPAL) == rupees(1_000)
    assert book.stands(Account.RECEIVABLE_MARKUP) == rupees(45) == -book.stands(Account.MARKUP_UNEARNED)
    assert book.stands(Account.SHOP_DISCOUNT_RECEIVABLE) == rupees(30)
    assert book.owed() == [348, 348, 349]


def test_an_earlier_engines_case_four_of_250():
    book = Book(offer(1_000, FREE))
    book.pay(250, "down")
    book.pay(250, "P1")
    book.pay(400, "P2")
    now = book.now
    assert [part.settled for part in now.installments] == [True, True, True, False]
    assert now.installment(4).paid == rupees(150) and now.outstanding == rupees(100)


def test_several_instalments_at_once_and_too_much():
    book = Book(offer(1_000))
    book.pay(1_100)
    assert (book.now.settled, book.now.credit, book.now.paid) == (True, rupees(55), rupees(1_045))


def test_a_payment_for_a_closed_plan_is_all_credit():
    book = Book(offer(1_000))
    book.pay(1_045)
    book.pay(200, "P2")
    assert book.now.credit == rupees(200) and book.problems() == []


def test_credit_is_paid_out_on_request():
    book = Book(offer(1_000))
    book.pay(1_100)
    book.add(ledger.request_payout(reference="R1", amount=rupees(55), balance=book.now, at=NOON))
    assert book.now.credit == 0 and book.stands(Account.REFUNDS_PAYABLE) == -rupees(55)
    book.add(ledger.pay_out(reference="R2", provider="jazzcash", amount=rupees(55), loan=LOAN, at=NOON))
    assert book.stands(Account.REFUNDS_PAYABLE) == 0 and book.stands("cash:jazzcash") == rupees(1_045)


def test_credit_can_pay_another_instalment():
    book = Book(offer(1_000))
    book.pay(1_100)
    used = ledger.use_credit(
        reference="C1", amount=500, loan=LOAN, outstanding=(ledger.Outstanding(9, 500, 0),), at=NOON
    )
    assert used.kind == "credit_used" and [entry.amount for entry in used.entries] == [500, -500]


def test_a_payment_nobody_can_place_waits_and_is_placed():
    book = Book(offer(1_000))
    book.add(ledger.suspend(reference="S1", provider="onebill", amount=rupees(348), at=NOON))
    assert book.stands(Account.SUSPENSE) == -rupees(348) and book.now.paid == 0
    now = book.now
    book.add(
        ledger.place(reference="S1:placed", amount=rupees(348), loan=LOAN, outstanding=now.open, at=NOON)
    )
    assert book.stands(Account.SUSPENSE) == 0 and book.owed() == [0, 348, 349]


def test_the_shop_is_paid_and_pays_its_share():
    book = Book(offer(1_000), shop_discount=rupees(30))
    paid = {"provider": "bank", "loan": LOAN, "at": NOON}
    book.add(ledger.merchant_paid(amount=rupees(1_000), reference="M1", **paid))
    book.add(ledger.discount_received(amount=rupees(30), reference="M2", **paid))
    assert book.stands(Account.MERCHANT_PAYABLE) == book.stands(Account.SHOP_DISCOUNT_RECEIVABLE) == 0
    assert book.stands("cash:bank") == -rupees(970)


def test_no_more_credit_is_given_back_than_there_is():
    book = Book(offer(1_000))
    book.pay(1_100)
    for amount in (5_501, 0, -1):
        with pytest.raises(ValueError):
            ledger.request_payout(reference="R1", amount=amount, balance=book.now, at=NOON)


def test_a_suspended_payment_placed_on_a_loan_written_off_makes_the_loss_good():
    book = Book(offer(1_000, FREE))
    book.add(ledger.write_off(loan=LOAN, balance=book.now, reference="W1", at=after(200)))
    book.add(ledger.suspend(reference="S1", provider="onebill", amount=rupees(300), at=after(201)))
    placed = {"written_off": book.now.written_off, "outstanding": book.now.open, "at": after(202)}
    book.add(ledger.place(reference="placed:S1", amount=rupees(300), loan=LOAN, **placed))
    assert (book.now.written_off, book.now.credit) == (rupees(700), 0) and book.problems() == []


def test_late_charges_leave_for_the_charity():
    given = ledger.charity_paid(provider="bank", amount=rupees(100), reference="C1", at=NOON)
    assert [(entry.account, entry.amount) for entry in given.entries] == [
        (Account.CHARITY_PAYABLE, rupees(100)),
        ("cash:bank", -rupees(100)),
    ]


@pytest.mark.parametrize("amount", [0, -1])
@pytest.mark.parametrize(
    "build",
    [
        lambda amount: ledger.receive(
            reference="P", provider="x", amount=amount, loan=LOAN, outstanding=(), at=NOON
        ),
        lambda amount: ledger.suspend(reference="P", provider="x", amount=amount, at=NOON),
        lambda amount: ledger.place(reference="P", amount=amount, loan=LOAN, outstanding=(), at=NOON),
        lambda amount: ledger.use_credit(reference="P", amount=amount, loan=LOAN, outstanding=(), at=NOON),
        lambda amount: ledger.merchant_paid(loan=LOAN, provider="x", amount=amount, reference="P", at=NOON),
        lambda amount: ledger.discount_received(
            loan=LOAN, provider="x", amount=amount, reference="P", at=NOON
        ),
        lambda amount: ledger.pay_out(reference="P", provider="x", amount=amount, loan=LOAN, at=NOON),
        lambda amount: ledger.charity_paid(provider="x", amount=amount, reference="P", at=NOON),
        lambda amount: ledger.earn(loan=LOAN, amounts={1: amount}, reference="P", at=NOON),
        lambda amount: ledger.accept(offer=offer(1_000), loan=LOAN, at=NOON, shop_discount=amount - 1),
    ],
)
def test_money_that_moves_is_above_zero(build, amount):
    with pytest.raises(ValueError):
        build(amount)


@pytest.mark.parametrize("reference", ["T1~reversed", "T1~rebooked", "T1~rebooked~reversed"])
def test_a_provider_cannot_name_a_payment_like_one_of_our_corrections(reference):
    """It would be taken for another payment's, and fall with it."""
    with pytest.raises(ValueError):
        ledger.receive(reference=reference, provider="x", amount=1, loan=LOAN, outstanding=(), at=NOON)
    with pytest.raises(ValueError):
        ledger.suspend(reference=reference, provider="x", amount=1, at=NOON)


def test_markup_is_earned_as_time_passes_and_never_twice():
    book = Book(offer(1_000))
    seen = []
    for day in (0, 15, 15, 30, 45, 90, 200):
        book.earn(day=day)
        seen.append(-book.stands(Account.MARKUP_INCOME) // 100)
    assert seen == [0, 7, 7, 15, 22, 45, 45]
    assert book.now.unearned == 0 and book.problems() == []


def test_other_loans_and_kinds_do_not_disturb_a_balance():
    book = Book(offer(1_000))
    other = ledger.accept(offer=offer(2_000, PRICED), loan="QS-2", at=NOON)
    assert ledger.balance([*book.postings, other], loan=LOAN) == book.now
    with pytest.raises(KeyError):
        book.now.installment(4)


def test_an_unknown_kind_may_not_touch_what_is_owed():
    book = Book(offer(1_000))
    entries = (
        ledger.Entry(Account.RECEIVABLE_PRINCIPAL, -1, LOAN, 1),
        ledger.Entry(Account.WRITE_OFF, 1, LOAN),
    )
    book.add(ledger.Posting("magic", "X", after(1), entries))
    with pytest.raises(ValueError):
        _ = book.now
    assert DAY + timedelta(days=1) == after(1).date()
