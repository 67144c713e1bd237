from datetime import timedelta, timezone

import pytest

from bot.lending.accounts import NATURE, Account, cash, is_cash, nature, stands
from bot.lending.posting import GENESIS, Entry, Posting, chain, is_reversal, reverse, root, settled_kind

from .cases import NOON

PAID = (Entry(cash("jazzcash"), 500, "QS-1"), Entry(Account.CUSTOMER_CREDIT, -500, "QS-1"))


def posting(**changes):
    return Posting(**{"kind": "payment", "reference": "P1", "at": NOON, "entries": PAID, **changes})


@pytest.mark.parametrize(
    "changes",
    [
        {"entries": (PAID[0],)},
        {"entries": ()},
        {"entries": (*PAID, Entry(Account.SUSPENSE, 0))},
        {"entries": (PAID[0], Entry(Account.CUSTOMER_CREDIT, -499))},
        {"entries": (Entry("petty_cash", 1), Entry(Account.SUSPENSE, -1))},
        {"entries": (Entry("somewhere:else", 1), Entry(Account.SUSPENSE, -1))},
        {"entries": (Entry("cash:", 1), Entry(Account.SUSPENSE, -1))},
        {"entries": (Entry("cash", 1), Entry(Account.SUSPENSE, -1))},
        {"entries": (Entry(Account.WRITE_OFF, 0.5), Entry(Account.SUSPENSE, -0.5))},
        {"entries": (Entry(Account.WRITE_OFF, True), Entry(Account.SUSPENSE, -1))},
        {"at": NOON.replace(tzinfo=None)},
        {"reference": ""},
        {"kind": ""},
    ],
)
def test_what_is_no_posting(changes):
    with pytest.raises(ValueError):
        posting(**changes)


def test_the_chain_depends_on_everything_before():
    first = chain(GENESIS, posting())
    assert first == chain(GENESIS, posting())
    assert len({first, chain(first, posting()), chain(GENESIS, posting(reference="P2"))}) == 3
    more = tuple(Entry(entry.account, entry.amount * 2, entry.loan) for entry in PAID)
    assert chain(GENESIS, posting(entries=more)) != first


def test_the_chain_does_not_depend_on_the_time_zone_a_moment_is_written_in():
    there = NOON.astimezone(timezone(timedelta(hours=5)))
    assert chain(GENESIS, posting(at=there)) == chain(GENESIS, posting())


def test_a_link_once_stored_must_match_for_ever():
    stored = "af6d0d85c9de937d89e2b1f6c1c54a7f82aaaaa0b6bd02b9250b7e3970248d54"
    assert chain(GENESIS, posting()) == stored


def test_a_reversal_undoes_to_the_paisa_and_only_once():
    undone = reverse(posting(), at=NOON)
    assert [entry.amount for entry in undone.entries] == [-500, 500]
    assert undone.reference == "P1~reversed" == reverse(posting(), at=NOON + timedelta(days=1)).reference
    assert is_reversal(undone) and settled_kind(undone.kind) == "payment"


@pytest.mark.parametrize("reference", ["P1", "P1~reversed", "P1~rebooked", "P1~rebooked~rebooked~reversed"])
def test_the_reference_under_corrections(reference):
    assert root(reference) == "P1"


def test_a_providers_own_tilde_is_left_alone():
    assert root("T~1~rebooked") == "T~1"


def test_accounts():
    assert cash("jazzcash") == "cash:jazzcash" and is_cash("cash:jazzcash") and not is_cash("suspense")
    assert nature("cash:onebill") == "asset" and nature(Account.CHARITY_PAYABLE) == "liability"
    assert stands("suspense", -5) == 5 == stands("cash:onebill", 5)
    assert set(NATURE) == set(Account)
    assert {nature(account) for account in NATURE if account != Account.CASH} == set(NATURE.values())
    with pytest.raises(ValueError):
        cash("a:b")
