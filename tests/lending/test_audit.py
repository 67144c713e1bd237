from dataclasses import replace

import pytest

from bot.lending import ledger
from bot.lending.accounts import Account
from bot.lending.posting import Entry, Posting

from .cases import LOAN, NOON, Book, offer


def chained(postings):
    previous = ledger.GENESIS
    for posting in postings:
        previous = ledger.chain(previous, posting)
        yield ledger.Stored(posting, previous)


def book():
    written = Book(offer(1_000))
    written.pay(348, "P1")
    written.pay(200, "P2")
    return written


def bumped(posting):
    first, second, *rest = posting.entries
    changed = (replace(first, amount=first.amount + 1), replace(second, amount=second.amount - 1), *rest)
    return replace(posting, entries=changed)


def test_good_books():
    assert book().problems() == []


@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_changed_number_names_its_posting(place):
    stored = list(chained(book().postings))
    stored[place] = replace(stored[place], posting=bumped(stored[place].posting))
    found = list(ledger.check_chain(stored))
    assert [(problem.code, problem.where) for problem in found] == [("hash", stored[place].posting.reference)]


def test_a_posting_taken_out_or_put_in_is_seen():
    stored = list(chained(book().postings))
    assert [problem.where for problem in ledger.check_chain([stored[0], stored[2]])] == ["P2"]
    assert [problem.where for problem in ledger.check_chain([stored[0], stored[2], stored[1]])] != []


def test_the_chain_is_streamed():
    def endless():
        while True:
            yield from chained(book().postings)

    assert next(ledger.check_chain(endless())).code == "hash"


def extra(*entries, kind="payment"):
    written = book()
    written.add(Posting(kind, "X", NOON, entries))
    return {problem.code for problem in written.problems()}


def test_a_debt_paid_twice_is_seen():
    paid = (Entry("cash:x", 99_900, LOAN), Entry(Account.RECEIVABLE_PRINCIPAL, -99_900, LOAN, 1))
    assert "negative" in extra(*paid)


def test_a_bill_that_was_never_agreed_is_seen():
    billed = (Entry(Account.RECEIVABLE_MARKUP, 100, LOAN, 1), Entry(Account.MARKUP_UNEARNED, -100, LOAN, 1))
    assert extra(*billed, kind="accept") == {"agreed_total"}


def test_charges_above_the_principal_are_seen():
    charged = (
        Entry(Account.LATE_RECEIVABLE, 95_501, LOAN, 1),
        Entry(Account.CHARITY_PAYABLE, -95_501, LOAN, 1),
    )
    assert extra(*charged, kind="late_charge") == {"cost"}


def test_credit_beside_a_debt_is_seen():
    credited = (Entry("cash:x", 5, LOAN), Entry(Account.CUSTOMER_CREDIT, -5, LOAN))
    assert extra(*credited) == {"credit_and_debt"}


def test_more_paid_to_the_shop_or_back_to_the_customer_than_was_due_is_seen():
    shop = (Entry(Account.MERCHANT_PAYABLE, 100_001, LOAN), Entry("cash:x", -100_001, LOAN))
    assert extra(*shop, kind="merchant_paid") == {"negative"}
    back = (Entry(Account.REFUNDS_PAYABLE, 1, LOAN), Entry("cash:x", -1, LOAN))
    assert extra(*back, kind="paid_out") == {"negative"}


def test_a_kind_that_may_not_touch_a_debt_is_a_problem_and_no_crash():
    entries = (Entry(Account.RECEIVABLE_PRINCIPAL, -1, LOAN, 1), Entry(Account.WRITE_OFF, 1, LOAN))
    assert extra(*entries, kind="magic") == {"unreadable"}
