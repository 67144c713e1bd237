from dataclasses import replace

import pytest

from bot.lending.plans import PAY3, PAY4
from bot.lending.statement import KeyFacts, agreed_charge, allowed_charge, canonical, digest, key_facts

from .cases import SMALL, offer

SHOWN = {"en": "You will pay Rs 1,045 in all.", "ur": "آپ کل 1,045 روپے دیں گے۔"}


def facts(terms=PAY3, **rules):
    return key_facts(offer(1_000, terms), reference="QS-1", shop="ALI1", rules=replace(SMALL, **rules))


def test_it_states_what_the_offer_says():
    one, stated = offer(1_000), facts()
    assert (stated.principal, stated.markup, stated.total) == (one.principal, one.markup, one.total)
    assert stated.installments == one.installments
    assert (stated.annual_rate, stated.tenor_days, stated.shop) == (one.annual_rate, 90, "ALI1")
    assert stated.effective_rate > stated.annual_rate


def test_every_charge_a_customer_may_meet_is_in_it():
    assert [fee.code for fee in facts().fees] == ["markup", "late_charge"]
    assert [fee.code for fee in facts(PAY4).fees] == ["late_charge"]
    assert [fee.code for fee in facts(PAY4, late_charge=0).fees] == []


def test_a_charge_that_is_not_in_it_may_not_be_made():
    stated = facts()
    assert allowed_charge(stated, "late_charge") and agreed_charge(stated, "late_charge") == 10_000
    assert not allowed_charge(stated, "processing_fee") and agreed_charge(stated, "processing_fee") == 0


@pytest.mark.parametrize("terms", [PAY3, PAY4])
def test_it_survives_being_stored(terms):
    stated = facts(terms)
    assert KeyFacts.from_dict(stated.to_dict()) == stated


def test_the_fingerprint_covers_data_and_every_text_shown():
    stated = facts()
    prints = {
        digest(stated, SHOWN),
        digest(stated, {**SHOWN, "en": SHOWN["en"] + " "}),
        digest(stated, {"en": SHOWN["en"]}),
        digest(replace(stated, total=stated.total + 1), SHOWN),
    }
    assert len(prints) == 4
    assert digest(stated, dict(reversed(SHOWN.items()))) == digest(stated, SHOWN)
    assert SHOWN["ur"].encode() in canonical(stated, SHOWN)


def test_a_fingerprint_once_stored_must_match_for_ever():
    stored = "de58328e1fc8a116b2e6470fcc2860e41941f54a5ce6b1800799f6e9f8cf9ce2"
    assert digest(facts(), SHOWN) == stored
