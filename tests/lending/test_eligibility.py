import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lending.eligibility import Applicant, BureauReport, decide, replay
from bot.lending.money import rupees
from bot.lending.rules import DEFAULT, Rules
from bot.lending.schedule import Payday

TODAY = date(2026, 11, 24)
AISHA = Applicant(
    born=date(1995, 5, 5), work="salary", income=rupees(60_000), obligations=0, payday=Payday("monthly", 5)
)


def asked(bureau=None, rules=DEFAULT, **changes):
    return decide(replace(AISHA, **changes), today=TODAY, rules=rules, bureau=bureau)


def codes(decision):
    return [reason.code for reason in decision.reasons]


def limit(**changes):
    return asked(**changes).limit // 100


def test_somebody_new_begins_at_the_first_limit():
    decision = asked()
    assert decision.approved and decision.limit == rupees(24_000)
    assert limit(income=rupees(200_000)) == 25_000
    assert codes(asked(income=rupees(200_000))) == ["first_time", "income_enough"]


def test_the_limit_is_what_can_be_afforded_in_steps_of_five_hundred():
    # half of 40,000 is free; 40 % of it a month, two months
    assert limit(income=rupees(40_000)) == 16_000
    assert limit(income=rupees(40_000), obligations=rupees(5_000)) == 12_000
    assert limit(income=rupees(41_000)) == 16_000  # 16,400
    assert limit(income=rupees(40_000), work="daily") == 12_000


def test_it_grows_with_plans_paid_well_up_to_one_loans_most():
    rich = {"income": rupees(300_000)}
    assert [limit(good_plans=plans, **rich) for plans in (0, 1, 5, 9)] == [25_000, 30_000, 50_000, 50_000]
    assert "good_plans" in codes(asked(good_plans=1, **rich))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"born": date(2009, 1, 1)}, "under_age"),
        ({"overdue": True}, "overdue_now"),
        ({"income": rupees(14_999)}, "income_low"),
        ({"obligations": rupees(30_001)}, "obligations_high"),
        ({"declared_debt": rupees(99_001)}, "debt_total"),
        ({"obligations": rupees(28_800)}, "obligations_high"),
        ({"bureau": BureauReport(source="t", identity_matches=False)}, "identity_mismatch"),
        ({"bureau": BureauReport(source="t", defaults=1)}, "bureau_default"),
        ({"bureau": BureauReport(source="t", worst_days_late=61)}, "bureau_default"),
        ({"bureau": BureauReport(source="t", debt=rupees(99_500))}, "debt_total"),
    ],
)
def test_refusals_say_why(changes, code):
    decision = asked(**changes)
    assert not decision.approved and decision.limit == 0 and codes(decision) == [code]


def test_every_reason_for_a_refusal_is_given():
    decision = asked(overdue=True, income=rupees(1_000), obligations=rupees(900))
    assert codes(decision) == ["overdue_now", "income_low", "obligations_high"]


def test_what_is_needed_would_really_change_it():
    poor = {"income": rupees(15_000), "obligations": rupees(7_000)}
    first = asked(**poor).reasons[0]
    assert first.code == "obligations_high" and first.figures["needed"] < rupees(7_000)
    assert asked(**{**poor, "obligations": first.figures["needed"]}).approved
    tight = {"income": rupees(40_000), "rules": Rules(min_loan=rupees(20_000))}
    needed = asked(**tight).reasons[0].figures["needed"]
    assert asked(**{**tight, "income": needed}).approved
    assert not asked(**{**tight, "income": needed - rupees(500)}).approved


def test_a_silent_bureau_lowers_the_limit_and_refuses_nobody():
    silent = BureauReport(source="t", answered=False, defaults=9, identity_matches=False)
    decision = asked(bureau=silent)
    assert (decision.approved, decision.limit) == (True, rupees(10_000))
    assert codes(decision)[0] == "limit_by_bureau_silent"


def test_debts_elsewhere_lower_the_limit():
    rich = {"income": rupees(300_000), "good_plans": 5}
    debts = {"declared_debt": rupees(40_000), "bureau": BureauReport(source="t", debt=rupees(30_000))}
    assert limit(**rich, **debts) == 30_000


def test_a_decision_is_replayed_years_later_from_what_was_stored():
    for decision in (
        asked(),
        asked(rules=Rules(max_loan=rupees(20_000)), bureau=BureauReport(source="t", debt=rupees(5_000))),
        asked(overdue=True),
    ):
        stored = json.loads(json.dumps(decision.to_dict()))
        assert replay(stored) == decision and replay(stored).to_dict() == decision.to_dict()
    with pytest.raises(KeyError):
        replay({**asked().to_dict(), "scorecard": "1999-01"})


def test_figures_below_zero_are_a_mistake():
    with pytest.raises(ValueError):
        replace(AISHA, income=-1)


people = st.builds(
    Applicant,
    born=st.dates(date(1940, 1, 1), date(2012, 1, 1)),
    work=st.sampled_from(["salary", "daily", "shop", "home", "farm", "other"]),
    income=st.integers(0, rupees(300_000)),
    obligations=st.integers(0, rupees(100_000)),
    payday=st.just(Payday("daily")),
    good_plans=st.integers(0, 12),
    overdue=st.booleans(),
    declared_debt=st.integers(0, rupees(120_000)),
)


@given(people, st.none() | st.integers(0, rupees(120_000)))
def test_every_decision_is_inside_the_rules_and_gives_a_reason(person, debt):
    bureau = None if debt is None else BureauReport(source="t", debt=debt)
    decision = decide(person, today=TODAY, bureau=bureau)
    assert decision.reasons and decision.limit % rupees(500) == 0
    assert decision.approved == (decision.limit >= DEFAULT.min_loan)
    owed = person.declared_debt + (debt or 0)
    assert not decision.approved or decision.limit + owed <= DEFAULT.max_total_exposure
    assert decision.limit <= DEFAULT.max_loan
    assert replay(json.loads(json.dumps(decision.to_dict()))) == decision


@given(people, st.integers(0, rupees(50_000)))
def test_more_income_or_less_debt_never_lowers_a_limit(person, more):
    before = decide(person, today=TODAY).limit
    assert decide(replace(person, income=person.income + more), today=TODAY).limit >= before
    assert decide(replace(person, obligations=max(0, person.obligations - more)), today=TODAY).limit >= before
