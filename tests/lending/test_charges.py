from dataclasses import replace
from datetime import timedelta

import pytest

from bot.lending import ledger
from bot.lending.accounts import Account
from bot.lending.money import rupees
from bot.lending.plans import RuleBroken
from bot.lending.statement import key_facts

from .cases import FREE, LOAN, SMALL, Book, after, offer


def charge(book, installment=1, *, days_late=4, facts=None, rules=SMALL):
    due = book.offer.installments[installment - 1].due
    charged = ledger.late_charge(
        loan=LOAN,
        balance=book.now,
        facts=facts or key_facts(book.offer, reference=LOAN, rules=rules),
        installment=installment,
        due=due,
        on=due + timedelta(days=days_late),
        at=after(40),
        rules=rules,
    )
    book.add(charged)
    return book


def refused(*args, **more):
    with pytest.raises(RuleBroken) as error:
        charge(*args, **more)
    return error.value.code


def test_a_late_charge_is_a_debt_to_charity_and_no_income():
    book = charge(Book(offer(1_000)))
    assert book.now.installment(1).open.late == rupees(100)
    assert book.stands(Account.CHARITY_PAYABLE) == -rupees(100)
    assert book.now.charges == rupees(145) and book.problems() == []


def test_three_days_of_grace():
    assert refused(Book(offer(1_000)), days_late=3) == "not_late"


def test_once_an_instalment():
    book = charge(Book(offer(1_000)))
    assert refused(book) == "already_charged"
    charge(book, 2)


def test_nothing_late_nothing_charged():
    book = Book(offer(1_000))
    book.pay(348)
    assert refused(book) == "nothing_late"


def test_never_more_than_is_late():
    book = Book(offer(1_000))
    book.pay(328)
    assert charge(book).now.installment(1).open.late == rupees(20)


def test_what_the_statement_does_not_name_is_not_charged():
    book = Book(offer(1_000))
    untold = key_facts(book.offer, reference=LOAN, rules=replace(SMALL, late_charge=0))
    assert refused(book, facts=untold) == "not_in_statement"


def test_the_charge_is_the_statements_and_not_todays():
    book = Book(offer(1_000))
    agreed = key_facts(book.offer, reference=LOAN, rules=replace(SMALL, late_charge=5_000))
    assert charge(book, facts=agreed).now.installment(1).open.late == 5_000


def test_all_charges_together_stay_within_the_principal():
    book = Book(offer(200, FREE))
    charge(book, 2)  # Rs 50 each: never more than is late
    charge(book, 3)
    tight = replace(SMALL, max_cost_share=SMALL.max_cost_share / 2)
    assert refused(book, 4, rules=tight) == "cost_too_high"


def test_the_late_charge_is_paid_last_and_can_be_waived():
    book = charge(Book(offer(1_000)))
    book.pay(378)
    assert book.now.installment(1).open.late == rupees(70) and book.now.installment(1).open.principal == 0
    book.add(ledger.waive_late_charges(loan=LOAN, balance=book.now, reference="V1", at=after(50)))
    assert book.now.installment(1).settled and book.stands(Account.CHARITY_PAYABLE) == -rupees(30)
    assert book.problems() == []
    assert ledger.waive_late_charges(loan=LOAN, balance=book.now, reference="V2", at=after(50)) is None


def undue(book, amount, *, days_late):
    on = book.offer.installments[0].due + timedelta(days=days_late)
    told = {"reference": "U1", "at": after(40), "rules": SMALL}
    return ledger.waive_undue(offer=book.offer, balance=book.now, amount=rupees(amount), on=on, **told)


def test_a_charge_that_a_payment_told_late_would_have_spared_is_dropped():
    book = charge(Book(offer(1_000)))
    book.add(undue(book, 348, days_late=3))
    assert book.now.installment(1).open.late == 0 and book.now.installment(1).outstanding == rupees(348)
    assert book.problems() == []


@pytest.mark.parametrize(("amount", "days_late"), [(347, 3), (348, 4)])
def test_but_not_one_that_was_due_all_the_same(amount, days_late):
    assert undue(charge(Book(offer(1_000))), amount, days_late=days_late) is None


def test_an_operator_who_keeps_late_charges_sees_them_as_income():
    keeps = replace(SMALL, late_charge_to_charity=False)
    book = charge(Book(offer(1_000)), rules=keeps)
    assert book.stands(Account.LATE_INCOME) == -rupees(100)
    book.add(ledger.waive_late_charges(loan=LOAN, balance=book.now, reference="V1", at=after(50)))
    assert book.stands(Account.LATE_INCOME) == 0 == book.stands(Account.CHARITY_PAYABLE)
